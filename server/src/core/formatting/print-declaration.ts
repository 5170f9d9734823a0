import { LONGEST_EXPRESSION } from '../expressions/expression-length.ts';
import type { Comment, Declaration, PlacedDeclaration } from '../language/syntax.ts';
import type { LexerMode } from '../language/tokens.ts';
import { type Atom, atomsOf, joined } from './atoms.ts';
import { type PrintableExpression, printExpression, readExpression } from './print-expression.ts';
import { INDENT, LINE_WIDTH, width } from './width.ts';

/** Offsets in a declaration: of its sign, of the end of its value, and of its options. */
export interface Places {
  readonly sign?: number;
  readonly end?: number;
  readonly options?: number;
}

/** A declaration in parts whose columns are shared with the lines around it. */
export interface Row {
  /** Lines of the same kind that follow one another share their columns. */
  readonly run: string;
  /** The name, with what stands before it: `param p`, `"Labs":`. */
  readonly name: string;
  /** `: DateTime`. */
  readonly type?: string;
  /** What stands before the value: `<-`, `=`, `->`; nothing in a scope group. */
  readonly sign: string;
  /** The lines of the value when its first line begins at `column`; undefined without a value. */
  readonly value?: (column: number) => readonly string[];
  /** `match 1`. */
  readonly options?: string;
  /** Where its parts stood, each on the line of what stands before it; offsets in the declaration. */
  readonly places: Places;
}

/** A misspelt escape is read as it was meant; every other mistake leaves a declaration as it is. */
const HARMLESS: ReadonlySet<string> = new Set(['SFM1007']);

/** A declaration whose text has not changed is the same object, and so are its parts. */
const rows = new WeakMap<Declaration, { readonly row: Row | undefined }>();

/**
 * The parts of a declaration without a mistake. Undefined for one that is not understood, or in which a comment stands
 * where it would have to move: it is left as it is.
 *
 * @param comments The comments in it, with offsets of the file.
 */
export function rowOf(text: string, placed: PlacedDeclaration, comments: readonly Comment[]): Row | undefined {
  const known = rows.get(placed.declaration);
  if (known !== undefined) return known.row;
  const row = readRow(text, placed, comments);
  rows.set(placed.declaration, { row });
  return row;
}

function readRow(
  text: string,
  { declaration, offset, problems }: PlacedDeclaration,
  comments: readonly Comment[],
): Row | undefined {
  const mode = MODES[declaration.kind];
  if (mode === undefined || problems.some(({ code }) => !HARMLESS.has(code))) return undefined;
  const atoms = atomsOf(text.slice(offset, offset + declaration.end), mode, comments, offset);
  return atoms === undefined ? undefined : rowFrom(atoms, declaration);
}

const MODES: Readonly<Partial<Record<Declaration['kind'], LexerMode>>> = {
  provision: 'file',
  param: 'file',
  sample: 'file',
  actions: 'file',
  attribute: 'entries',
  replace: 'entries',
  scope: 'scope',
  map: 'map',
  limit: 'limits',
  given: 'test',
  person: 'test',
  existing: 'test',
  at: 'test',
  domain: 'test',
  taken: 'test',
  expect: 'test',
};

function rowFrom(atoms: readonly Atom[], declaration: Declaration): Row | undefined {
  switch (declaration.kind) {
    case 'provision':
    case 'actions':
    case 'given':
    case 'person':
    case 'existing':
    case 'at':
    case 'domain':
    case 'taken':
    case 'expect':
      return plainRow(declaration.kind, atoms);
    case 'limit':
      return splitRow('limit', atoms, '<=');
    case 'param':
    case 'sample':
      return splitRow(declaration.kind, atoms, '=');
    case 'replace':
      return splitRow('replace', atoms, '->');
    case 'attribute':
      return attributeRow(atoms);
    case 'scope':
      return scopeRow(atoms, declaration.name?.end);
    case 'map':
      return mapRow(atoms, declaration.options[0]?.start);
    default:
      return undefined;
  }
}

function plainRow(run: string, atoms: readonly Atom[]): Row | undefined {
  const name = joined(atoms);
  return name === undefined ? undefined : { run, name, sign: '', places: {} };
}

/** `left SIGN right`, or `left` alone. */
function splitRow(run: string, atoms: readonly Atom[], sign: '=' | '->' | '<='): Row | undefined {
  const at = atoms.findIndex(({ kind, text }) => kind === 'token' && text === sign);
  if (at === -1) return plainRow(run, atoms);
  const name = joined(atoms.slice(0, at));
  const value = joined(atoms.slice(at + 1));
  if (name === undefined || value === undefined) return undefined;
  return { run, name, sign, value: () => [value], places: signPlace(atoms[at]) };
}

/** `name = path`, `name : Type[] = path`, `name : Type`. */
function attributeRow(atoms: readonly Atom[]): Row | undefined {
  const row = splitRow('attribute', atoms, '=');
  const colon = atoms.findIndex(({ kind, text }) => kind === 'token' && text === ':');
  const sign = atoms.findIndex(({ kind, text }) => kind === 'token' && text === '=');
  if (row === undefined || colon === -1 || (sign !== -1 && sign < colon)) return row;
  const name = joined(atoms.slice(0, colon));
  const type = joined(atoms.slice(colon, sign === -1 ? undefined : sign))?.replace(/ \[\]/, '[]');
  return name === undefined || type === undefined ? undefined : { ...row, name, type };
}

function mapRow(atoms: readonly Atom[], options: number | undefined): Row | undefined {
  const arrow = atoms.findIndex(({ kind }) => kind === 'arrow');
  const first = options === undefined ? atoms.length : atoms.findIndex(({ start }) => start === options);
  if (arrow === -1 || first <= arrow) return undefined;
  const name = joined(atoms.slice(0, arrow));
  const expression = readExpression(atoms.slice(arrow + 1, first));
  const behind = joined(atoms.slice(first));
  if (name === undefined || expression === undefined || behind === undefined) return undefined;
  if (isTooLong(expression, atoms.slice(arrow + 1, first))) return undefined;
  const [end, start] = [atoms[first - 1], atoms[first]];
  return {
    run: 'map',
    name,
    sign: '<-',
    value: (column) => printExpression(expression, column, INDENT),
    ...(behind === '' ? {} : { options: behind }),
    places: {
      ...signPlace(atoms[arrow]),
      ...(end === undefined || start === undefined || start.first ? {} : { end: end.end, options: start.start }),
    },
  };
}

/** Blanks count in Entra's limit: an expression that is too long, or would be when it is wrapped, stays as it is. */
function isTooLong(expression: PrintableExpression, atoms: readonly Atom[]): boolean {
  const written = (atoms.at(-1)?.end ?? 0) - (atoms[0]?.start ?? 0);
  if (written > LONGEST_EXPRESSION) return true;
  if (written * 4 < LONGEST_EXPRESSION) return false;
  const lines = printExpression(expression, LINE_WIDTH, INDENT);
  // A line may end with two characters.
  return lines.reduce((sum, line) => sum + line.length + 2, 0) > LONGEST_EXPRESSION;
}

const signPlace = (sign: Atom | undefined) => (sign === undefined || sign.first ? {} : { sign: sign.start });

/** `"name": clause and clause`; a group that is too long is wrapped before each `and`. */
function scopeRow(atoms: readonly Atom[], name: number | undefined): Row | undefined {
  const colon = name === undefined ? -1 : atoms.findIndex(({ kind, text }) => kind === 'token' && text === ':');
  const label = joined(atoms.slice(0, Math.max(0, colon)));
  const clauses = clausesOf(atoms.slice(colon + 1));
  if (label === undefined || clauses === undefined) return undefined;
  return {
    run: 'scope',
    name: colon === -1 ? '' : `${label}:`,
    sign: '',
    value: (column) => clauseLines(clauses, column),
    places: {},
  };
}

interface Clause {
  readonly text: string;
  /** A comment that ends its line, and those on lines of their own below it. */
  readonly behind?: string;
  readonly below: readonly string[];
}

function clausesOf(atoms: readonly Atom[]): Clause[] | undefined {
  const clauses: Clause[] = [];
  let from = 0;
  for (let at = 0; at <= atoms.length; at++) {
    if (at < atoms.length && atoms[at]?.kind !== 'and') continue;
    let end = at;
    while (end > from && atoms[end - 1]?.kind === 'line comment') end--;
    const text = joined(atoms.slice(from, end));
    if (text === undefined) return undefined;
    const comments = atoms.slice(end, at);
    const behind = comments[0]?.first === false ? comments.shift()?.text : undefined;
    clauses.push({ text, ...(behind === undefined ? {} : { behind }), below: comments.map((comment) => comment.text) });
    from = at;
  }
  return clauses;
}

function clauseLines(clauses: readonly Clause[], column: number): readonly string[] {
  const flat = clauses.map(({ text }) => text).join(' ');
  const plain = clauses.every(({ behind, below }) => behind === undefined && below.length === 0);
  if (plain && column + width(flat) <= LINE_WIDTH) return [flat];
  const blanks = ' '.repeat(INDENT + 2);
  return clauses.flatMap(({ text, behind, below }, index) => [
    (index === 0 ? '' : blanks) + (behind === undefined ? text : `${text} ${behind}`),
    ...below.map((comment) => blanks + comment),
  ]);
}
