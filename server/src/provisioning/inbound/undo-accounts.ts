import { inGroups } from '../../core/in-groups.ts';
import type { AccountChange } from '../plan/account-change.ts';
import type { Listed } from '../plan/packed-list.ts';
import type { PersonPreview, PlannedRecord } from '../plan/person-preview.ts';
import { type Plan, packedPeople } from '../plan/plan.ts';
import type { EarlierRun } from '../run/earlier-run.ts';
import { type RunPerson, type RunRecord, runPeople } from '../run/run-record.ts';
import { mayBeWritten, touchedPeople } from '../run/touched-people.ts';
import type { KnownAccount } from './account-ids.ts';
import type { AccountNow } from './account-state.ts';
import { type AccountReader, type Asked, readAccounts } from './read-accounts.ts';
import { undoAccount } from './undo-account.ts';

/** What taking accounts back needs to know. */
export interface UndoAccounts {
  /** Name of the run that is taken back. */
  readonly run: string;
  /** The plan of that run. */
  readonly plan: Pick<Plan, 'people'>;
  readonly earlier: EarlierRun;
  readonly directory: AccountReader;
  readonly knownAccount: KnownAccount;
  readonly signal?: AbortSignal | undefined;
}

const atOnce = 100;

/**
 * What takes back what a run has written of accounts, person by person; what cannot be taken back is refused with the
 * reason.
 *
 * @param onRead Told how many of the people were read.
 * @throws SfmapError as the directory does.
 */
export async function undoAccounts(
  undo: UndoAccounts,
  onRead: (done: number, total: number) => void,
): Promise<Listed<PersonPreview>> {
  const { plan, earlier, directory, signal } = undo;
  const made = madeAccounts(plan, earlier);
  const accountOf: KnownAccount = (id) => made.get(id) ?? undo.knownAccount(id);
  const records = (person: RunPerson) =>
    person.calls.flatMap((call) => call.records).filter((record) => mayBeWritten(record, earlier));
  let total = 0;
  for (const _ of touchedPeople(plan, earlier)) total += 1;
  let done = 0;
  const undone = packedPeople();
  for (const some of inGroups(touchedPeople(plan, earlier), atOnce)) {
    const asked = some.flatMap((person) => records(person).map((record) => askedOf(record, person, earlier)));
    const withDeleted = asked.some(({ record }) => record.action === 'delete');
    const nowOf = await readAccounts(directory, asked, signal, withDeleted);
    const found = new Map(asked.map((one) => [one.record, nowOf(one)]));
    for (const person of some) undone.push(undoPerson(person, records(person), found, accountOf, undo.run));
    done += some.length;
    onRead(done, total);
  }
  return undone;
}

/** The accounts that the run made, by the person. */
function madeAccounts({ people }: Pick<Plan, 'people'>, earlier: EarlierRun): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const person of runPeople(people)) {
    const id = madeFor(person, earlier);
    if (id !== undefined) made.set(person.personIdExternal ?? '', id);
  }
  return made;
}

/** The account of a record: one that the run made by the object id that it noted. */
function askedOf(record: PlannedRecord, person: RunPerson, earlier: EarlierRun): Asked {
  return { record, id: record.key['objectId'] ?? madeFor(person, earlier) };
}

function madeFor(person: RunPerson, { verdicts }: EarlierRun): string | undefined {
  const creation = person.calls.flatMap((call) => call.records).find(({ action }) => action === 'create');
  return creation && verdicts.get(creation.place)?.made;
}

function undoPerson(
  person: PersonPreview,
  written: readonly RunRecord[],
  found: ReadonlyMap<PlannedRecord, AccountNow>,
  accountOf: KnownAccount,
  run: string,
): PersonPreview {
  const undone = written.map((record) => {
    const now = found.get(record) ?? { users: [], restorable: false };
    const { place: _, ...planned } = record;
    const known = withManager(planned, accountOf);
    if (known === undefined) return { group: record.group, refusals: ['nobody can tell which account it was set to'] };
    return { group: record.group, ...undoAccount(known, now) };
  });
  const account = undone.flatMap(({ record }) => (record?.entity === 'Account' ? [record] : []))[0];
  const managers = undone.flatMap(({ record }) => (record?.entity === 'Manager' ? [record] : []));
  const objectId = account?.key['objectId'] ?? found.get(written[0] as PlannedRecord)?.users[0]?.['id'];
  // With an account goes its manager.
  const kept = account?.action === 'delete' ? [] : managers.map((record) => withId(record, objectId));
  const records = [...(account === undefined ? [] : [account]), ...kept];
  const { personIdExternal, name, userPrincipalName } = person;
  return {
    personIdExternal,
    name,
    userPrincipalName,
    primaryNow: { emails: [], phones: [] },
    lines: [],
    refusals: undone.flatMap(({ group, refusals }) => refusals.map((reason) => ({ group, reason }))),
    errors: [],
    warnings: warningsOf(account),
    calls: records.length === 0 ? [] : [{ together: false, records }],
    account: {
      situation: person.account?.situation ?? '',
      action: records.length === 0 ? 'none' : (account?.action ?? 'update'),
      reason: `undo of ${run}`,
      ...(typeof objectId === 'string' && { objectId }),
    } satisfies AccountChange,
  };
}

const withId = (record: PlannedRecord, objectId: unknown): PlannedRecord =>
  typeof objectId === 'string' ? { ...record, key: { ...record.key, objectId } } : record;

/** A record whose manager is an object id; undefined where nobody can tell which. */
function withManager(record: PlannedRecord, accountOf: KnownAccount): PlannedRecord | undefined {
  const waited = record.after?.['managerPerson'];
  if (typeof waited !== 'string') return record;
  const manager = accountOf(waited);
  return manager === undefined ? undefined : { ...record, after: { manager } };
}

function warningsOf(account: PlannedRecord | undefined): readonly string[] {
  if (account?.action === 'delete') {
    return [
      'The account is deleted. It can be restored for 30 days: by an undo of this undo, or in the Entra admin center.',
    ];
  }
  return account?.action === 'restore'
    ? ['The account comes back with its values. Whether licences and sessions do, Entra ID decides.']
    : [];
}
