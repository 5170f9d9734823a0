import type { MappingModel } from '../core/analysis/model.ts';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import type { JsonObject } from '../core/json.ts';
import { scopeVerdict } from '../core/mapping/scope-verdicts.ts';
import { personQuery } from '../core/query/person-query.ts';
import { isPreHire, preHireDate } from '../core/query/pre-hire-date.ts';
import { withoutExpanded } from '../core/query/without-expanded.ts';
import { type Worker, workerOf } from '../provisioning/inbound/worker.ts';
import type { People } from '../provisioning/writeback/find-users.ts';
import type { EmployeeCentralClient } from '../systems/successfactors/employee-central.ts';
import { openEmployeeCentral } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';
import { workerQuery } from './worker-query.ts';
import type { WorkersWanted } from './worker-select.ts';

/** Who was asked for and is not there, or whom SuccessFactors does not tell of. */
export interface MissingWorker {
  readonly asked: string;
  readonly reason: string;
  /** SuccessFactors has nobody of this id, and says so. */
  readonly absent: boolean;
}

/** Whose accounts a run is about. */
export type WorkerChoice =
  | People
  /** Who has changed since the last run: its watermark, the `at` of what it read. And people who are read in any case. */
  | { readonly kind: 'changed'; readonly since: Date; readonly again?: readonly string[] };

/** How workers are read. */
export interface WorkersRead {
  readonly model: MappingModel;
  readonly parameters: ReadonlyMap<string, string>;
  /** Another mapping for which the same people are read along, once for both. */
  readonly beside?: { readonly model: MappingModel; readonly parameters: ReadonlyMap<string, string> };
  readonly people: WorkerChoice;
  readonly generation: ConnectorGeneration;
  /**
   * Until when: the watermark from which the next run reads what has changed, if this one reads everybody or who has
   * changed and is carried out to its end. Taken before anything is read; the present time without it.
   */
  readonly at?: Date;
  /** Told of each person who was asked for in vain. */
  readonly onMissing: (missing: MissingWorker) => void;
}

/**
 * Workers as the connector reads them for a mapping: everybody of a full cycle, who has changed since the last one, the
 * first in scope, or those of some ids. Who begins later is read as of the first day (generation `current`).
 *
 * @throws SfmapError exit 3: SuccessFactors refused or failed; nothing may be concluded from what came before.
 */
export async function* readWorkers(read: WorkersRead, context: RunContext): AsyncGenerator<Worker> {
  const { people, generation } = read;
  const { connection, secrets, env, progress, signal } = context;
  const at = read.at ?? context.now();
  const employeeCentral = openEmployeeCentral(connection, secrets, env, waiting(progress));
  const mappings = mappingsOf(read);
  const phase = 'Reading people';
  let done = 0;
  if (people.kind === 'chosen') {
    const ids = [...new Set(people.ids)];
    for await (const worker of chosenWorkers(employeeCentral, ids, { ...read, at }, signal)) {
      done += 1;
      progress({ phase, done, total: ids.length });
      yield worker;
    }
    return;
  }
  const most = people.kind === 'sample' ? people.count : Number.POSITIVE_INFINITY;
  const changed = people.kind === 'changed';
  const query = queryOf(read, changed ? 'changed' : 'everybody');
  const since = changed && { since: people.since };
  const cycle = { now: at, ...since, ...query, generation, ...(signal && { signal }) };
  const again = new Set(people.kind === 'changed' ? people.again : []);
  let taken = 0;
  for await (const { person, asOfDate } of employeeCentral.cycle(cycle)) {
    done += 1;
    if (done % 100 === 0) progress({ phase, done });
    if (people.kind === 'sample' && !mappings.some((mapping) => isInScope(mapping, person))) continue;
    const worker = workerOf(person, asOfDate);
    again.delete(worker.id);
    yield worker;
    taken += 1;
    // A sample concludes nothing from those who were not read.
    if (taken >= most) return;
  }
  if (again.size > 0) yield* chosenWorkers(employeeCentral, [...again], { ...read, at }, signal);
}

/** The mappings for which people are read. */
function mappingsOf({ model, parameters, generation, beside }: WorkersRead) {
  const all = [{ model, parameters }, ...(beside === undefined ? [] : [beside])];
  const { expand } = queryOf({ model, generation, ...(beside && { beside }) }, 'everybody');
  return all.map((one) => ({ ...one, read: expand, expand: personQuery(one.model, generation).expand }));
}

function queryOf(
  { model, generation, beside }: Pick<WorkersRead, 'model' | 'generation' | 'beside'>,
  whom: WorkersWanted,
) {
  return workerQuery([model, ...(beside === undefined ? [] : [beside.model])], generation, whom);
}

function isInScope(
  { model, parameters, read, expand }: ReturnType<typeof mappingsOf>[number],
  person: JsonObject,
): boolean {
  return scopeVerdict(model, withoutExpanded(person, read, expand), parameters).inScope;
}

/** What is asked about each person. */
interface Query {
  readonly expand: readonly string[];
  readonly more: Readonly<Record<string, string>>;
}

async function* chosenWorkers(
  employeeCentral: EmployeeCentralClient,
  ids: readonly string[],
  read: WorkersRead & { readonly at: Date },
  signal: AbortSignal | undefined,
): AsyncGenerator<Worker> {
  const { generation, onMissing, at } = read;
  const { expand, select } = queryOf(read, 'people');
  const query: Query = { expand, more: select === undefined ? {} : { $select: select.join(',') } };
  for await (const answer of employeeCentral.people(ids, expand, signal, query.more)) {
    if (answer.state !== 'found') {
      const reason =
        answer.state === 'absent'
          ? `SuccessFactors has no person ${answer.id}, or the API user may not see it.`
          : `SuccessFactors gave no answer about person ${answer.id}: ${answer.reason}`;
      onMissing({ asked: answer.id, reason, absent: answer.state === 'absent' });
      continue;
    }
    const asOfDate = generation === '2020' ? undefined : preHireDate(answer.person, at);
    if (asOfDate === undefined) {
      yield workerOf(answer.person);
      continue;
    }
    yield (await asOfFirstDay(employeeCentral, answer.id, query, asOfDate, signal)) ?? workerOf(answer.person);
  }
}

async function asOfFirstDay(
  employeeCentral: EmployeeCentralClient,
  id: string,
  { expand, more }: Query,
  asOfDate: string,
  signal: AbortSignal | undefined,
): Promise<Worker | undefined> {
  for await (const answer of employeeCentral.people([id], expand, signal, { ...more, asOfDate })) {
    if (answer.state === 'found' && isPreHire(answer.person)) return workerOf(answer.person, asOfDate);
  }
  return undefined;
}
