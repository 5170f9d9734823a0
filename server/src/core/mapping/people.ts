import { isJsonObject, type Json } from '../json.ts';

/**
 * The people that a payload holds: those of `{"d": {"results": […]}}` or of a Graph page `{"value": […]}`, the one of
 * `{"d": {…}}`, or the payload itself. Whether each of them is an object is for the caller to judge.
 */
export function peopleOf(payload: Json): readonly Json[] {
  if (!isJsonObject(payload)) return [payload];
  const { d, value } = payload;
  if (d !== undefined) return isJsonObject(d) && Array.isArray(d['results']) ? d['results'] : [d];
  if (Array.isArray(value) && payload['id'] === undefined) return value;
  return [payload];
}

/** The ids that a person may be named by: SuccessFactors' personIdExternal; Entra's employeeId, userPrincipalName, id. */
export function idsOf(person: Json): readonly string[] {
  const record = isJsonObject(person) ? person : {};
  return ['personIdExternal', 'employeeId', 'userPrincipalName', 'id'].flatMap((name) => {
    const id = record[name];
    return typeof id === 'string' || typeof id === 'number' ? [String(id)] : [];
  });
}

/** Where the first of `peopleOf` stands in the payload. */
export function placeOfFirstPerson(payload: Json): readonly (string | number)[] {
  const [first] = peopleOf(payload);
  if (!isJsonObject(payload) || first === payload) return [];
  const { d } = payload;
  if (d === undefined) return ['value', 0];
  return first === d ? ['d'] : ['d', 'results', 0];
}
