import { isJsonObject, type Json } from '../core/json.ts';
import type { SamplePersonParams } from './protocol.ts';

/**
 * The parameters of `sfmap/samplePerson`, which any client may send.
 *
 * @throws Error what is wrong with them; the server logs it and changes nothing.
 */
export function samplePersonParams(params: unknown): SamplePersonParams {
  const { uri, person } = isJsonObject(params as Json) ? (params as { readonly [name: string]: Json }) : {};
  if (typeof uri !== 'string') throw new Error('sfmap/samplePerson needs the uri of a mapping.');
  if (person === null) return { uri, person };
  if (!isJsonObject(person)) throw new Error('sfmap/samplePerson needs a person, or null.');
  const { label, payload } = person;
  if (typeof label !== 'string' || !isJsonObject(payload)) {
    throw new Error('The person of sfmap/samplePerson has a label and a payload, which is an object.');
  }
  return { uri, person: { label, payload } };
}
