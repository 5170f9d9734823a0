import type { MappingModel } from '../core/analysis/model.ts';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { personQuery } from '../core/query/person-query.ts';
import { isPreHire, preHireDate } from '../core/query/pre-hire-date.ts';
import { type Worker, workerOf } from '../provisioning/inbound/worker.ts';
import type { People } from '../provisioning/writeback/find-users.ts';
import type { EmployeeCentralClient } from '../systems/successfactors/employee-central.ts';
import { openEmployeeCentral } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';
import { workerSelect } from './worker-select.ts';

/** Who was asked for and is not there, or whom SuccessFactors does not tell of. */
export interface MissingWorker {
  readonly asked: string;
  readonly reason: string;
}

/** How workers are read. */
export interface WorkersRead {
  readonly model: MappingModel;
  readonly people: People;
  readonly generation: ConnectorGeneration;
  /** Told of each person who was asked for in vain. */
  readonly onMissing: (missing: MissingWorker) => void;
}

/**
 * Workers as the connector reads them for a mapping: everybody of a full cycle, the first of them, or those of some ids.
 * Who begins later is read as of the first day (generation `current`).
 *
 * @throws SfmapError exit 3: SuccessFactors refused or failed; nothing may be concluded from what came before.
 */
export async function* readWorkers(read: WorkersRead, context: RunContext): AsyncGenerator<Worker> {
  const { model, people, generation } = read;
  const { connection, secrets, env, progress, now, signal } = context;
  const employeeCentral = openEmployeeCentral(connection, secrets, env, waiting(progress));
  const { expand } = personQuery(model, generation);
  const phase = 'Reading people';
  let done = 0;
  if (people.kind === 'chosen') {
    const ids = [...new Set(people.ids)];
    for await (const worker of chosenWorkers(employeeCentral, ids, expand, read, context)) {
      done += 1;
      progress({ phase, done, total: ids.length });
      yield worker;
    }
    return;
  }
  const most = people.kind === 'sample' ? people.count : Number.POSITIVE_INFINITY;
  const select = workerSelect(model, expand, 'everybody');
  const cycle = { now: now(), expand, generation, ...(select && { select }), ...(signal && { signal }) };
  for await (const { person, asOfDate } of employeeCentral.cycle(cycle)) {
    done += 1;
    if (done % 100 === 0) progress({ phase, done });
    yield workerOf(person, asOfDate);
    // A sample concludes nothing from those who were not read.
    if (done >= most) return;
  }
}

/** What is asked about each person. */
interface Query {
  readonly expand: readonly string[];
  readonly more: Readonly<Record<string, string>>;
}

async function* chosenWorkers(
  employeeCentral: EmployeeCentralClient,
  ids: readonly string[],
  expand: readonly string[],
  { model, generation, onMissing }: WorkersRead,
  { now, signal }: RunContext,
): AsyncGenerator<Worker> {
  const fields = workerSelect(model, expand, 'people');
  const query: Query = { expand, more: fields === undefined ? {} : { $select: fields.join(',') } };
  for await (const answer of employeeCentral.people(ids, expand, signal, query.more)) {
    if (answer.state !== 'found') {
      const reason =
        answer.state === 'absent'
          ? `SuccessFactors has no person ${answer.id}, or the API user may not see it.`
          : `SuccessFactors gave no answer about person ${answer.id}: ${answer.reason}`;
      onMissing({ asked: answer.id, reason });
      continue;
    }
    const asOfDate = generation === '2020' ? undefined : preHireDate(answer.person, now());
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
