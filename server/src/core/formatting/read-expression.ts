import { type Atom, isDocumentation } from './atoms.ts';

/** A part of an expression: a text on one line, or a call or a list that may be wrapped at its arguments. */
export type Part = string | Call;

/** A call, or the list of an expectation: one without a name, in brackets. */
export interface Call {
  readonly name: string;
  /** Its signs: `()` or `[]`. */
  readonly signs: '()' | '[]';
  /** Comments that end the line of the opening parenthesis. */
  readonly opening: readonly string[];
  readonly slots: readonly Slot[];
  /** The call on one line; undefined when a comment in it ends a line. */
  readonly flat: string | undefined;
}

export interface Slot {
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
      const isCall = atom.kind === 'name' && this.#atoms[this.#at]?.kind === 'open';
      if (isCall) this.#at++;
      if (isCall || atom.kind === 'open list') {
        const call = isCall ? this.#call(atom.text, '()') : this.#call('', '[]');
        if (call === undefined) return undefined;
        parts.push(call);
      } else parts.push(atom.text);
    }
  }

  #call(name: string, signs: Call['signs']): Call | undefined {
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
      // On a line of its own such a comment would say something else.
      if (rest.some((comment) => comment?.first === false && isDocumentation(comment.text))) return undefined;
      carried = last ? [] : texts(rest);
      const slot = { above, parts, behind: first === undefined ? [] : [first.text], below: last ? texts(rest) : [] };
      slots.push({ ...slot, flat: hasComments(slot) ? undefined : flatParts(parts) });
      if (last) {
        const call = { name, signs, opening, slots };
        return { ...call, flat: flatCall(call) };
      }
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
export const hasComments = ({ above, behind, below }: Pick<Slot, 'above' | 'behind' | 'below'>) =>
  above.length + behind.length + below.length > 0;

export function flatParts(parts: readonly Part[]): string | undefined {
  const flat = parts.map((part) => (typeof part === 'string' ? part : part.flat));
  return flat.includes(undefined) ? undefined : flat.join(' ');
}

function flatCall({ name, signs, opening, slots }: Omit<Call, 'flat'>): string | undefined {
  const flat = slots.map((slot) => slot.flat);
  const [open, close] = signs;
  return opening.length > 0 || flat.includes(undefined) ? undefined : `${name}${open}${flat.join(', ')}${close}`;
}
