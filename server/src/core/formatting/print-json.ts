import { isDocumentation } from './atoms.ts';
import { isComment, type JsonSign, jsonSigns } from './json-signs.ts';

/** An object or a list while it is printed. */
interface Container {
  /** Its members stand on lines of their own. */
  readonly broken: boolean;
  /** The column of the line that it begins on. */
  readonly indent: number;
}

/**
 * The lines of inline JSON without a mistake: an object or a list that was written over several lines has one member a
 * line, two blanks in; one that was written on one line stays on it. Texts and numbers are kept to the letter.
 * Undefined with a
 * comment that cannot move with them.
 *
 * @param indent The column of the line on which it begins.
 */
export function printJson(text: string, indent: number): readonly string[] | undefined {
  const signs = jsonSigns(text);
  if (signs.some((sign) => isComment(sign) && /[\r\n]/.test(sign.text))) return undefined;
  const ordered = commasFirst(signs);
  return ordered === undefined ? undefined : new Printer(indent, brokenOnes(signs)).print(ordered);
}

/** Where the objects and lists begin in which a line ends, those inside them not counted. */
function brokenOnes(signs: readonly JsonSign[]): ReadonlySet<number> {
  const broken = new Set<number>();
  const open: JsonSign[] = [];
  for (const [index, sign] of signs.entries()) {
    const around = open.at(-1);
    const isEmpty = sign.kind === 'close' && signs[index - 1] === around;
    if (sign.newlines > 0 && around !== undefined && !isEmpty) broken.add(around.start);
    if (sign.kind === 'open') open.push(sign);
    if (sign.kind === 'close') open.pop();
  }
  return broken;
}

/**
 * Commas and colons go before the comments that stand between them and their values, unless all are on one line.
 * Undefined where a comment of three slashes would come to begin a line: there it documents what follows.
 */
function commasFirst(signs: readonly JsonSign[]): JsonSign[] | undefined {
  const ordered: JsonSign[] = [];
  let newlines = 0;
  for (const sign of signs) {
    let at = ordered.length;
    const follows = sign.kind === 'comma' || sign.kind === 'colon';
    while (follows && isComment(ordered[at - 1] ?? sign)) at--;
    const between = [...ordered.slice(at), sign];
    const moves = follows && between.length > 1 && between.some((one) => one.newlines > 0);
    if (moves) ordered.splice(at, 0, { ...sign, newlines: 0 });
    else if (newlines > 0 && sign.newlines === 0 && isDocumentation(sign.text)) return undefined;
    else ordered.push(newlines > sign.newlines ? { ...sign, newlines } : sign);
    // What ended a line before the comma ends one before what follows it.
    newlines = moves ? sign.newlines : 0;
  }
  return ordered;
}

/** The comments that stand right before a member, on its line. */
function leadingOnes(signs: readonly JsonSign[]): ReadonlySet<JsonSign> {
  const leading = new Set<JsonSign>();
  for (let at = signs.length - 2; at > 0; at--) {
    const [sign, after] = [signs[at] as JsonSign, signs[at + 1] as JsonSign];
    if (sign.kind !== 'comment' || after.newlines > 0) continue;
    if (after.kind === 'value' || after.kind === 'open' || leading.has(after)) leading.add(sign);
  }
  return leading;
}

class Printer {
  readonly #lines: string[] = [];
  readonly #broken: ReadonlySet<number>;
  readonly #open: Container[] = [];
  #line = '';
  /** The column of the line that is printed. */
  #indent: number;
  /** What stands before, comments aside: an opening sign, a comma, a new line after one of them, a colon, or a value. */
  #place: 'open' | 'comma' | 'new line' | 'colon' | 'value' = 'value';

  constructor(indent: number, broken: ReadonlySet<number>) {
    this.#indent = indent;
    this.#broken = broken;
  }

  print(signs: readonly JsonSign[]): readonly string[] {
    const leading = leadingOnes(signs);
    for (const [index, sign] of signs.entries()) {
      const before = signs[index - 1];
      if (before !== undefined) {
        if (this.#breaksBefore(sign, before, leading.has(sign))) this.#newLine(sign);
        else if (!isTight(before, sign)) this.#line += ' ';
      }
      this.#add(sign);
    }
    return [...this.#lines, this.#line];
  }

  #breaksBefore(sign: JsonSign, before: JsonSign, leads: boolean): boolean {
    if (before.kind === 'line comment') return true;
    if (this.#open.at(-1)?.broken !== true) return false;
    if (sign.kind === 'close') return before.kind !== 'open';
    if (sign.newlines > 0 && (isComment(sign) || isComment(before))) return true;
    // A comment stays on its line: behind what stands there, or before the member that follows on it.
    return (this.#place === 'open' || this.#place === 'comma') && (leads || !isComment(sign));
  }

  #newLine(sign: JsonSign): void {
    const { indent } = this.#open.at(-1) as Container;
    const isClose = sign.kind === 'close';
    const isInside = this.#place === 'colon';
    this.#lines.push(this.#line);
    if (sign.newlines > 1 && !isClose && !isInside && this.#place !== 'open') this.#lines.push('');
    // What cannot stand on the line of its name stands further in.
    this.#indent = isClose ? indent : indent + (isInside ? 4 : 2);
    this.#line = ' '.repeat(this.#indent);
    if (this.#place === 'open' || this.#place === 'comma') this.#place = 'new line';
  }

  #add({ kind, text, start }: JsonSign): void {
    this.#line += text;
    if (kind === 'comment' || kind === 'line comment') return;
    if (kind === 'open') this.#open.push({ broken: this.#broken.has(start), indent: this.#indent });
    if (kind === 'close') this.#open.pop();
    this.#place = kind === 'close' ? 'value' : kind;
  }
}

/** Whether no blank stands between two signs: `["a", "b"]`, `"a": 1`, `{}`. */
function isTight(before: JsonSign, { kind, text }: JsonSign): boolean {
  if (kind === 'comma' || kind === 'colon' || text === ']') return true;
  return before.text === '[' || (before.kind === 'open' && kind === 'close');
}
