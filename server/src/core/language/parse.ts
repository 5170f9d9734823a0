import { EOF, type IRecognitionException, type IToken } from 'chevrotain';
import { cutDeclarations, type Slice } from './cut.ts';
import { quote } from './messages.ts';
import { DeclarationParser } from './parser.ts';
import type { Declaration, MappingFile, PlacedDeclaration, SyntaxProblem } from './syntax.ts';
import { Close, type LexerMode, Open, Replace, tokenize } from './tokens.ts';

/** Calls may nest this deep; an expression of 10,000 characters that a person wrote stays far below. */
const MAXIMUM_NESTING = 200;
/** A declaration longer than this is not read: an expression ends at 10,000 characters. */
const MAXIMUM_LENGTH = 100_000;

const parser = new DeclarationParser();

interface Parsed {
  readonly declaration: Declaration;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Parses a mapping file (docs/language.md). Never throws, on any text; the work is linear in its length.
 *
 * With `previous`, a declaration whose text has not changed is taken from there, so that an edit costs one declaration.
 */
export function parseMapping(text: string, previous?: MappingFile): MappingFile {
  const { slices, blocks, comments, problems } = cutDeclarations(text);
  const known = new Map<string, Parsed>();
  if (previous !== undefined) {
    for (const { offset, declaration, problems: own, block } of previous.declarations as readonly CachedDeclaration[]) {
      known.set(`${block}:${previous.text.slice(offset, offset + declaration.end)}`, { declaration, problems: own });
    }
  }
  const declarations = slices.map((slice): CachedDeclaration => {
    const source = text.slice(slice.start, slice.end);
    const key = `${slice.block}:${source}`;
    const parsed = known.get(key) ?? parseSlice(source, slice.block);
    known.set(key, parsed);
    return {
      offset: slice.start,
      block: slice.block,
      ...parsed,
      ...(slice.documentation === undefined ? {} : { documentation: slice.documentation }),
    };
  });
  return { text, declarations, blocks, comments, problems };
}

interface CachedDeclaration extends PlacedDeclaration {
  readonly block: Slice['block'];
}

/** Parses an expression that stands alone, as `sfmap expr` and the library take it. Never throws. */
export function parseExpression(text: string): {
  declaration: Declaration;
  problems: readonly SyntaxProblem[];
  prefix: number;
} {
  const prefix = 'x <- ';
  return { ...parseSlice(prefix + text, 'map'), prefix: prefix.length };
}

function parseSlice(text: string, block: Slice['block']): Parsed {
  const opaque: Declaration = { kind: 'opaque', block, start: 0, end: text.length };
  if (text.length > MAXIMUM_LENGTH) {
    const message = `This declaration is longer than ${MAXIMUM_LENGTH.toLocaleString('en-US')} characters and is not read.`;
    return { declaration: opaque, problems: [{ code: 'SFM1009', start: 0, end: 1, message }] };
  }
  if (block === 'limits' || block === 'test') return { declaration: opaque, problems: [] };
  const { tokens, noBreakBlanks, unknown } = tokenize(text, modeOf(block));
  const problems: SyntaxProblem[] = noBreakBlanks.map((token) => ({
    code: 'SFM1010',
    start: token.startOffset,
    end: token.startOffset + token.image.length,
    message: 'This is a no-break blank. Only plain blanks may stand between the parts of a declaration.',
    fix: {
      title: 'Use a plain blank',
      start: token.startOffset,
      end: token.startOffset + token.image.length,
      text: ' ',
    },
  }));
  for (const { offset, length } of unknown.slice(0, 1)) {
    const piece = text.slice(offset, offset + Math.min(length, 20));
    problems.push({ code: 'SFM1001', start: offset, end: offset + length, message: `Did not expect ${piece} here.` });
  }
  if (nesting(tokens) > MAXIMUM_NESTING) {
    const message = `Calls are nested more than ${MAXIMUM_NESTING} deep here; the declaration is not read.`;
    return { declaration: opaque, problems: [{ code: 'SFM1009', start: 0, end: 1, message }] };
  }
  parser.input = tokens;
  parser.problems = [];
  const tree = tokens.length === 0 ? undefined : runRule(block, tokens);
  problems.push(...parser.problems);
  const error = parser.errors[0];
  // One problem of the grammar is enough: those after it follow from it. The same goes for text the lexer refused.
  if (
    error !== undefined &&
    unknown.length === 0 &&
    !parser.problems.some(({ code }) => code === 'SFM1001' || code === 'SFM1011')
  )
    problems.push(problemOf(error, tokens, text));
  if (tree === undefined && problems.length === 0 && tokens.length > 0) {
    problems.push({ code: 'SFM1001', start: 0, end: text.length, message: 'This is not a declaration.' });
  }
  return { declaration: tree === undefined ? opaque : { ...tree, start: 0, end: text.length }, problems };
}

function modeOf(block: Slice['block']): LexerMode {
  if (block === 'source' || block === 'target') return 'entries';
  return block === 'map' || block === 'scope' ? block : 'file';
}

function runRule(block: Slice['block'], tokens: readonly IToken[]): Declaration | undefined {
  switch (block) {
    case 'map':
      return parser.mapping();
    case 'scope':
      return parser.scopeGroup();
    case 'source':
      // `replace = $.x` declares an attribute of that name.
      return tokens[0]?.tokenType === Replace && tokens[1]?.tokenType.name === 'Path'
        ? parser.replaceEntry()
        : parser.attributeEntry('source');
    case 'target':
      return parser.attributeEntry('target');
    default:
      return runFileRule(tokens[0]?.image ?? '');
  }
}

function runFileRule(head: string): Declaration | undefined {
  switch (head) {
    case 'provision':
      return parser.provision();
    case 'param':
      return parser.param();
    case 'sample':
      return parser.sample();
    case 'actions':
      return parser.actions();
    default:
      parser.reset();
      return undefined;
  }
}

function nesting(tokens: readonly IToken[]): number {
  let depth = 0;
  let deepest = 0;
  for (const { tokenType } of tokens) {
    if (tokenType === Open) deepest = Math.max(deepest, ++depth);
    else if (tokenType === Close) depth--;
  }
  return deepest;
}

function problemOf(error: IRecognitionException, tokens: readonly IToken[], text: string): SyntaxProblem {
  const at = error.token.tokenType === EOF ? tokens.length : tokens.indexOf(error.token);
  const previous = tokens[at - 1];
  const span = error.token.tokenType === EOF ? spanOrEnd(previous, text) : spanOrEnd(error.token, text);
  if (!error.message.startsWith('CALL')) return { code: 'SFM1001', ...span, message: error.message };
  return openCallProblem(tokens.slice(0, at), error.token, text);
}

/** An argument goes on where a comma or the closing parenthesis was expected. */
function openCallProblem(before: readonly IToken[], actual: IToken, text: string): SyntaxProblem {
  let depth = 0;
  let name = '';
  for (let i = before.length - 1; i >= 0 && name === ''; i--) {
    const type = before[i]?.tokenType;
    if (type === Close) depth++;
    else if (type === Open && depth > 0) depth--;
    else if (type === Open) name = before[i - 1]?.image ?? '';
  }
  const previous = before.at(-1);
  const last = spanOrEnd(previous, text);
  const after = previous === undefined ? '' : ` after ${quote(previous)}`;
  const startsArgument = /^["'[\p{L}\d]/u.test(actual.image);
  return {
    code: 'SFM1001',
    ...spanOrEnd(actual, text),
    message: `Expected , or )${after} in this call of ${name}.`,
    ...(startsArgument ? { fix: { title: 'Insert a comma', start: last.end, end: last.end, text: ',' } } : {}),
  };
}

function spanOrEnd(token: IToken | undefined, text: string): { start: number; end: number } {
  if (token === undefined || Number.isNaN(token.startOffset))
    return { start: Math.max(0, text.length - 1), end: text.length };
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}
