import { badQuery, unsupportedQuery } from '../graph-error.ts';
import { propertyOf, type ResourceType } from '../resource.ts';
import type { Test } from './filter-test.ts';

const TOKEN = /\s+|[()]|"(?:[^"\\]|\\.)*"|AND\b|OR\b/y;
const MAX_CLAUSES = 100;
/** The properties whose words are searched; the others are compared from their beginning. */
const searched = new Set(['displayName', 'description']);

/** The words of a text: parts between blanks, symbols, numbers and changes to upper case, and what symbols join. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const part of text.split(/\s+/)) {
    const pieces = part.match(/\p{Lu}+\p{Ll}*|\p{Ll}+|\p{Lo}+|\p{N}+|[^\p{L}\p{N}]/gu) ?? [];
    for (const piece of pieces) words.add(piece.toLowerCase());
    const joined = part.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
    if (joined !== '') words.add(joined);
  }
  return words;
}

/** The words that are looked for: symbols beside letters look for nothing by themselves. */
const asked = (text: string): string[] =>
  [...(text.match(/\p{Lu}+\p{Ll}*|\p{Ll}+|\p{Lo}+|\p{N}+/gu) ?? [])].map((word) => word.toLowerCase());

function clause(text: string, type: ResourceType): Test {
  const at = text.indexOf(':');
  const name = text.slice(0, at);
  const wanted = text.slice(at + 1);
  if (at < 1 || wanted.trim() === '')
    throw badQuery(`Syntax error: '${text}' is no search clause. Write "property:text".`);
  const property = type.properties.get(name);
  if (!property) throw badQuery(`Could not find a property named '${name}' on type '${type.type}'.`);
  if (!property.filter || property.type !== 'string') {
    throw unsupportedQuery(
      `Unsupported or invalid search clause specified for property '${name}' of resource '${type.name}'.`,
    );
  }
  if (!searched.has(name)) {
    const start = wanted.toLowerCase();
    return (object) =>
      String(propertyOf(object, name) ?? '')
        .toLowerCase()
        .startsWith(start);
  }
  const words = asked(wanted);
  return (object) => {
    const known = [...wordsOf(String(propertyOf(object, name) ?? ''))];
    return words.every((word) => known.some((each) => each.startsWith(word)));
  };
}

class Parser {
  readonly #tokens: string[] = [];
  readonly #type: ResourceType;
  #at = 0;
  #depth = 0;

  constructor(text: string, type: ResourceType) {
    this.#type = type;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const token = TOKEN.exec(text)?.[0];
      if (token === undefined) throw badQuery('Syntax error in $search. Put each clause into double quotes.');
      if (token.trim() !== '') this.#tokens.push(token);
    }
    if (this.#tokens.length > 4 * MAX_CLAUSES) throw badQuery('$search has too many clauses.');
  }

  parse(): Test {
    const test = this.#or();
    if (this.#at < this.#tokens.length) throw badQuery('Syntax error in $search.');
    return test;
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #or(): Test {
    const parts = [this.#and()];
    while (this.#skip('OR')) parts.push(this.#and());
    return (object) => parts.some((part) => part(object));
  }

  #and(): Test {
    const parts = [this.#primary()];
    while (this.#skip('AND')) parts.push(this.#primary());
    return (object) => parts.every((part) => part(object));
  }

  #primary(): Test {
    this.#depth += 1;
    if (this.#depth > MAX_CLAUSES) throw badQuery('$search is nested too deeply.');
    if (this.#skip('(')) {
      const inner = this.#or();
      if (!this.#skip(')')) throw badQuery('Syntax error in $search: a parenthesis is open.');
      this.#depth -= 1;
      return inner;
    }
    const token = this.#tokens[this.#at];
    if (!token?.startsWith('"')) throw badQuery('Syntax error in $search. Put each clause into double quotes.');
    this.#at += 1;
    this.#depth -= 1;
    return clause(token.slice(1, -1).replace(/\\(.)/g, '$1'), this.#type);
  }
}

/**
 * Reads `$search`: `"property:text"` with AND, OR and parentheses ("Use the $search query parameter", directory objects).
 *
 * @throws GraphError 400 without `ConsistencyLevel: eventual`, and for what is no search
 */
export function parseSearch(text: string, type: ResourceType, eventual: boolean): Test {
  if (!eventual) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  return new Parser(text, type).parse();
}
