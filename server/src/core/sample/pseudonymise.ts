import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { late } from '../late.ts';
import { peopleOf } from '../mapping/people.ts';
import { type FieldKind, fieldKind, isOfCompany, placeBehind, type RecordPlace, rootPlace } from './field-kind.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { shiftDate } from './shift-date.ts';

/** SuccessFactors expands ten levels. What lies deeper than any answer is no part of one. */
const DEEPEST = 100;
const WORD = late(() => /[\p{L}\p{M}\p{N}]+/gu);
const HOST = 'https://successfactors.example';

/** What a pseudonymised payload keeps beside codes. */
export interface PseudonymiseOptions {
  /** Texts that a mapping compares with: a custom field that holds one keeps it. `comparedTexts` gives them. */
  readonly compared?: ReadonlySet<string>;
}

/**
 * A payload of people who do not exist: names, ids, contact data, addresses and free text are replaced, of the same text
 * always by the same one; dates move by one number of days; e-mail addresses end in `.example`. Codes, options of
 * picklists, flags, numbers, null and the records of the company stay, and so do all names and places of fields: paths
 * find as many values as before, and the HR situation is the same.
 *
 * The payload is what a `sample` file may hold. It is not changed. The same payload always gives the same result.
 */
export function pseudonymise(payload: Json, { compared = new Set() }: PseudonymiseOptions = {}): Json {
  const originals = new Set<string>();
  let seed = 0;
  for (const text of textsOf(payload)) {
    for (const [word] of text.matchAll(WORD())) originals.add(word.toLowerCase());
    for (let at = 0; at < text.length; at++) seed = (Math.imul(seed, 31) + text.charCodeAt(at)) >>> 0;
  }
  const walk = new Walk(new Pseudonyms(String(seed), originals), compared);
  // Names first, so that they are known in addresses and in texts; then ids, so that they are known everywhere.
  walk.payload(payload, (kind) => kind === 'given name' || kind === 'family name');
  walk.payload(payload, (kind) => kind === 'full name');
  walk.payload(payload, () => true);
  return walk.payload(payload, () => true);
}

/** The texts that stand in quotes in paths: what their filters compare with, among others. */
export function comparedTexts(paths: Iterable<string>): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const path of paths)
    for (const [, single, double] of path.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g))
      texts.add((single ?? double ?? '').replace(/\\(.)/g, '$1'));
  return texts;
}

type Chosen = (kind: FieldKind) => boolean;

class Walk {
  readonly #pseudonyms: Pseudonyms;
  readonly #compared: ReadonlySet<string>;
  readonly #days: number;

  constructor(pseudonyms: Pseudonyms, compared: ReadonlySet<string>) {
    this.#pseudonyms = pseudonyms;
    this.#compared = compared;
    this.#days = pseudonyms.days();
  }

  /** @param chosen Which fields are replaced in this round; the others stay as they are. */
  payload(payload: Json, chosen: Chosen): Json {
    const people = new Set(peopleOf(payload));
    const outer = (value: Json, depth: number): Json => {
      if (people.has(value)) return isJsonObject(value) ? this.#record(value, rootPlace(value), chosen, depth) : value;
      if (Array.isArray(value)) return value.map((one) => outer(one, depth + 1));
      if (!isJsonObject(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, outer(one, depth + 1)]));
    };
    return outer(payload, 0);
  }

  #record(record: JsonObject, place: RecordPlace, chosen: Chosen, depth: number): JsonObject {
    const changed = Object.entries(record).map(([name, value]): [string, Json] => {
      if (name === '__metadata' || name === '__deferred') return [name, this.#address(value)];
      if (typeof value !== 'object' || value === null) return [name, this.#value(record, place, name, value, chosen)];
      if (depth > DEEPEST) return [name, null];
      return [name, this.#below(record, place, name, value, chosen, depth + 1)];
    });
    return Object.fromEntries(changed);
  }

  /** A record behind a navigation, its records, or the values of a field that holds several. */
  #below(
    record: JsonObject,
    place: RecordPlace,
    name: string,
    value: JsonObject | readonly Json[],
    chosen: Chosen,
    depth: number,
  ): Json {
    const behind = placeBehind(place, name);
    const one = (item: Json): Json =>
      isJsonObject(item)
        ? this.#record(item, behind, chosen, depth)
        : typeof item === 'object' && item !== null
          ? null
          : this.#value(record, place, name, item, chosen);
    if (!isJsonObject(value)) return value.map(one);
    const results = value['results'];
    if (!Array.isArray(results)) return one(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, key === 'results' ? results.map(one) : item]),
    );
  }

  #value(record: JsonObject, place: RecordPlace, name: string, value: Json, chosen: Chosen): Json {
    if (typeof value !== 'string' && typeof value !== 'number') return value;
    const kind = fieldKind(place, record, name);
    if (!chosen(kind)) return value;
    if (typeof value === 'number') return kind === 'kept' ? value : this.#number(value);
    const date = shiftDate(value, this.#days);
    if (date !== undefined) return date;
    if (this.#compared.has(value) && (kind === 'kept' || /^custom/.test(name))) return value;
    switch (kind) {
      case 'kept':
        return this.#pseudonyms.swept(value);
      case 'given name':
        return this.#pseudonyms.name(value, 'given');
      case 'family name':
        return this.#pseudonyms.name(value, 'family');
      case 'full name':
        return this.#pseudonyms.name(value, 'full');
      case 'text':
        return this.#pseudonyms.text(value);
    }
  }

  #number(value: number): number {
    const changed = Number(this.#pseudonyms.text(String(value)));
    return Number.isFinite(changed) ? changed : 0;
  }

  /** The address that a record has, whose key names the person: `…/PerPerson('100401')`. */
  #address(value: Json): Json {
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, text]) => [
        name,
        typeof text === 'string' && name !== 'type' ? this.#key(text) : text,
      ]),
    );
  }

  #key(uri: string): string {
    const isCode = isOfCompany(/\/([A-Za-z0-9_]+)\(/.exec(uri)?.[1] ?? '');
    const text = (key: string) => (isCode ? this.#pseudonyms.swept(key) : this.#pseudonyms.known(key));
    return uri
      .replace(/^https?:\/\/[^/]+/, HOST)
      .replace(/'([^']*)'/g, (_, key: string) => `'${shiftDate(key, this.#days) ?? encoded(text(decoded(key)))}'`);
  }
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function* textsOf(value: Json, depth = 0): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value);
  else if (typeof value === 'object' && value !== null && depth <= DEEPEST + 20)
    for (const one of Object.values(value)) yield* textsOf(one as Json, depth + 1);
}
