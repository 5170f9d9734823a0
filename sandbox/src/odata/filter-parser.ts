import { type Literal, readLiteral } from './literal.ts';
import { badRequest } from './odata-error.ts';

export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod';

export type Operand =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'path'; readonly segments: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Operand[] }
  | { readonly kind: 'arithmetic'; readonly name: Arithmetic; readonly args: readonly [Operand, Operand] };

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'in'; readonly left: Operand; readonly list: readonly Literal[] }
  | { readonly kind: 'like'; readonly left: Operand; readonly pattern: string }
  | { readonly kind: 'truth'; readonly operand: Operand };

const FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['startswith', 2],
  ['endswith', 2],
  ['substringof', 2],
  ['tolower', 1],
  ['toupper', 1],
  ['trim', 1],
]);
const OPERATORS: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const MAX_DEPTH = 100;
/** SuccessFactors takes at most this many values in one `in` list. */
const MAX_VALUES = 1000;
/** The limit of expressions in one query varies from server to server (SAP KBA 3389932); this is the sandbox's. */
const MAX_EXPRESSIONS = 1000;

class Parser {
  #at = 0;
  #depth = 0;
  #expressions = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Filter {
    const filter = this.#or();
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail();
    return filter;
  }

  #fail(): never {
    throw badRequest(
      `[COE0018]Invalid filter expression at position ${this.#at}: "${this.#text.slice(this.#at, this.#at + 40)}"`,
    );
  }

  #deeper(): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw badRequest('[COE0018]The filter expression is nested too deeply');
  }

  #blanks(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  #take(pattern: RegExp): string | undefined {
    this.#blanks();
    const found = pattern.exec(this.#text.slice(this.#at, this.#at + 200))?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #or(): Filter {
    this.#deeper();
    let left = this.#and();
    while (this.#take(/^or(?!\w)/)) left = { kind: 'or', left, right: this.#and() };
    this.#depth -= 1;
    return left;
  }

  #and(): Filter {
    let left = this.#not();
    while (this.#take(/^and(?!\w)/)) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Filter {
    let negations = 0;
    while (this.#take(/^not(?![\w/])/)) negations += 1;
    const inner = this.#primary();
    return negations % 2 === 1 ? { kind: 'not', inner } : inner;
  }

  #primary(): Filter {
    if (this.#take(/^\(/)) {
      const inner = this.#or();
      if (!this.#take(/^\)/)) this.#fail();
      return inner;
    }
    this.#expressions += 1;
    if (this.#expressions > MAX_EXPRESSIONS) {
      throw badRequest(`[COE0018]The number of expressions in the query exceeds the limit of ${MAX_EXPRESSIONS}`);
    }
    const left = this.#sum();
    const word = this.#take(/^(in|like|eq|ne|gt|ge|lt|le)(?!\w)/);
    if (word === undefined) return { kind: 'truth', operand: left };
    if (word === 'in') return { kind: 'in', left, list: this.#list() };
    if (word === 'like') {
      const literal = this.#literal();
      if (literal.kind !== 'string') this.#fail();
      return { kind: 'like', left, pattern: literal.value };
    }
    const right = this.#sum();
    return { kind: 'compare', operator: isOperator(word) ? word : 'eq', left, right };
  }

  #list(): Literal[] {
    this.#blanks();
    // SuccessFactors' own `in` takes a bare list: `status in 't','f'`. OData 4's parentheses are refused.
    if (this.#text.charAt(this.#at) === '(') this.#fail();
    const list = [this.#literal()];
    while (this.#take(/^,/)) list.push(this.#literal());
    if (list.length > MAX_VALUES) throw badRequest(`[COE0018]An in clause takes at most ${MAX_VALUES} values`);
    return list;
  }

  #literal(): Literal {
    this.#blanks();
    const read = readLiteral(this.#text.slice(this.#at));
    if (!read) this.#fail();
    this.#at += read.length;
    return read.literal;
  }

  #sum(): Operand {
    let left = this.#product();
    for (;;) {
      const word = this.#take(/^(add|sub)(?!\w)/);
      if (word === undefined) return left;
      left = { kind: 'arithmetic', name: word === 'add' ? 'add' : 'sub', args: [left, this.#product()] };
    }
  }

  #product(): Operand {
    let left = this.#operand();
    for (;;) {
      const word = this.#take(/^(mul|div|mod)(?!\w)/);
      if (word === undefined) return left;
      left = {
        kind: 'arithmetic',
        name: word === 'mul' ? 'mul' : word === 'div' ? 'div' : 'mod',
        args: [left, this.#operand()],
      };
    }
  }

  #operand(): Operand {
    this.#blanks();
    const read = readLiteral(this.#text.slice(this.#at));
    if (read) {
      this.#at += read.length;
      return { kind: 'literal', literal: read.literal };
    }
    const name = this.#take(/^[A-Za-z_]\w*(?:\/[A-Za-z_]\w*)*/);
    if (name === undefined) this.#fail();
    const arity = FUNCTIONS.get(name);
    if (arity === undefined || !this.#take(/^\(/)) return { kind: 'path', segments: name.split('/') };
    this.#deeper();
    const args = [this.#sum()];
    while (this.#take(/^,/)) args.push(this.#sum());
    this.#depth -= 1;
    if (args.length !== arity || !this.#take(/^\)/)) this.#fail();
    return { kind: 'call', name, args };
  }
}

const isOperator = (word: string): word is Operator => OPERATORS.has(word);

/**
 * Parses SuccessFactors' `$filter`: eq ne gt ge lt le and or not, add sub mul div mod, parentheses, `in` without parentheses, `like`,
 * startswith endswith substringof tolower toupper trim, navigation paths (SAP KBA 3389932, 3045396).
 *
 * @throws ODataError 400 for anything else
 */
export const parseFilter = (text: string): Filter => new Parser(text).parse();
