import type { Account } from '../people/accounts.ts';
import { badQuery } from './graph-error.ts';
import { extensionNames, userProperties } from './user-properties.ts';

type Scalar = string | boolean | null;
export type UserTest = (user: Account) => boolean;

export interface UserFilter {
  readonly test: UserTest;
  /** The filter needs Graph's advanced query capabilities: `ne`, `not`, `endswith`. */
  readonly advanced: boolean;
}

const TOKEN = /\s+|[(),]|'(?:[^']|'')*'|[A-Za-z_][\w/]*|[\d-][\w:.+-]*/y;

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) throw badQuery(`Invalid filter clause: Syntax error at position ${at} in '${text}'.`);
    if (token.trim() !== '') found.push(token);
  }
  return found;
}

class Parser {
  advanced = false;
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly string[];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokens(text);
  }

  parse(): UserTest {
    const test = this.#or();
    if (this.#at < this.#tokens.length) this.#fail();
    return test;
  }

  #fail(): never {
    const near = this.#tokens.slice(this.#at, this.#at + 3).join(' ') || 'the end';
    throw badQuery(`Invalid filter clause: Syntax error at '${near}' in '${this.#text}'.`);
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) this.#fail();
    this.#at += 1;
    return token;
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#skip(token)) this.#fail();
  }

  #or(): UserTest {
    this.#depth += 1;
    if (this.#depth > 100) throw badQuery('Invalid filter clause: it is nested too deeply.');
    let left = this.#and();
    while (this.#skip('or')) {
      const [one, other] = [left, this.#and()];
      left = (user) => one(user) || other(user);
    }
    this.#depth -= 1;
    return left;
  }

  #and(): UserTest {
    let left = this.#unary();
    while (this.#skip('and')) {
      const [one, other] = [left, this.#unary()];
      left = (user) => one(user) && other(user);
    }
    return left;
  }

  #unary(): UserTest {
    let negated = false;
    while (this.#skip('not')) {
      negated = !negated;
      this.advanced = true;
    }
    const inner = this.#primary();
    return negated ? (user) => !inner(user) : inner;
  }

  #primary(): UserTest {
    if (this.#skip('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    const name = this.#next();
    const functionName = name.toLowerCase();
    if ((functionName === 'startswith' || functionName === 'endswith') && this.#skip('('))
      return this.#call(functionName);
    const read = accessor(name);
    const operator = this.#next();
    if (operator === 'in') {
      this.#expect('(');
      const list = [this.#value()];
      while (this.#skip(',')) list.push(this.#value());
      this.#expect(')');
      return (user) => list.some((each) => equal(read(user), each));
    }
    if (operator !== 'eq' && operator !== 'ne') this.#fail();
    const value = this.#value();
    if (operator === 'eq') return (user) => equal(read(user), value);
    this.advanced = true;
    return (user) => !equal(read(user), value);
  }

  #call(name: 'startswith' | 'endswith'): UserTest {
    const read = accessor(this.#next());
    this.#expect(',');
    const part = this.#value();
    this.#expect(')');
    if (typeof part !== 'string') this.#fail();
    if (name === 'endswith') this.advanced = true;
    const wanted = part.toLowerCase();
    return (user) => {
      const value = read(user);
      if (typeof value !== 'string') return false;
      return name === 'startswith' ? value.toLowerCase().startsWith(wanted) : value.toLowerCase().endsWith(wanted);
    };
  }

  #value(): Scalar {
    const token = this.#next();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    return this.#fail();
  }
}

/** Graph compares text without regard to case. */
const equal = (a: Scalar, b: Scalar): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b;

function accessor(path: string): (user: Account) => Scalar {
  const [name = '', member, ...more] = path.split('/');
  const property = userProperties.get(name);
  if (!property) {
    throw badQuery(`Invalid filter clause: Could not find a property named '${name}' on type 'microsoft.graph.user'.`);
  }
  if (property.type === 'extensions') {
    if (member === undefined || more.length > 0 || !extensionNames.has(member)) {
      throw badQuery(`Invalid filter clause: '${path}' is no member of onPremisesExtensionAttributes.`);
    }
    return (user) => user.onPremisesExtensionAttributes[member] ?? null;
  }
  if (member !== undefined || property.type === 'strings') {
    throw badQuery(`Invalid filter clause: '${path}' cannot be filtered this way.`);
  }
  return (user) => {
    const value: unknown = Reflect.get(user, name);
    return typeof value === 'string' || typeof value === 'boolean' ? value : null;
  };
}

/**
 * Parses Graph's `$filter` over users: eq, ne, in, startswith, endswith, and, or, not, parentheses.
 *
 * @throws GraphError 400 for anything else
 */
export function parseUserFilter(text: string): UserFilter {
  const parser = new Parser(text);
  const test = parser.parse();
  return { test, advanced: parser.advanced };
}
