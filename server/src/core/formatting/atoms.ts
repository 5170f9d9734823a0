import type { IToken } from 'chevrotain';
import type { Comment } from '../language/syntax.ts';
import * as T from '../language/tokens.ts';

/** A token of a declaration, or a comment in it; offsets relative to the declaration. */
export interface Atom {
  readonly text: string;
  readonly kind:
    | 'token'
    | 'open'
    | 'open list'
    | 'close'
    | 'comma'
    | 'name'
    | 'arrow'
    | 'and'
    | 'comment'
    | 'line comment';
  readonly start: number;
  readonly end: number;
  /** Begins its line. */
  readonly first: boolean;
}

/**
 * The tokens of a declaration with the comments between them. Undefined where a part of it is none that a formatter may
 * move: a character that the lexer refuses, a wrong blank, a comment of several lines.
 *
 * @param text The declaration.
 * @param comments Its comments, with offsets of the file.
 */
export function atomsOf(
  text: string,
  mode: T.LexerMode,
  comments: readonly Comment[],
  offset: number,
): readonly Atom[] | undefined {
  const { tokens, noBreakBlanks, unknown } = T.tokenize(text, mode);
  if (noBreakBlanks.length > 0 || unknown.length > 0) return undefined;
  const all = [
    ...tokens.map((token) => ({
      text: imageOf(token),
      kind: kindOf(token),
      start: token.startOffset,
      length: token.image.length,
    })),
    ...comments.map(({ start, end, kind }) => ({
      text: text.slice(start - offset, end - offset).trimEnd(),
      kind: kind === 'block' ? ('comment' as const) : ('line comment' as const),
      start: start - offset,
      length: end - start,
    })),
  ].sort((a, b) => a.start - b.start);
  if (all.some(({ kind, text: own }) => kind === 'comment' && /[\r\n]/.test(own))) return undefined;
  let last = 0;
  return all.map(({ length, ...atom }) => {
    const first = /[\r\n]/.test(text.slice(last, atom.start));
    last = atom.start + length;
    return { ...atom, end: last, first };
  });
}

/** The words of an operator stand one blank apart. */
function imageOf({ tokenType, image }: IToken): string {
  return tokenType === T.ScopeOperator ? image.replace(/[ \t]+/g, ' ') : image;
}

/** What a token is to the formatter. */
export function kindOf({ tokenType }: IToken): Atom['kind'] {
  if (tokenType === T.Open) return 'open';
  if (tokenType === T.OpenList) return 'open list';
  if (tokenType === T.Close || tokenType === T.CloseList) return 'close';
  if (tokenType === T.Arrow) return 'arrow';
  if (tokenType === T.And) return 'and';
  const categories = tokenType.CATEGORIES ?? [];
  if (categories.includes(T.Comma)) return 'comma';
  return tokenType === T.Name || categories.includes(T.Name) ? 'name' : 'token';
}

/** Whether a comment documents what follows where it begins a line; behind something it is like any other. */
export const isDocumentation = (comment: string) => /^\/\/\/(?!\/)/.test(comment);

/** Commas and colons go before the comments that end a line between them and what they follow. */
export function signsFirst(atoms: readonly Atom[]): Atom[] {
  const ordered: Atom[] = [];
  for (const atom of atoms) {
    let at = ordered.length;
    if (atom.kind === 'comma' || atom.text === ':') while (ordered[at - 1]?.kind.endsWith('comment')) at--;
    const moves = ordered.slice(at).some(({ kind }) => kind === 'line comment');
    ordered.splice(moves ? at : ordered.length, 0, moves ? { ...atom, first: false } : atom);
  }
  return ordered;
}

/** Atoms on one line: one blank between two, none inside brackets. Undefined with a comment that ends a line. */
export function joined(atoms: readonly Atom[]): string | undefined {
  let text = '';
  let before: Atom | undefined;
  for (const atom of atoms) {
    if (atom.kind === 'line comment') return undefined;
    text += (before === undefined || isTight(before, atom) ? '' : ' ') + atom.text;
    before = atom;
  }
  return text;
}

/** Whether no blank stands between two atoms: `clear(mail)`, `["a", "b"]`. */
function isTight(before: Atom, atom: Atom): boolean {
  if (atom.kind === 'comma' || atom.kind === 'close') return true;
  return before.kind === 'open' || before.kind === 'open list' || (atom.kind === 'open' && before.kind === 'name');
}
