import type { MappingModel } from '../core/analysis/model.ts';
import { graphSelect } from '../core/catalog/entra-attributes.ts';
import { SfmapError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { oneLine } from '../core/one-line.ts';
import { personQuery } from '../core/query/person-query.ts';
import { findUsers } from '../provisioning/writeback/find-users.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';
import type { RunContext } from './plan-writeback.ts';

/**
 * One person as the mapping's own query reads it: a PerPerson object, or an Entra user for a writeback.
 *
 * @param person personIdExternal; for a writeback an employee id, a user principal name or an object id.
 * @throws SfmapError exit 2: no such person; exit 3: the system refused or failed.
 */
export async function fetchPerson(
  model: MappingModel,
  person: string,
  context: Pick<RunContext, 'connection' | 'secrets' | 'env' | 'progress' | 'signal'>,
): Promise<{ readonly label: string; readonly payload: JsonObject }> {
  const { connection, secrets, env, progress, signal } = context;
  if (model.direction === 'writeback') {
    const directory = openDirectory(connection, secrets, env);
    const people = { kind: 'chosen', ids: [person] } as const;
    for await (const found of findUsers(directory, people, graphSelect(model), 'employeeId', progress, signal)) {
      if ('reason' in found) throw new SfmapError('SFM-PERSON', found.reason, '', 2);
      const name = found.user['displayName'] ?? found.user['userPrincipalName'];
      return { label: oneLine(`${name} · ${person}`), payload: found.user };
    }
  }
  const employeeCentral = openEmployeeCentral(connection, secrets, env);
  for await (const answer of employeeCentral.people([person], personQuery(model).expand, signal)) {
    if (answer.state === 'unanswered') throw new SfmapError('SFM-PERSON-UNKNOWN', answer.reason, 'Try again.', 3);
    if (answer.state === 'absent') break;
    return { label: oneLine(`${nameOf(answer.person)}${person}`), payload: answer.person };
  }
  throw new SfmapError(
    'SFM-PERSON',
    `SuccessFactors has no person ${person}, or the API user may not see it.`,
    'Give a personIdExternal.',
    2,
  );
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
