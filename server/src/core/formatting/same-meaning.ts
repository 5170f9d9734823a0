import type { Declaration, MappingFile, SyntaxProblem } from '../language/syntax.ts';

/**
 * Whether two texts of a mapping say the same: the same blocks, declarations, documentation, comments and mistakes, in
 * the same order; only places and blanks differ.
 */
export function sameMeaning(a: MappingFile, b: MappingFile): boolean {
  return (
    sameList(a.declarations, b.declarations, (one, other) => {
      if (one.documentation !== other.documentation) return false;
      if (one.declaration === other.declaration) return true;
      return (
        essence(one.declaration, a.text, one.offset) === essence(other.declaration, b.text, other.offset) &&
        sameProblems(one.problems, other.problems)
      );
    }) &&
    sameList(a.blocks, b.blocks, (one, other) => {
      return one.kind === other.kind && (one.close === undefined) === (other.close === undefined);
    }) &&
    sameList(a.comments, b.comments, (one, other) => {
      const texts = [a.text.slice(one.start, one.end), b.text.slice(other.start, other.end)];
      return one.kind === other.kind && plain(texts[0]) === plain(texts[1]);
    }) &&
    sameProblems(a.problems, b.problems)
  );
}

function sameProblems(a: readonly SyntaxProblem[], b: readonly SyntaxProblem[]): boolean {
  return sameList(a, b, (one, other) => one.code === other.code && plain(one.message) === plain(other.message));
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((one, index) => same(one, b[index] as T));
}

/** Without blanks at the ends and the beginnings of its lines. */
const plain = (text = '') => text.replace(/[ \t]+(?=[\r\n]|$)/g, '').replace(/(?:\r\n|[\r\n])[ \t]*/g, '\n');

/** Offsets, by their names in the tree. */
const PLACES: ReadonlySet<string> = new Set(['start', 'end', 'open', 'close', 'commas', 'nameSpan', 'offset']);

/** A declaration without its places; one that is not understood as it stands, apart from blanks at line ends. */
function essence(declaration: Declaration, text: string, offset: number): string {
  if (declaration.kind === 'opaque') return plain(text.slice(offset, offset + declaration.end));
  return JSON.stringify(declaration, (key, value: unknown) => (PLACES.has(key) ? undefined : value));
}
