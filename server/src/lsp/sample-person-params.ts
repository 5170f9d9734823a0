import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { peopleOf } from '../core/mapping/people.ts';
import type { SamplePersonParams } from './protocol.ts';

/**
 * The parameters of `sfmap/samplePerson`, which any client may send. The payload may be what a `sample` file may hold:
 * of several people the first is taken.
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
  return { uri, person: { label, payload: personIn(payload) } };
}

function personIn(payload: JsonObject): JsonObject {
  // Of {"d": {"results": […]}} a client may send what stands in "d".
  const isList = Array.isArray(payload['results']) && payload['personIdExternal'] === undefined;
  const [person] = peopleOf(isList ? { d: payload } : payload);
  if (isJsonObject(person)) return person;
  throw new Error('The payload of sfmap/samplePerson holds nobody. Send one person, or an answer that holds one.');
}
