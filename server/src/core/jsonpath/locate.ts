import { isJsonObject, type Json } from '../json.ts';

/** The value at a place of a payload, as `matches` gives places; undefined where the payload has no such place. */
export function locate(payload: Json, location: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = payload;
  for (const key of location) {
    if (typeof key === 'number') value = Array.isArray(value) ? (value[key] as Json | undefined) : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** What makes a name stand in `['…']`, as Json.NET's `JToken.Path` has it. */
const SPECIAL = /[.\s'/"[\]()\\\b\u0085]/;
const WRITTEN_AS_ESCAPE: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
  "'": "\\'",
};

/**
 * A place as text, as Json.NET prints it: `employmentNav.results[1].userId`, names with blanks, dots, brackets or
 * quotes as `['two words']`; the root is the empty text.
 */
export function formatLocation(location: readonly (string | number)[]): string {
  let text = '';
  for (const key of location) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (SPECIAL.test(key)) text += `['${escaped(key)}']`;
    else text += text === '' ? key : `.${key}`;
  }
  return text;
}

function escaped(name: string): string {
  return name.replace(
    /[\u0000-\u001f\\'\u0085\u2028\u2029]/g,
    (char) => WRITTEN_AS_ESCAPE[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
