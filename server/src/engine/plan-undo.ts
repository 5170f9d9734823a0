import { SfmapError } from '../core/errors.ts';
import { inGroups } from '../core/in-groups.ts';
import { undoAccounts } from '../provisioning/inbound/undo-accounts.ts';
import type { Listed } from '../provisioning/plan/packed-list.ts';
import { type PersonPreview, previewTotals } from '../provisioning/plan/person-preview.ts';
import { makePlan, type Plan, packedPeople } from '../provisioning/plan/plan.ts';
import { touchedPeople } from '../provisioning/run/touched-people.ts';
import type { KeptRun } from '../provisioning/state/kept-run.ts';
import type { OpenRun } from '../provisioning/state/load-run.ts';
import type { RunStore } from '../provisioning/state/run-store.ts';
import { type PersonState, personState } from '../provisioning/writeback/person-state.ts';
import { rowExpand, rowSelect } from '../provisioning/writeback/rows.ts';
import { undoPerson } from '../provisioning/writeback/undo-plan.ts';
import { checkTenant } from './check-tenant.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';
import { planConnection, type RunContext, waiting } from './plan-writeback.ts';

/**
 * Makes the plan that takes a run back: a plan as any other, to be shown, confirmed and applied. Reads, and writes nothing.
 *
 * The limits on updates and changes of the run hold for it, too; those on emptied values do not, for what the run has
 * filled is emptied again.
 *
 * @throws SfmapError exit 1: the run writes just now, or the connection is another tenant by now; exit 2: its values
 *   cannot be read; exit 3: the tenant cannot be read.
 */
export async function planUndo(store: RunStore, run: KeptRun, context: RunContext): Promise<Plan> {
  checkTenant(run.plan, context, `Run ${run.name}`);
  if (store.stateOf(run) === 'running') {
    throw new SfmapError('SFM-RUN', `Run ${run.name} is writing just now.`, 'Wait for its end, or end its process.', 1);
  }
  const people = run.valueMode === 'omitted' ? withoutValues(store, run) : await undone(store, run, context);
  const { file, sha256 } = run.plan.mapping;
  return makePlan({
    preview: { people, totals: previewTotals(people, 0) },
    mapping: { file, sha256 },
    connection: planConnection(context.connection),
    target: run.plan.target,
    complete: false,
    created: context.now(),
    limits: run.plan.limits.filter(({ kind }) => kind === 'update' || kind === 'change'),
    undoes: run.name,
  });
}

async function undone(store: RunStore, run: KeptRun, context: RunContext): Promise<Listed<PersonPreview>> {
  const { target, connection, mapping } = run.plan;
  const opened = store.load(run);
  if (target === undefined) return undoPeople(opened, context);
  const { secrets, env, progress, signal, onDeviceCode } = context;
  return undoAccounts(
    {
      run: run.name,
      plan: opened.plan,
      earlier: opened.earlier,
      directory: openDirectory(context.connection, secrets, env, waiting(progress), onDeviceCode),
      knownAccount: store.knownAccount({ mapping: mapping.file, connection, target }),
      signal,
    },
    (done, total) => progress({ phase: 'Reading accounts', done, total }),
  );
}

/** So many people are read and judged at once. */
const atOnce = 500;

async function undoPeople({ plan, earlier }: OpenRun, context: RunContext): Promise<Listed<PersonPreview>> {
  const { connection, secrets, env, progress, signal } = context;
  const employeeCentral = openEmployeeCentral(connection, secrets, env, waiting(progress));
  const fields = new Set<string>();
  let total = 0;
  for (const person of touchedPeople(plan, earlier)) {
    total += 1;
    for (const { entity, before, after } of person.calls.flatMap(({ records }) => records)) {
      if (entity === 'User') for (const name of Object.keys({ ...before, ...after })) fields.add(name);
    }
  }
  const withUser = fields.size > 0;
  const select = rowSelect(withUser, [...fields]);
  const undone = packedPeople();
  let done = 0;
  for (const people of inGroups(touchedPeople(plan, earlier), atOnce)) {
    const ids = people.flatMap(({ personIdExternal }) => personIdExternal ?? []);
    const states = new Map<string, PersonState>();
    for await (const answer of employeeCentral.people(ids, rowExpand(withUser), signal, select)) {
      states.set(answer.id, personState(answer, withUser));
      done += 1;
      progress({ phase: 'Reading people', done, total });
    }
    for (const person of people) {
      const state = states.get(person.personIdExternal ?? '') ?? { unanswered: 'nothing came' };
      const back = undoPerson(person, earlier, state);
      if (back !== undefined) undone.push(back);
    }
  }
  return undone;
}

/** A run that keeps no values can take nothing back: what stood there before is known to nobody. */
function withoutValues(store: RunStore, run: KeptRun): readonly PersonPreview[] {
  const people = new Map<string, { reason: string }[]>();
  for (const { person, records } of store.people(run)) {
    const errors = records
      .filter(({ intended, verdict }) => intended !== null && verdict?.state !== 'failed')
      .map(({ entity, key }) => ({
        reason: `${entity} ${key['emailType'] ?? key['phoneType'] ?? key['userId']} was written, and what stood there before is not kept (journal.values is omitted).`,
      }));
    if (person !== null && errors.length > 0) people.set(person, errors);
  }
  const none = { primaryNow: { emails: [], phones: [] }, lines: [], refusals: [], warnings: [], calls: [] };
  return [...people].map(([person, errors]) => ({
    personIdExternal: person,
    name: person,
    userPrincipalName: '',
    ...none,
    errors,
  }));
}
