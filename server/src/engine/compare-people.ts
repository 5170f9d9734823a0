import type { JsonObject } from '../core/json.ts';
import type { Existing } from '../core/mapping/evaluate.ts';
import { readAccount } from '../provisioning/inbound/read-account.ts';
import { personLines } from '../provisioning/plan/person-lines.ts';
import type { PersonPreview } from '../provisioning/plan/person-preview.ts';
import type { Directory } from '../provisioning/ports.ts';
import { previewWriteback } from '../provisioning/writeback/preview-writeback.ts';
import { withKnownAccounts } from './known-accounts.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { checkedPeople } from './preview-inbound.ts';
import type { ComparePeopleResult } from './protocol.ts';
import { runHost } from './run-host.ts';
import { systemHost } from './system-host.ts';

type Read = ComparePeopleResult[number];
type Told = Pick<Read, 'found' | 'problem' | 'existing' | 'remarks'>;

/**
 * What the target system holds of people whose payloads are known: the account of a worker, the contact rows of an Entra
 * user. Nothing is read of the source system, nothing is written.
 *
 * @throws SfmapError exit 1: no mapping matches; exit 2: the target cannot be read; exit 3: a system refused or failed.
 */
export async function comparePeople(
  mapping: PreparedMapping,
  people: readonly JsonObject[],
  context: RunContext,
): Promise<ComparePeopleResult> {
  const compare = mapping.model.direction === 'writeback' ? employeeCentral : entraId;
  return compare(mapping, people, context);
}

async function entraId(
  mapping: PreparedMapping,
  people: readonly JsonObject[],
  context: RunContext,
): Promise<ComparePeopleResult> {
  const { model, parameters } = mapping;
  const { connection, secrets, env, progress, now, signal, onDeviceCode } = context;
  checkedPeople(mapping, { kind: 'all' });
  const directory = openDirectory(connection, secrets, env, waiting(progress), onDeviceCode);
  const host = await runHost([model], directory, now(), signal);
  const { defaultDomain: domain } = host;
  const place = `Entra ID ${connection.entraId?.tenant ?? ''} (${connection.environment})`;
  const asked = { place, parameters: Object.fromEntries(parameters), ...(domain === undefined ? {} : { domain }) };
  return withKnownAccounts(mapping, context, async (knownAccount) => {
    const run = { model, parameters, host, directory, knownAccount, ...(signal && { signal }) };
    const reads: Read[] = [];
    for (const payload of people) {
      progress({ phase: 'Reading accounts', done: reads.length, total: people.length });
      const { existing, ...account } = await readAccount(run, payload);
      reads.push({ ...asked, ...account, existing: recordOf(existing) });
    }
    return reads;
  });
}

async function employeeCentral(
  { model, parameters, placeholders }: PreparedMapping,
  people: readonly JsonObject[],
  { connection, secrets, env, progress, now, signal }: RunContext,
): Promise<ComparePeopleResult> {
  const tenant = openEmployeeCentral(connection, secrets, env, waiting(progress));
  const place = `SuccessFactors ${connection.successFactors.company} (${connection.environment})`;
  const request = { model, parameters, placeholders, people: { kind: 'all' }, switchPrimary: false } as const;
  const reads: Read[] = [];
  for (const payload of people) {
    const ports = { directory: directoryOf(payload), employeeCentral: tenant, progress, ...(signal && { signal }) };
    const { people: found, outside } = await previewWriteback({ ...request, host: systemHost(now()) }, ports);
    const [person] = found;
    const [outsider] = outside ?? [];
    const told = person === undefined ? unread(`out of scope: ${outsider?.reason ?? ''}`) : rowsOf(person);
    reads.push({ place, ...told, parameters: Object.fromEntries(parameters) });
  }
  return reads;
}

/** What SuccessFactors holds of a person, by target, and what a plan would say about them. */
function rowsOf(person: PersonPreview): Told {
  const { personIdExternal, errors, refusals, warnings } = person;
  const whole = errors.filter(({ group }) => group === undefined).map(({ reason }) => reason);
  const remarks = [
    ...refusals.map(({ group, reason }) => `${group}: ${reason}`),
    ...errors.flatMap(({ group, reason }) => (group === undefined ? [] : [`${group}: ${reason}`])),
    ...warnings,
  ];
  if (whole.length > 0) return unread(whole.join(' '));
  const existing = Object.fromEntries(personLines(person).map(({ target, before }) => [target, before]));
  return { found: `person ${personIdExternal}`, existing: { ...existing, personIdExternal }, remarks };
}

const unread = (problem: string): Told => ({ found: 'not compared', problem, existing: null, remarks: [] });

/** A directory of one user. */
function directoryOf(user: JsonObject): Directory {
  const nobody = async function* (): AsyncGenerator<JsonObject> {};
  return {
    users: async function* () {
      yield user;
    },
    findUsers: async () => [],
    usersHaving: nobody,
    members: nobody,
    deletedUsers: nobody,
  };
}

const recordOf = (existing: Existing | undefined): Read['existing'] =>
  existing === undefined ? null : Object.fromEntries(existing);
