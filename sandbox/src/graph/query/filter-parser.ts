import { badQuery, unsupportedQuery } from '../graph-error.ts';
import { filterTokens } from './filter-tokens.ts';
import type { CompareOperator, FilterNode, Literal, TextFunction } from './filter-tree.ts';

const MAX_DEPTH = 40;

const compareOperators: ReadonlySet<string> = new Set<CompareOperator>(['eq', 'ne', 'ge', 'le']);
const textFunctions: ReadonlyMap<string, TextFunction> = new Map([
  ['startswith', 'startsWith'],
  ['endswith', 'endsWith'],
]);
/** What OData knows and directory objects do not offer. */
const unoffered: ReadonlySet<string> = new Set(['gt', 'lt', 'has', 'contains', 'all', 'length', 'tolower', 'toupper']);

const isCompareOperator = (word: string): word is CompareOperator => compareOperators.has(word);

class Parser {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = filterTokens(text);
  }

  parse(): FilterNode {
    const node = this.#joined('or', () => this.#joined('and', () => this.#unary()));
    if (this.#at < this.#tokens.length) this.#fail();
    return node;
  }

  #fail(): never {
    const near = this.#tokens.slice(this.#at, this.#at + 3).join(' ') || 'the end';
    throw badQuery(`Invalid filter clause: Syntax error at '${near}' in '${this.#text}'.`);
  }

  /** The next word in lower case, which is how OData compares its own. */
  get #word(): string {
    return (this.#tokens[this.#at] ?? '').toLowerCase();
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) this.#fail();
    this.#at += 1;
    return token;
  }

  #skip(word: string): boolean {
    if (this.#word !== word) return false;
    this.#at += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#skip(word)) this.#fail();
  }

  #joined(kind: 'and' | 'or', part: () => FilterNode): FilterNode {
    const first = part();
    const parts = [first];
    while (this.#skip(kind)) parts.push(part());
    return parts.length === 1 ? first : { kind, parts };
  }

  #unary(): FilterNode {
    let negated = false;
    let found = false;
    while (this.#skip('not')) {
      negated = !negated;
      found = true;
    }
    const inner = this.#primary();
    if (!found) return inner;
    const once: FilterNode = { kind: 'not', part: inner };
    return negated ? once : { kind: 'not', part: once };
  }

  #nested(): FilterNode {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw badQuery('Invalid filter clause: it is nested too deeply.');
    const node = this.#joined('or', () => this.#joined('and', () => this.#unary()));
    this.#depth -= 1;
    this.#expect(')');
    return node;
  }

  #primary(): FilterNode {
    if (this.#skip('(')) return this.#nested();
    const path = this.#name();
    const name = textFunctions.get(path.toLowerCase());
    if (name && this.#skip('(')) return this.#call(name);
    if (/\/any$/i.test(path) && this.#skip('(')) return this.#any(path.slice(0, -'/any'.length));
    const operator = this.#word;
    if (unoffered.has(operator) || unoffered.has(path.toLowerCase().replace(/^.*\//, ''))) {
      throw unsupportedQuery(`Unsupported or invalid query filter clause: '${path} ${this.#tokens[this.#at] ?? ''}'.`);
    }
    if (this.#skip('in')) return { kind: 'in', path, values: this.#list() };
    if (!isCompareOperator(operator)) this.#fail();
    this.#at += 1;
    return { kind: 'compare', operator, path, value: this.#value() };
  }

  #name(): string {
    const name = this.#next();
    if (!/^[A-Za-z_]/.test(name)) {
      this.#at -= 1;
      this.#fail();
    }
    return name;
  }

  #call(name: TextFunction): FilterNode {
    const path = this.#name();
    this.#expect(',');
    const value = this.#value();
    this.#expect(')');
    return { kind: 'call', name, path, value };
  }

  #any(path: string): FilterNode {
    const variable = this.#name();
    this.#expect(':');
    return { kind: 'any', path, variable, part: this.#nested() };
  }

  #list(): Literal[] {
    this.#expect('(');
    const values = [this.#value()];
    while (this.#skip(',')) values.push(this.#value());
    this.#expect(')');
    return values;
  }

  #value(): Literal {
    const token = this.#next();
    if (token.startsWith("'")) return { kind: 'string', value: token.slice(1, -1).replaceAll("''", "'") };
    const word = token.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
    if (word === 'null') return { kind: 'null' };
    if (/^[-\w:.+]+$/.test(token) && /\d/.test(token)) return { kind: 'bare', value: token };
    this.#at -= 1;
    return this.#fail();
  }
}

/**
 * Parses Graph's `$filter`: eq, ne, ge, le, in, startsWith, endsWith, any, not, and, or, parentheses, in any letter case
 * ("Use the $filter query parameter").
 *
 * @throws GraphError 400 for anything else, and for more than 40 parentheses in each other
 */
export const parseFilter = (text: string): FilterNode => new Parser(text).parse();
