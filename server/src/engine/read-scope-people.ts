import type { MappingModel } from '../core/analysis/model.ts';
import { graphSelect } from '../core/catalog/entra-attributes.ts';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import type { JsonObject } from '../core/json.ts';
import { personQuery } from '../core/query/person-query.ts';
import type { NotThere } from '../provisioning/scope/scope-survey.ts';
import { findUsers, type People } from '../provisioning/writeback/find-users.ts';
import { joinProperty } from '../provisioning/writeback/joining.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';
import { workerSelect } from './worker-select.ts';

/** A person as the mapping's own query reads it, or who was asked for and is not there. */
export type ScopePayload = { readonly payload: JsonObject } | NotThere;

/**
 * The people whom a scope judges: Entra users for a writeback, workers for an inbound mapping, read as the connector
 * reads them for this mapping, since an attribute that is not fetched is empty for its filter too.
 *
 * @throws SfmapError exit 3: the system refused or failed; nothing may be concluded from what came before.
 */
export function readScopePeople(
  model: MappingModel,
  people: People,
  context: RunContext,
  generation: ConnectorGeneration = 'current',
): AsyncIterable<ScopePayload> {
  return model.direction === 'writeback'
    ? readUsers(model, people, context)
    : readWorkers(model, people, context, generation);
}

async function* readUsers(model: MappingModel, people: People, context: RunContext): AsyncGenerator<ScopePayload> {
  const { connection, secrets, env, progress, signal, onDeviceCode } = context;
  const directory = openDirectory(connection, secrets, env, waiting(progress), onDeviceCode);
  const select = [...new Set([...graphSelect(model), 'id', 'displayName', 'employeeId', 'userPrincipalName', 'mail'])];
  const join = model.mappings.find(({ match }) => match !== undefined);
  const property = (join && joinProperty(join)) ?? 'employeeId';
  for await (const found of findUsers(directory, people, select, property, progress, signal)) {
    yield 'user' in found ? { payload: found.user } : found;
  }
}

async function* readWorkers(
  model: MappingModel,
  people: People,
  { connection, secrets, env, progress, now, signal }: RunContext,
  generation: ConnectorGeneration,
): AsyncGenerator<ScopePayload> {
  const employeeCentral = openEmployeeCentral(connection, secrets, env, waiting(progress));
  const { expand } = personQuery(model, generation);
  const phase = 'Reading people';
  let done = 0;
  if (people.kind === 'chosen') {
    const fields = workerSelect(model, expand, 'people');
    const more = fields === undefined ? {} : { $select: fields.join(',') };
    for await (const answer of employeeCentral.people([...new Set(people.ids)], expand, signal, more)) {
      done += 1;
      progress({ phase, done, total: people.ids.length });
      if (answer.state === 'found') yield { payload: answer.person };
      else yield { asked: answer.id, reason: answer.state === 'absent' ? noPerson(answer.id) : answer.reason };
    }
    return;
  }
  const fields = workerSelect(model, expand, 'everybody');
  const cycle = { now: now(), expand, generation, ...(fields && { select: fields }), ...(signal && { signal }) };
  for await (const { person } of employeeCentral.cycle(cycle)) {
    done += 1;
    if (done % 100 === 0) progress({ phase, done });
    yield { payload: person };
  }
}

const noPerson = (id: string) => `SuccessFactors has no person ${id}, or the API user may not see it.`;
