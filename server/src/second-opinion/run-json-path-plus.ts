import { JSONPath } from 'jsonpath-plus';
import type { Json } from '../core/json.ts';
import { formatLocation } from '../core/jsonpath/locate.ts';
import type { JsonPathPlusAnswer, JsonPathPlusMatch } from './answer.ts';

/**
 * Runs jsonpath-plus here and now, with its `safe` evaluation of filters.
 *
 * Nothing holds it back: a path can make it run without end, use up all memory, end the process, or change `payload`.
 * `askJsonPathPlus` is for paths and payloads that come from somebody.
 *
 * @param payload A copy that nobody else needs.
 */
export function runJsonPathPlus(path: string, payload: Json): JsonPathPlusAnswer {
  try {
    // It gives nothing at all, not even a list, for a payload that JavaScript takes for false.
    const found: unknown = JSONPath({ path, json: payload, eval: 'safe', wrap: true, resultType: 'all' });
    return { ok: true, matches: Array.isArray(found) ? found.map((match) => matchOf(match, payload)) : [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return /call stack/.test(message) ? { ok: false, message, stopped: 'size' } : { ok: false, message };
  }
}

function matchOf({ pointer, value }: { pointer: string; value: Json }, payload: Json): JsonPathPlusMatch {
  return { path: formatLocation(keysOf(pointer, payload)), value };
}

/** A JSON Pointer as names and indexes; what is an index only the payload knows. */
function keysOf(pointer: string, payload: Json): (string | number)[] {
  const keys: (string | number)[] = [];
  let at: unknown = payload;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    keys.push(Array.isArray(at) && /^\d+$/.test(name) ? Number(name) : name);
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  }
  return keys;
}
