import type { JsonObject } from '../../core/json.ts';
import { inGroups, odataString } from './odata-literals.ts';
import type { SuccessFactorsClient } from './successfactors-client.ts';

/** How long an address may become where it can be helped (KBA 2576271). */
const longestAddress = 2000;

/**
 * Reads people as PerPerson rows, several with one query: `personIdExternal in 'a','b'`. SuccessFactors wants the list
 * without parentheses. A person who does not exist is simply not among the rows.
 *
 * @param ids Each `personIdExternal` once.
 * @param expand Navigations to expand, for example `emailNav`.
 * @throws SfmapError exit 3.
 */
export async function* readPeople(
  client: SuccessFactorsClient,
  ids: readonly string[],
  expand: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<JsonObject> {
  const query = (group: readonly string[]) => ({
    $filter: `personIdExternal in ${group.map(odataString).join(',')}`,
    ...(expand.length > 0 && { $expand: expand.join(',') }),
  });
  const room = Math.max(longestAddress - client.address('PerPerson', query([])).length, 100);
  for (const group of inGroups(ids, room)) {
    yield* client.collection('PerPerson', query(group), (row) => String(row['personIdExternal']), signal);
  }
}
