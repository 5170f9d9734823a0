import { type Atom, isDocumentation, joined, signsFirst } from './atoms.ts';
import type { Row } from './row.ts';
import { INDENT, LINE_WIDTH, width } from './width.ts';

/** A clause with the `and` before it. */
interface Clause {
  /** Several where comments end lines in it; a comment that stands behind it is part of the last. */
  readonly lines: string[];
  /** Comments on lines of their own below it. */
  readonly below: string[];
  /** Whether no comment ends a line in it or behind it. */
  readonly plain: boolean;
}

/**
 * `"name": clause and clause`; a group that is too long, or in which comments end lines, is wrapped before each `and`.
 *
 * @param isNamed Whether the group has a name.
 */
export function scopeRow(atoms: readonly Atom[], isNamed: boolean): Row | undefined {
  const ordered = signsFirst(atoms);
  const colon = isNamed ? ordered.findIndex(({ kind, text }) => kind === 'token' && text === ':') : -1;
  const label = joined(ordered.slice(0, Math.max(0, colon)));
  const first = ordered.findIndex(({ kind }, index) => index > colon && kind !== 'line comment');
  const opening = ordered.slice(colon + 1, first);
  const clauses = clausesOf(ordered.slice(first));
  if (label === undefined || clauses === undefined || !opening.slice(1).every(mayStandAlone)) return undefined;
  return {
    run: 'scope',
    name: colon === -1 ? '' : `${label}:`,
    sign: '',
    value: (column) => groupLines(opening, clauses, column),
    places: {},
  };
}

function clausesOf(atoms: readonly Atom[]): Clause[] | undefined {
  const clauses: Clause[] = [];
  let rest = atoms;
  while (rest.length > 0) {
    const next = rest.findIndex(({ kind }, index) => index > 0 && kind === 'and');
    const clause = next === -1 ? rest : rest.slice(0, next);
    rest = next === -1 ? [] : rest.slice(next);
    // Comments right behind `and` belong to the clause before, as a wrapped clause begins with its `and`.
    const own = rest.findIndex(({ kind }, index) => index > 0 && kind !== 'line comment');
    const behind = own > 1 ? rest.slice(1, own) : [];
    if (own > 1) rest = [rest[0] as Atom, ...rest.slice(own)];
    const read = clauseOf([...clause, ...behind]);
    if (read === undefined) return undefined;
    clauses.push(read);
  }
  return clauses;
}

function clauseOf(atoms: readonly Atom[]): Clause | undefined {
  let end = atoms.length;
  while (end > 0 && atoms[end - 1]?.kind === 'line comment') end--;
  const lines: string[] = [];
  let from = 0;
  for (let at = 0; at <= end; at++) {
    const comment = at < end ? atoms[at] : undefined;
    if (at < end && comment?.kind !== 'line comment') continue;
    const text = joined(atoms.slice(from, at)) ?? '';
    const isAlone = comment !== undefined && (comment.first || text === '');
    if (isAlone && !mayStandAlone(comment)) return undefined;
    if (text !== '') lines.push(comment === undefined || isAlone ? text : `${text} ${comment.text}`);
    if (isAlone) lines.push(comment.text);
    from = at + 1;
  }
  const comments = atoms.slice(end);
  const plain = lines.length === 1 && comments.length === 0;
  if (lines.length > 0 && comments[0]?.first === false) lines.push(`${lines.pop()} ${comments.shift()?.text}`);
  if (!comments.every(mayStandAlone)) return undefined;
  return { lines, below: comments.map(({ text }) => text), plain };
}

/** A comment that is moved to a line of its own must not become documentation of what follows. */
const mayStandAlone = ({ first, text }: Atom) => first || !isDocumentation(text);

function groupLines(opening: readonly Atom[], clauses: readonly Clause[], column: number): readonly string[] {
  const flat = clauses.map(({ lines }) => lines[0]).join(' ');
  const plain = opening.length === 0 && clauses.every((clause) => clause.plain);
  if (plain && column + width(flat) <= LINE_WIDTH) return [flat];
  const lines = [
    ...opening.map(({ text }) => text),
    ...clauses.flatMap(({ lines: [first = '', ...more], below }) => [
      first,
      ...more.map((line) => `  ${line}`),
      ...below,
    ]),
  ];
  // What stood below the name of the group stays there.
  if (opening[0]?.first === true) lines.unshift('');
  return lines.map((line, index) => (index === 0 ? line : ' '.repeat(INDENT + 2) + line));
}
