import { RegexProblem } from './syntax.ts';

/** The options of .NET that change how a pattern is read. */
export interface RegexOptions {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly singleLine: boolean;
  readonly ignoreBlanks: boolean;
  readonly explicitCapture: boolean;
}

const LETTERS: Readonly<Record<string, keyof RegexOptions>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'singleLine',
  x: 'ignoreBlanks',
  n: 'explicitCapture',
};

/** Options by letters; letters that .NET does not know are passed over, as Json.NET does behind `/pattern/`. */
export function optionsFrom(letters: string, value = true, base?: RegexOptions): RegexOptions {
  let options = base ?? {
    ignoreCase: false,
    multiline: false,
    singleLine: false,
    ignoreBlanks: false,
    explicitCapture: false,
  };
  for (const letter of letters) {
    const option = LETTERS[letter];
    if (option !== undefined) options = { ...options, [option]: value };
  }
  return options;
}

/** A pattern with a place in it. */
export class RegexReader {
  at = 0;
  options: RegexOptions;
  /** Groups that are open here. */
  depth = 0;
  /** Unnamed groups so far; their numbers are their names. */
  unnamed = 0;
  readonly names = new Set<string>();
  readonly references: string[] = [];

  constructor(
    readonly pattern: string,
    options: RegexOptions,
  ) {
    this.options = options;
  }

  get char(): string {
    return this.pattern.charAt(this.at);
  }

  get atEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  /** Takes a regular expression, which must be sticky, from the place. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.pattern);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }

  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Blanks and comments under option `x`, and `(?#...)` always. */
  skipComments(): void {
    while (
      this.match(/\(\?#[^)]*\)/y) !== undefined ||
      (this.options.ignoreBlanks && this.match(/\s+|#[^\n]*/y) !== undefined)
    );
  }

  fail(reason: string): never {
    throw new RegexProblem(reason);
  }
}
