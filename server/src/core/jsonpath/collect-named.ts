import type { Json, JsonObject } from '../json.ts';
import type { Cursor } from './cursors.ts';
import { type Evaluation, Property, type Token } from './evaluation.ts';

/** Deeper payloads are searched with a stack of their own, which is slower. */
const DEEPEST = 300;

/**
 * All descendants of a token that have a name, in document order, in one go: the quick way to `..name` where nobody
 * asks for places. Undefined for a payload that is too deep for it.
 */
export function collectNamed(evaluation: Evaluation, token: Token, name: string): Cursor | undefined {
  const result = foundBelow(evaluation, token instanceof Property ? token.value : token, name);
  if (result === undefined) return undefined;
  const { found, visited } = result;
  evaluation.spend(visited);
  let at = 0;
  return {
    next() {
      const value = found[at];
      at += 1;
      return value;
    },
  };
}

function foundBelow(evaluation: Evaluation, value: Json, name: string) {
  const remembered = evaluation.search?.find(value, name);
  if (remembered !== undefined) return remembered;
  const found: Json[] = [];
  const visited = collect(value, name, found, 0);
  return visited === undefined ? undefined : { found, visited };
}

/** The number of places that were looked at; undefined as soon as it goes too deep. */
function collect(token: Json, name: string, found: Json[], depth: number): number | undefined {
  if (typeof token !== 'object' || token === null) return 0;
  if (depth > DEEPEST) return undefined;
  let visited = 1;
  if (Array.isArray(token)) {
    for (const element of token as readonly Json[]) {
      if (typeof element !== 'object' || element === null) {
        visited += 1;
        continue;
      }
      const below = collect(element, name, found, depth + 1);
      if (below === undefined) return undefined;
      visited += below;
    }
    return visited;
  }
  const object = token as JsonObject;
  for (const key in object) {
    const value = object[key] as Json;
    if (key === name) found.push(value);
    if (typeof value !== 'object' || value === null) {
      visited += 1;
      continue;
    }
    const below = collect(value, name, found, depth + 1);
    if (below === undefined) return undefined;
    visited += below;
  }
  return visited;
}
