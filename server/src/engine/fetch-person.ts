import type { MappingModel } from '../core/analysis/model.ts';
import { graphSelect } from '../core/catalog/entra-attributes.ts';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { SfmapError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Situation } from '../core/mapping/situation.ts';
import { oneLine } from '../core/one-line.ts';
import { personQuery } from '../core/query/person-query.ts';
import { isPreHire, preHireDate } from '../core/query/pre-hire-date.ts';
import { type Worker, workerOf } from '../provisioning/inbound/worker.ts';
import { findUsers } from '../provisioning/writeback/find-users.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';

type Context = Pick<RunContext, 'connection' | 'secrets' | 'env' | 'now' | 'progress' | 'signal' | 'onDeviceCode'>;

/**
 * One person as the mapping's own query reads it: a PerPerson object, or an Entra user for a writeback. Who begins later
 * is read as of the first day, as the connector of today does; that of 2020 does not.
 *
 * @param person personIdExternal; for a writeback an employee id, a user principal name or an object id.
 * @throws SfmapError exit 2: no such person; exit 3: the system refused or failed.
 */
export async function fetchPerson(
  model: MappingModel,
  person: string,
  context: Context,
  generation: ConnectorGeneration = 'current',
): Promise<{ readonly label: string; readonly payload: JsonObject; readonly situation?: Situation }> {
  const { connection, secrets, env, progress, signal, onDeviceCode } = context;
  if (model.direction === 'writeback') {
    const directory = openDirectory(connection, secrets, env, waiting(progress), onDeviceCode);
    const people = { kind: 'chosen', ids: [person] } as const;
    for await (const found of findUsers(directory, people, graphSelect(model), 'employeeId', progress, signal)) {
      if ('reason' in found) throw new SfmapError('SFM-PERSON', found.reason, '', 2);
      const name = found.user['displayName'] ?? found.user['userPrincipalName'];
      return { label: oneLine(`${name} · ${person}`), payload: found.user };
    }
  }
  const worker = await readWorker(model, person, context, generation);
  if (worker !== undefined) {
    const { payload, situation } = worker;
    return { label: oneLine(`${nameOf(payload)}${person}`), payload, situation };
  }
  throw new SfmapError(
    'SFM-PERSON',
    `SuccessFactors has no person ${person}, or the API user may not see it.`,
    'Give a personIdExternal.',
    2,
  );
}

async function readWorker(
  model: MappingModel,
  id: string,
  { connection, secrets, env, now, signal }: Context,
  generation: ConnectorGeneration,
): Promise<Worker | undefined> {
  const employeeCentral = openEmployeeCentral(connection, secrets, env);
  const { expand } = personQuery(model, generation);
  const read = async (more: Readonly<Record<string, string>>): Promise<JsonObject | undefined> => {
    for await (const answer of employeeCentral.people([id], expand, signal, more)) {
      if (answer.state === 'unanswered') throw new SfmapError('SFM-PERSON-UNKNOWN', answer.reason, 'Try again.', 3);
      return answer.state === 'found' ? answer.person : undefined;
    }
    return undefined;
  };
  const today = await read({});
  if (today === undefined) return undefined;
  const asOfDate = generation !== '2020' ? preHireDate(today, now()) : undefined;
  if (asOfDate === undefined) return workerOf(today);
  const then = await read({ asOfDate });
  return then !== undefined && isPreHire(then) ? workerOf(then, asOfDate) : workerOf(today);
}

function nameOf(person: JsonObject): string {
  const nav = person['personalInfoNav'];
  const results = typeof nav === 'object' && nav !== null && 'results' in nav ? nav['results'] : undefined;
  const first: unknown = Array.isArray(results) ? results[0] : undefined;
  if (typeof first !== 'object' || first === null) return '';
  const { firstName, lastName } = first as { firstName?: unknown; lastName?: unknown };
  const name = [firstName, lastName].filter((part) => typeof part === 'string').join(' ');
  return name === '' ? '' : `${name} · `;
}
