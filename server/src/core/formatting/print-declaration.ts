import { LONGEST_EXPRESSION } from '../expressions/expression-length.ts';
import type { Comment, Declaration, PlacedDeclaration } from '../language/syntax.ts';
import type { LexerMode } from '../language/tokens.ts';
import { type Atom, atomsOf, joined } from './atoms.ts';
import { printExpression } from './print-expression.ts';
import { printJson } from './print-json.ts';
import { scopeRow } from './print-scope.ts';
import { type PrintableExpression, readExpression } from './read-expression.ts';
import type { Row } from './row.ts';
import { INDENT, LINE_WIDTH } from './width.ts';

/** A misspelt escape is read as it was meant; every other mistake leaves a declaration as it is. */
const HARMLESS: ReadonlySet<string> = new Set(['SFM1007']);

/** A declaration that is much longer is not read; JSON that would become so long is left as it is. */
const LONGEST_JSON = 90_000;

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
  const atoms = atomsOf(
    text.slice(offset, offset + declaration.end),
    mode,
    outside(comments, declaration, offset),
    offset,
  );
  return atoms === undefined ? undefined : rowFrom(atoms, declaration);
}

/** Comments in inline JSON are part of it. */
function outside(comments: readonly Comment[], declaration: Declaration, offset: number): readonly Comment[] {
  const json = declaration.kind === 'given' || declaration.kind === 'existing' ? declaration.json : undefined;
  return json === undefined ? comments : comments.filter(({ start }) => start - offset < json.start);
}

export const MODES: Readonly<Partial<Record<Declaration['kind'], LexerMode>>> = {
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
    case 'person':
    case 'at':
    case 'domain':
    case 'taken':
      return plainRow(declaration.kind, atoms);
    case 'given':
    case 'existing':
      return declaration.json === undefined ? plainRow(declaration.kind, atoms) : jsonRow(declaration.kind, atoms);
    case 'expect':
      return expectRow(atoms);
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
      return scopeRow(atoms, declaration.name !== undefined);
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

/** `given { … }`: the JSON is the last token. */
function jsonRow(run: string, atoms: readonly Atom[]): Row | undefined {
  const name = joined(atoms.slice(0, -1));
  const lines = printJson(atoms.at(-1)?.text ?? '', INDENT);
  if (name === undefined || lines === undefined) return undefined;
  if (lines.reduce((sum, line) => sum + line.length + 2, 0) > LONGEST_JSON) return undefined;
  return { run, name, sign: '', value: () => lines, loose: true, places: {} };
}

/** `expect target in ["a", "b"]`: a list that is too long is wrapped as an expression is. */
function expectRow(atoms: readonly Atom[]): Row | undefined {
  const list = atoms.findIndex(({ kind }) => kind === 'open list');
  if (list === -1) return plainRow('expect', atoms);
  const name = joined(atoms.slice(0, list));
  const values = readExpression(atoms.slice(list));
  if (name === undefined || values === undefined) return undefined;
  const value = (column: number) => printExpression(values, column, INDENT);
  return { run: 'expect', name, sign: '', value, loose: true, places: {} };
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
