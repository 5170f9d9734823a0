import { isJsonObject, type Json } from '../json.ts';
import { nearestName } from '../nearest-name.ts';
import type { EmptyWords } from './empty-words.ts';

/** How the standard assignment is chosen: places in the list of employments mean nothing. */
export const STANDARD_ASSIGNMENT = "[?(@.assignmentClass == 'ST')]";

/** What a step asks for: the names in it, the step as it is written, and the sentence that says where it was asked. */
interface Asked {
  readonly names: readonly string[];
  readonly written: string;
  readonly what: string;
}

/** The list that a step was asked of: how the author reaches it, from the root and from where the step stands. */
interface AskedList {
  readonly records: readonly Json[];
  readonly name: string;
  readonly step: string;
}

const MOST_NAMES = 2_000;
const MOST_RECORDS = 100;

/**
 * The words for a step that asks a list for what its records hold: how to choose one, and whether the records have what
 * is asked. `found`: one of them has it.
 */
export function overListWords(
  { names, written, what }: Asked,
  { records, name, step }: AskedList,
): { readonly found: boolean; readonly told: Omit<EmptyWords, 'short'> } {
  const objects = records.slice(0, MOST_RECORDS).filter(isJsonObject);
  const isKnown = objects.length === records.length && objects.length > 0 && names.length > 0;
  const found = isKnown && objects.some((object) => names.some((one) => Object.hasOwn(object, one)));
  const isStandard = objects.some((object) => object['assignmentClass'] === 'ST');
  const element = isStandard ? STANDARD_ASSIGNMENT : '[0]';
  const choice = `${step}${element}`;
  if (found || !isKnown) {
    const path = `${name}${element}${written.startsWith('[') ? '' : '.'}${written}`;
    const which = isStandard ? 'the standard assignment' : 'the first one';
    return { found, told: { sentence: `${what}: write ${path} to read ${which}.`, choice } };
  }
  const existing = new Set(objects.flatMap((object) => Object.keys(object).slice(0, MOST_NAMES)));
  const nearest = names.length === 1 ? nearestName(names[0] ?? '', existing) : undefined;
  const none = objects.length === 1 ? 'its record has no' : 'none of its records has';
  const sentence = `${what}, and ${none} ${names.join(' or ')}.`;
  if (nearest === undefined) return { found, told: { sentence } };
  return { found, told: { sentence: `${sentence} Did you mean ${name}${element}.${nearest}?`, nearest, choice } };
}
