import { functionSignatures } from '../catalog/functions.ts';
import type { Atom } from './atoms.ts';
import { LINE_WIDTH, width } from './width.ts';

/** A part of an expression: a text on one line, or a call that may be wrapped at its arguments. */
type Part = string | Call;

interface Call {
  readonly name: string;
  /** Comments that end the line of the opening parenthesis. */
  readonly opening: readonly string[];
  readonly slots: readonly Slot[];
  /** The call on one line; undefined when a comment in it ends a line. */
  readonly flat: string | undefined;
}

interface Slot {
  /** Comments on lines of their own before the argument. */
  readonly above: readonly string[];
  readonly parts: readonly Part[];
  /** Comments that end the argument's line. */
  readonly behind: readonly string[];
  /** Comments on lines of their own after the last argument. */
  readonly below: readonly string[];
  readonly flat: string | undefined;
}

/** An expression that is ready to be printed. */
export interface PrintableExpression {
  readonly parts: readonly Part[];
  readonly flat: string | undefined;
}

/** Reads the atoms of an expression without a mistake. Undefined where a comment ends a line within an argument. */
export function readExpression(atoms: readonly Atom[]): PrintableExpression | undefined {
  const reader = new Reader(atoms);
  const parts = reader.parts();
  return parts === undefined || !reader.done ? undefined : { parts, flat: flatParts(parts) };
}

class Reader {
  readonly #atoms: readonly Atom[];
  #at = 0;

  constructor(atoms: readonly Atom[]) {
    this.#atoms = atoms;
  }

  get done(): boolean {
    return this.#at >= this.#atoms.length;
  }

  /** Parts up to a comma, a closing parenthesis, a comment that ends its line, or the end. */
  parts(): Part[] | undefined {
    const parts: Part[] = [];
    for (;;) {
      const atom = this.#atoms[this.#at];
      if (atom === undefined || atom.kind === 'comma' || atom.kind === 'close' || atom.kind === 'line comment')
        return parts;
      this.#at++;
      if (atom.kind === 'open') return undefined;
      if (atom.kind === 'name' && this.#atoms[this.#at]?.kind === 'open') {
        const call = this.#call(atom.text);
        if (call === undefined) return undefined;
        parts.push(call);
      } else parts.push(atom.text);
    }
  }

  #call(name: string): Call | undefined {
    this.#at++;
    const opening = texts(this.#comments(false));
    const slots: Slot[] = [];
    let carried: readonly string[] = [];
    for (;;) {
      const above = [...carried, ...texts(this.#comments(true))];
      const parts = this.parts();
      if (parts === undefined) return undefined;
      const found = this.#comments(true);
      const next = this.#atoms[this.#at++];
      if (next?.kind !== 'comma' && next?.kind !== 'close') return undefined;
      const last = next.kind === 'close';
      // A comma belongs to its argument, so a comment before it goes behind it; one line ends with one comment.
      const comments = last ? found : [...found, ...this.#comments(false)];
      const [first, ...rest] = last && found[0]?.first === true ? [undefined, ...comments] : comments;
      carried = last ? [] : texts(rest);
      const slot = { above, parts, behind: first === undefined ? [] : [first.text], below: last ? texts(rest) : [] };
      slots.push({ ...slot, flat: hasComments(slot) ? undefined : flatParts(parts) });
      if (last) return { name, opening, slots, flat: flatCall(name, opening, slots) };
    }
  }

  /** Comments that end their lines: those on lines of their own, or those behind something. */
  #comments(ownLine: boolean): Atom[] {
    const found: Atom[] = [];
    for (;;) {
      const atom = this.#atoms[this.#at];
      if (atom?.kind !== 'line comment' || (!ownLine && atom.first)) return found;
      found.push(atom);
      this.#at++;
    }
  }
}

const texts = (atoms: readonly (Atom | undefined)[]) => atoms.flatMap((atom) => atom?.text ?? []);
const hasComments = ({ above, behind, below }: Pick<Slot, 'above' | 'behind' | 'below'>) =>
  above.length + behind.length + below.length > 0;

function flatParts(parts: readonly Part[]): string | undefined {
  const flat = parts.map((part) => (typeof part === 'string' ? part : part.flat));
  return flat.includes(undefined) ? undefined : flat.join(' ');
}

function flatCall(name: string, opening: readonly string[], slots: readonly Slot[]): string | undefined {
  const flat = slots.map((slot) => slot.flat);
  return opening.length > 0 || flat.includes(undefined) ? undefined : `${name}(${flat.join(', ')})`;
}

/**
 * The lines of an expression. A call that does not fit its line is wrapped: one argument a line, the pairs of `Switch`
 * side by side, the closing parenthesis on its own.
 *
 * @param column Where the first line begins.
 * @param indent The column of the line on which it begins.
 * @param reserved Columns that must stay free behind it.
 */
export function printExpression(
  { parts, flat }: PrintableExpression,
  column: number,
  indent: number,
  reserved = 0,
): readonly string[] {
  if (flat !== undefined && column + width(flat) + reserved <= LINE_WIDTH) return [flat];
  const lines: string[] = [];
  let line = '';
  let at = column;
  for (const [index, part] of parts.entries()) {
    if (index > 0) line += ' ';
    if (typeof part === 'string') line += part;
    else if (
      part.flat !== undefined &&
      (isEmpty(part) || at + width(line) + width(part.flat) + reserved <= LINE_WIDTH)
    ) {
      line += part.flat;
    } else {
      lines.push(...callLines(part, line, indent));
      line = `${' '.repeat(indent)})`;
      at = 0;
    }
  }
  return [...lines, line];
}

const isEmpty = ({ slots }: Call) => slots.length === 1 && slots[0]?.flat === '';

/** The lines of a wrapped call without its closing parenthesis. */
function callLines(call: Call, before: string, indent: number): string[] {
  const lines = [[`${before}${call.name}(`, ...call.opening].join(' ')];
  const inner = indent + 2;
  const blanks = ' '.repeat(inner);
  /** A comment ends the last line: nothing may follow on it. */
  let ended = call.opening.length > 0;
  let index = 0;
  while (index < call.slots.length) {
    const slot = call.slots[index] as Slot;
    const pair = pairAt(call, index, inner);
    index += pair === undefined ? 1 : 2;
    const comma = index < call.slots.length ? ',' : '';
    if (pair !== undefined) {
      lines.push(`${blanks}${pair}${comma}`);
      ended = false;
    } else if (slot.parts.length === 0 && !hasComments(slot)) {
      // An empty argument is a comma behind the one before it.
      if (comma === '') continue;
      if (lines.length > 1 && !ended) lines.push(`${lines.pop() ?? ''} ${comma}`);
      else lines.push(blanks + comma);
      ended = false;
    } else {
      lines.push(...slot.above.map((comment) => blanks + comment));
      lines.push(...slotLines(slot, comma, inner));
      ended = slot.behind.length > 0 || slot.below.length > 0 || (slot.parts.length === 0 && comma === '');
    }
  }
  return lines;
}

function slotLines({ parts, behind, below }: Slot, comma: string, indent: number): string[] {
  const blanks = ' '.repeat(indent);
  const lines = [...printExpression({ parts, flat: flatParts(parts) }, indent, indent, 1)];
  const last = lines.pop() ?? '';
  lines.push([last + comma, ...behind].filter((text) => text !== '').join(' '));
  if (lines[0] !== undefined) lines[0] = blanks + lines[0];
  return [...lines.filter((line) => line.trim() !== ''), ...below.map((comment) => blanks + comment)];
}

/** A key of `Switch` and its value on one line, where that is short. */
function pairAt(call: Call, index: number, indent: number): string | undefined {
  const signature = functionSignatures.get(call.name);
  if (signature === undefined || signature.repeating.length !== 2) return undefined;
  const from = index - signature.parameters.length;
  const [key, value] = [call.slots[index]?.flat, call.slots[index + 1]?.flat];
  if (from < 0 || from % 2 !== 0 || key === undefined || value === undefined || key === '' || value === '')
    return undefined;
  const text = `${key}, ${value}`;
  return indent + width(text) + 1 <= LINE_WIDTH ? text : undefined;
}
