import { isJsonObject, type Json } from '../json.ts';
import { textOf } from '../jsonpath/text.ts';
import type { Existing } from './evaluate.ts';

/** A text that looks like a date is what the target holds, and no date of SuccessFactors. */
const AS_WRITTEN = { dates: false };

/**
 * What a target holds before a run, from JSON: one object of texts, numbers, Booleans, lists of texts and nulls by the
 * target's own names. A Boolean is `True` or `False`, as in expressions.
 *
 * @returns The values, or in one sentence why the JSON is none of that.
 */
export function readExisting(json: Json): { readonly values: Existing } | { readonly problem: string } {
  if (!isJsonObject(json)) return { problem: 'It is no object of attributes, such as { "department": "IT" }.' };
  const values = new Map<string, string | readonly string[] | null>();
  for (const [name, value] of Object.entries(json)) {
    if (Array.isArray(value)) {
      const texts = value.map((one: Json) =>
        isJsonObject(one) || Array.isArray(one) ? null : textOf(one, AS_WRITTEN),
      );
      if (texts.includes(null)) return { problem: `${name} is a list that holds more than texts.` };
      values.set(name, texts as string[]);
    } else if (isJsonObject(value)) {
      return { problem: `${name} is an object. Write what it holds as a text.` };
    } else values.set(name, textOf(value, AS_WRITTEN));
  }
  return { values };
}
