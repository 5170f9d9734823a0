import { late } from '../late.ts';
import { repeatableRandom } from '../testing/repeatable-random.ts';
import { inventedNames, syllableName } from './invented-names.ts';

const ADDRESS = late(() => /[^\s@<>:;,"'()]+@[^\s@<>:;,"'()]+/gu);
const WORD = late(() => /[\p{L}\p{M}\p{N}]+/gu);
const UUID = late(() => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
const ACCENTED = 'äéöñüçåøèí';
/** A part of a text that is shorter tells nothing beside longer parts: the `1` of `100601-1`. */
const SHORT = 2;
/** Words of this length, and ids of the next, are looked for in texts that stay. */
const TELLING = 4;
const MOST_TRIES = 50;

/**
 * Pseudonyms for one file: of the same text always the same one, of two texts two. They follow the order of the texts
 * and not the texts themselves, so that nobody can try out which name or number gives one.
 */
export class Pseudonyms {
  readonly #random: () => number;
  readonly #originals: ReadonlySet<string>;
  /** All by the original in small letters. */
  readonly #names = new Map<string, string>();
  readonly #words = new Map<string, string>();
  /** The letters before a name in a user's name. */
  readonly #heads = new Map<string, string>();
  readonly #domains = new Map<string, string>();
  readonly #used = new Set<string>();
  readonly #next = new Map<readonly string[] | string, number>();

  /** @param originals Every word of the file in small letters: none of them may come out as a pseudonym. */
  constructor(seed: string, originals: ReadonlySet<string>) {
    this.#random = repeatableRandom(seed);
    this.#originals = originals;
  }

  /** A number of days by which every date moves back: whole weeks, up to two years. */
  days(): number {
    return -7 * (4 + Math.floor(this.#random() * 100));
  }

  /**
   * A name of a person: each word becomes an invented one, in small or capital letters as it was.
   *
   * @param kind What the words are that are not known yet; of a `full` name the first is a given name.
   */
  name(text: string, kind: 'given' | 'family' | 'full'): string {
    return text.replace(WORD(), (word, index: number) => {
      const key = word.toLowerCase();
      const known = this.#names.get(key) ?? this.#words.get(key);
      if (known !== undefined) return likeCase(known, word);
      if ([...word].length === 1) return this.#scrambled(word);
      const isGiven = kind === 'given' || (kind === 'full' && index === 0);
      const name = this.#invented(isGiven ? 'given' : 'family', word);
      this.#names.set(key, name);
      return likeCase(name, word);
    });
  }

  /** Any other text of a person. Letters become letters, digits digits; the names that are known become the same ones. */
  text(text: string): string {
    if (UUID().test(text)) return this.#word(text);
    // Entra ID writes of what kind an address is before it: SMTP:rita@contoso.example
    let rest = /^(?:smtp|sip|spo|eum|x[45]00):/i.exec(text)?.[0] ?? '';
    let end = rest.length;
    for (const { 0: address, index } of text.matchAll(ADDRESS())) {
      const at = address.lastIndexOf('@');
      const domain = address.slice(at + 1);
      rest += `${this.#plain(text.slice(end, index))}${this.#plain(address.slice(0, at))}@${this.#domain(domain)}`;
      end = index + address.length;
    }
    return rest + this.#plain(text.slice(end));
  }

  /** A text that stays, but for names and ids of people in it. A code that is the same number as an id stays whole. */
  swept(text: string): string {
    const clean = text.replace(ADDRESS(), (address) => this.text(address));
    return clean.replace(WORD(), (word) => this.#telling(word, word === text) ?? word);
  }

  /** A text whose words stay unless they have a pseudonym. */
  known(text: string): string {
    return text.replace(WORD(), (word) => {
      const key = word.toLowerCase();
      const known = this.#names.get(key) ?? this.#words.get(key);
      return known === undefined ? word : likeCase(known, word);
    });
  }

  #plain(text: string): string {
    const words = text.match(WORD()) ?? [];
    const longest = Math.max(0, ...words.slice(0, 100).map((word) => word.length));
    return text.replace(WORD(), (word) => (word.length <= SHORT && longest > SHORT ? word : this.#word(word)));
  }

  #word(word: string): string {
    const key = word.toLowerCase();
    const known = this.#names.get(key) ?? this.#words.get(key) ?? this.#compound(key);
    if (known !== undefined) return likeCase(known, word);
    const made = this.#scrambled(key);
    this.#words.set(key, made);
    return likeCase(made, word);
  }

  /** `rokafor`, `P100401`: some letters before, or behind, a word that has a pseudonym. */
  #compound(key: string): string | undefined {
    for (let few = 1; few <= 3 && key.length - few >= TELLING; few++) {
      const [head, tail] = [key.slice(0, few), key.slice(few)];
      const name = this.#names.get(tail);
      if (name !== undefined) return `${this.#initials(head)}${name}`;
      const behind = this.#id(tail);
      if (behind !== undefined) return `${head}${behind}`;
      const before = this.#names.get(key.slice(0, -few)) ?? this.#id(key.slice(0, -few));
      if (before !== undefined) return `${before}${key.slice(-few)}`;
    }
    return undefined;
  }

  #initials(letters: string): string {
    const known = this.#heads.get(letters) ?? this.#scrambled(letters);
    this.#heads.set(letters, known);
    return known;
  }

  #telling(word: string, isWhole: boolean): string | undefined {
    const key = word.toLowerCase();
    if (key.length < TELLING) return undefined;
    const known = this.#names.get(key) ?? (isWhole ? undefined : this.#id(key)) ?? this.#compound(key);
    return known === undefined ? undefined : likeCase(known, word);
  }

  #id(key: string): string | undefined {
    return key.length > TELLING && /\d/.test(key) ? this.#words.get(key) : undefined;
  }

  #domain(domain: string): string {
    const key = domain.toLowerCase();
    const known = this.#domains.get(key);
    if (known !== undefined) return known;
    let made = '';
    do made = `company${this.#count('domain') || ''}.example`;
    while (this.#originals.has(made) || made === key);
    this.#domains.set(key, made);
    return made;
  }

  #invented(kind: 'given' | 'family', word: string): string {
    const names = inventedNames(kind, /[^\x00-\x7f]/.test(word));
    const list = `${kind}${names.length}`;
    if (!this.#next.has(list)) this.#next.set(list, Math.floor(this.#random() * names.length));
    for (let tries = 0; tries < names.length; tries++) {
      const name = names[this.#count(list) % names.length] ?? '';
      if (this.#take(name)) return name;
    }
    for (let tries = 0; ; tries++) {
      const name = syllableName(this.#random);
      if (this.#take(name) || tries > MOST_TRIES) return name;
    }
  }

  #count(list: string): number {
    const next = this.#next.get(list) ?? 0;
    this.#next.set(list, next + 1);
    return next;
  }

  #take(word: string): boolean {
    const key = word.toLowerCase();
    if (this.#used.has(key) || this.#originals.has(key)) return false;
    this.#used.add(key);
    return true;
  }

  /** Another word of the same signs: a zero in front stays one, hexadecimal stays hexadecimal. */
  #scrambled(word: string): string {
    const isHex = UUID().test(word) || (word.length >= 8 && /^\d*[a-f][0-9a-f]*$/i.test(word) && /\d/.test(word));
    let made = word;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      let isLeading = !isHex && !/^0+$/.test(word);
      made = '';
      for (const sign of word) {
        if (sign !== '0' || isHex) {
          made += this.#sign(sign, isHex, isLeading);
          isLeading = false;
        } else made += isLeading ? sign : this.#pick('0123456789');
      }
      if (this.#take(made)) break;
    }
    return made;
  }

  #sign(sign: string, isHex: boolean, isFirst: boolean): string {
    if (/\d/.test(sign)) return this.#pick(isFirst ? '123456789' : '0123456789');
    if (/[a-z]/.test(sign)) return this.#pick(isHex ? 'abcdef' : 'abcdefghijklmnopqrstuvwxyz');
    if (/[A-Z]/.test(sign)) return this.#pick(isHex ? 'ABCDEF' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    return /\p{L}/u.test(sign) ? this.#pick(ACCENTED) : sign;
  }

  #pick(signs: string): string {
    return signs.charAt(Math.floor(this.#random() * signs.length));
  }
}

/** A word in capital or small letters as another one has them. */
function likeCase(word: string, like: string): string {
  if (like === like.toLowerCase()) return word.toLowerCase();
  if (like === like.toUpperCase()) return word.toUpperCase();
  return like.charAt(0) === like.charAt(0).toLowerCase() ? word : word.charAt(0).toUpperCase() + word.slice(1);
}
