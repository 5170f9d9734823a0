import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';

/**
 * The key of a PerPerson row. Rows without one would all look like one person.
 *
 * @throws SfmapError exit 3.
 */
export function personKey(row: JsonObject): string {
  const id = row['personIdExternal'];
  if (typeof id === 'string' && id !== '') return id;
  throw new SfmapError(
    'SFM-HTTP-SHAPE',
    'SuccessFactors sent a person without personIdExternal.',
    'Let the query select personIdExternal, and check that the API user may read it.',
    3,
  );
}
