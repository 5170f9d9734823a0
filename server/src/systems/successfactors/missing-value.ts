import type { JsonObject } from '../../core/json.ts';

/** What each entity cannot be without; of a row that is there already, what cannot be emptied. */
const required: ReadonlyMap<string, readonly string[]> = new Map([
  ['PerEmail', ['emailAddress', 'isPrimary']],
  ['PerPhone', ['phoneNumber', 'isPrimary']],
]);
const neverEmpty: ReadonlyMap<string, readonly string[]> = new Map([['User', ['username']]]);

/**
 * Why a record must not be sent, in one sentence; nothing for a record that may. SuccessFactors refuses null in required
 * properties, and wants isPrimary with every e-mail and phone, as true or false, also of a row that it deletes (KBA
 * 3386831).
 */
export function missingValue(record: JsonObject): string | undefined {
  const metadata = record['__metadata'];
  const uri = typeof metadata === 'object' && metadata !== null && 'uri' in metadata ? metadata['uri'] : undefined;
  const entity = typeof uri === 'string' ? /([A-Za-z_]\w*)(\([^/]*\))?$/.exec(uri)?.[1] : undefined;
  if (entity === undefined) return 'the record does not say which row it is.';
  const empty = (name: string) => record[name] === null || record[name] === undefined || record[name] === '';
  const needed = record['operation'] === 'DELETE' ? ['isPrimary'] : (required.get(entity) ?? []);
  const lacking =
    (required.has(entity) ? needed : []).find(empty) ??
    (neverEmpty.get(entity) ?? []).find((name) => name in record && empty(name));
  if (lacking !== undefined) return `${lacking} is required in ${entity} and has no value.`;
  if (required.has(entity) && typeof record['isPrimary'] !== 'boolean') {
    return `isPrimary of ${entity} is neither true nor false.`;
  }
  return undefined;
}
