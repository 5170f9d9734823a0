import type { Analysis } from '../../core/analysis/analyse.ts';
import type { CursorContext, CursorWord } from '../../core/language/cursor-context.ts';
import { isPlainName } from '../../core/language/plain-name.ts';
import type { Span } from '../../core/language/syntax.ts';
import type { GivenFile } from '../../core/testing/given.ts';

export type ItemKind =
  | 'keyword'
  | 'snippet'
  | 'function'
  | 'constant'
  | 'attribute'
  | 'target'
  | 'parameter'
  | 'type'
  | 'value'
  | 'field'
  | 'navigation'
  | 'operator'
  | 'file'
  | 'code';

/** What is to be read of an item when the reader stops at it: found out only then. */
export interface Documented {
  readonly of: 'function' | 'attribute' | 'target' | 'code' | 'path';
  readonly name: string;
}

/** What is written; a part in braces is a place to fill, with the text that stands there at first. */
export type Insert = readonly (string | { readonly hole: string })[];

export interface CompletionItem {
  readonly label: string;
  readonly kind: ItemKind;
  /** Type or form, behind the label. */
  readonly detail?: string | undefined;
  /** The sample person's value, at the edge of the list. */
  readonly value?: string | undefined;
  /** Items stand in the order of this text. */
  readonly sort: string;
  /** What typed letters are compared with, where that is not the label. */
  readonly filter?: string;
  readonly insert: Insert;
  /** For an editor that has no places to fill. */
  readonly plain?: string;
  /** What is replaced, where that is more or less than the word at the cursor. It is on the cursor's line and holds it. */
  readonly span?: Span;
  /** The whole word is replaced even where the editor would keep what stands behind the cursor. */
  readonly whole?: true;
  readonly documented?: Documented;
  /** Signs that take the item when they are typed. */
  readonly commit?: readonly string[];
}

/** What a part of the completion is asked with. */
export interface Request<K extends CursorContext['kind'] = CursorContext['kind']> {
  readonly analysis: Analysis;
  readonly offset: number;
  readonly context: Extract<CursorContext, { kind: K }>;
  /** The `.json` files beside the mapping, as it would write them. */
  readonly files: readonly string[];
  /** What the tests of the mapping name, as it was read. */
  readonly given?: ReadonlyMap<string, GivenFile> | undefined;
}

export type { CursorWord };

/** An item that inserts its label. */
export function plainItem(
  label: string,
  kind: ItemKind,
  sort: string,
  more: Partial<CompletionItem> = {},
): CompletionItem {
  return { label, kind, sort, insert: [label], ...more };
}

/** A place in a list as a text that sorts by it. */
export function rank(group: number, index: number): string {
  return `${group}${String(index).padStart(5, '0')}`;
}

/** The text of an insertion with its places filled as they are at first. */
export function insertedText(insert: Insert): string {
  return insert.map((part) => (typeof part === 'string' ? part : part.hole)).join('');
}

/** A name as a declaration writes it: in double quotes where it needs them. */
export function writtenName(name: string): string {
  return isPlainName(name) ? name : inQuotes(name);
}

/** A text as a constant. */
export function inQuotes(text: string): string {
  return `"${escaped(text)}"`;
}

/** What stands between the quotes of a constant; what a double quote or a backslash would do is undone. */
export function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

/** As many names as an editor shows and sends without delay; a list that is longer is narrowed by what is typed. */
export const MOST_NAMES = 1_000;

/** Of a long list those that hold the typed letters in their order, the first of them. */
export function narrowed<T>(list: readonly T[], typed: string, nameOf: (one: T) => string): readonly T[] {
  if (list.length <= MOST_NAMES) return list;
  const letters = [...typed.toLowerCase()];
  const found: T[] = [];
  for (const one of list) {
    if (found.length >= MOST_NAMES) break;
    if (holdsLetters(nameOf(one).toLowerCase(), letters)) found.push(one);
  }
  return found;
}

function holdsLetters(name: string, letters: readonly string[]): boolean {
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at);
    if (at < 0) return false;
    at += letter.length;
  }
  return true;
}

/** Whether a text can stand in a constant and in a list of proposals: on one line, and not long. */
export function isShortText(text: string): boolean {
  return text.length > 0 && text.length <= 80 && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text);
}

/** A thing that is made once for each key, and goes with it. */
export function oncePer<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}
