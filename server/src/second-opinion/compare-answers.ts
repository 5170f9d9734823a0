import type { Json } from '../core/json.ts';
import type { SelectTokensResult } from '../core/jsonpath/select-tokens.ts';
import type { JsonPathPlusAnswer } from './answer.ts';

/**
 * Whether the two engines say the same: the same values from the same places in the same order, or an error both.
 * Where jsonpath-plus came to no answer they do not agree.
 */
export function agree(ours: SelectTokensResult, theirs: JsonPathPlusAnswer): boolean {
  if (!theirs.ok) return !('timedOut' in theirs) && theirs.stopped === undefined && !ours.ok;
  if (!ours.ok || ours.matches.length !== theirs.matches.length) return false;
  return ours.matches.every(({ path, value }, index) => {
    const other = theirs.matches[index];
    return other !== undefined && path === other.path && sameJson(value, other.value);
  });
}

/** Two values from the same place are the same unless a path changed the copy; the deepest ones have no text. */
function sameJson(left: Json, right: Json): boolean {
  try {
    return JSON.stringify(left) === JSON.stringify(right);
  } catch {
    return true;
  }
}

/** Both outcomes in a few words: `jsonpath.com: nothing; Entra: 1 value.` */
export function outcomes(ours: SelectTokensResult, theirs: JsonPathPlusAnswer): string {
  const entra = ours.ok ? counted(ours.matches.length) : 'an error';
  if (!theirs.ok) return `jsonpath.com: ${'timedOut' in theirs ? 'no end' : 'an error'}; Entra: ${entra}.`;
  const tester = counted(theirs.matches.length);
  if (tester !== entra || !ours.ok) return `jsonpath.com: ${tester}; Entra: ${entra}.`;
  const places = (matches: readonly { readonly path: string }[]) => JSON.stringify(matches.map((m) => m.path).sort());
  const reordered = ours.matches.length > 1 && places(ours.matches) === places(theirs.matches);
  return `jsonpath.com: ${tester}; Entra: ${entra}, ${reordered ? 'in another order' : 'but not the same'}.`;
}

function counted(count: number): string {
  if (count === 0) return 'nothing';
  return count === 1 ? '1 value' : `${count.toLocaleString('en-US')} values`;
}
