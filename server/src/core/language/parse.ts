import { EOF, type IToken } from 'chevrotain';
import { closingCall, fitsCalls } from './close-call.ts';
import { closingFix } from './close-text.ts';
import { cutDeclarations, type Slice } from './cut.ts';
import { declaredName } from './declared-name.ts';
import { grammarProblem } from './grammar-problem.ts';
import { isHead, misplaced } from './misplaced.ts';
import { DeclarationParser } from './parser.ts';
import { isPlainName } from './plain-name.ts';
import { type CutDeclaration, recut } from './recut.ts';
import { needlessSemicolons, slips } from './slips.ts';
import type { Declaration, MappingFile, OpaqueDeclaration, SyntaxFix, SyntaxProblem } from './syntax.ts';
import { Close, type LexerMode, Open, Path, Replace, RightArrow, tokenize, UnclosedText } from './tokens.ts';

/** Calls may nest this deep; an expression of 10,000 characters that a person wrote stays far below. */
const MAXIMUM_NESTING = 200;
/** A declaration longer than this is not read: an expression ends at 10,000 characters. */
const MAXIMUM_LENGTH = 100_000;
/** The name of one that is longer stands in so many characters. */
const LONGEST_NAME = 500;

/** A text of more declarations than this is hardly a mapping: the same line again is not parsed again. */
const MANY = 20_000;

let made: DeclarationParser | undefined;

/** Made when the first declaration is read: a program that starts does not wait for it. */
function declarationParser(): DeclarationParser {
  made ??= new DeclarationParser();
  return made;
}

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
  const again = previous === undefined ? undefined : recut(text, previous);
  if (previous === undefined || again === undefined) {
    const { slices, ...frame } = cutDeclarations(text);
    return { text, declarations: placed(text, slices, previous, previous?.declarations as CutDeclaration[]), ...frame };
  }
  const { head, slices, tail, moved, blocks, comments } = again;
  const before = previous.declarations as readonly CutDeclaration[];
  const rest = before.slice(tail);
  const declarations = [
    ...before.slice(0, head),
    ...placed(text, slices, previous, before.slice(head, tail)),
    ...(moved === 0 ? rest : rest.map((one) => ({ ...one, offset: one.offset + moved }))),
  ];
  return { text, declarations, blocks, comments, problems: [] };
}

/** The declarations of slices: each parsed, or taken from `known` ones of the earlier version whose text is the same. */
function placed(
  text: string,
  slices: readonly Slice[],
  previous: MappingFile | undefined,
  known: readonly CutDeclaration[] = [],
): CutDeclaration[] {
  const byText = new Map<string, Parsed>();
  for (const { offset, declaration, problems, block } of known) {
    const source = previous?.text.slice(offset, offset + declaration.end);
    byText.set(`${block}:${source}`, { declaration, problems });
  }
  const given = new Set<Declaration>();
  return slices.map(({ start, end, block, documentation }): CutDeclaration => {
    const source = text.slice(start, end);
    const known = byText.size === 0 ? undefined : byText.get(`${block}:${source}`);
    const parsed = known ?? parseSlice(source, block);
    // A mistake that is pasted a thousand times is understood once; to remember every line would cost more than it saves.
    if (known === undefined && (parsed.problems.length > 0 || slices.length > MANY))
      byText.set(`${block}:${source}`, parsed);
    const { problems } = parsed;
    // Two declarations are two objects, also where their text is the same.
    const declaration = given.has(parsed.declaration) ? { ...parsed.declaration } : parsed.declaration;
    given.add(declaration);
    return {
      offset: start,
      block,
      declaration,
      problems,
      ...(documentation === undefined ? {} : { documentation }),
    };
  });
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

/** @param search Whether to look for the fix of a text or a call that is not closed; each place costs a parse. */
function parseSlice(text: string, block: Slice['block'], search = true): Parsed {
  if (text.length > MAXIMUM_LENGTH) {
    const message = `This declaration is longer than ${MAXIMUM_LENGTH.toLocaleString('en-US')} characters and is not read.`;
    const { tokens } = tokenize(text.slice(0, LONGEST_NAME), modeOf(block));
    return { declaration: unread(text, block, tokens), problems: [{ code: 'SFM1009', start: 0, end: 1, message }] };
  }
  const { tokens: all, noBreakBlanks, unknown } = tokenize(text, modeOf(block));
  const needless = needlessSemicolons(all);
  const tokens = needless.size === 0 ? all : all.filter((token) => !needless.has(token));
  const problems: SyntaxProblem[] = slips([...noBreakBlanks, ...all], needless);
  const [head] = tokens;
  if (head !== undefined && !isHead(head.image, block)) {
    const declaration = unread(text, block, tokens);
    return { declaration, problems: [...problems, misplaced(head, tokens[1], text, block)] };
  }
  for (const { offset, length } of unknown.slice(0, 1)) {
    const piece = text.slice(offset, offset + Math.min(length, 20));
    problems.push({
      code: 'SFM1001',
      start: offset,
      end: offset + length,
      ...unknownPiece(text, offset, piece, tokens, block),
    });
  }
  if (nesting(tokens) > MAXIMUM_NESTING) {
    const message = `Calls are nested more than ${MAXIMUM_NESTING} deep here; the declaration is not read.`;
    return { declaration: unread(text, block, tokens), problems: [{ code: 'SFM1009', start: 0, end: 1, message }] };
  }
  const parser = declarationParser();
  parser.input = tokens;
  parser.problems = [];
  const tree = tokens.length === 0 ? undefined : runRule(parser, block, tokens);
  const found = parser.problems;
  const error = parser.errors[0];
  // One problem of the grammar is enough: those after it follow from it. The same goes for text the lexer refused.
  if (error !== undefined && unknown.length === 0 && !explains(found, error.token))
    found.push(grammarProblem(error, tokens, text, block));
  problems.push(...found.map((problem) => (search ? withFix(problem, text, block) : problem)));
  if (tree === undefined && problems.length === 0 && tokens.length > 0) {
    problems.push({ code: 'SFM1001', start: 0, end: text.length, message: 'This is not a declaration.' });
  }
  const isRead = tree !== undefined && !hidesTarget(tree, tokens[0]);
  const declaration = isRead ? { ...tree, start: 0, end: text.length } : unread(text, block, tokens);
  return { declaration, problems };
}

/** Whether a sign before the target of a mapping hides it. */
function hidesTarget(tree: Declaration, first: IToken | undefined): boolean {
  if (tree.kind !== 'map') return false;
  return tree.target === undefined || (first?.tokenType === UnclosedText && first.image.includes('<-'));
}

/** A text that no lexer knows: a bracket at the beginning of an entry, or behind its path. */
function unknownPiece(
  text: string,
  offset: number,
  piece: string,
  tokens: readonly IToken[],
  block: Slice['block'],
): Pick<SyntaxProblem, 'message' | 'fix'> & Partial<SyntaxProblem> {
  if (block === 'source' || block === 'target') {
    const before = tokens.findLast(({ startOffset }) => startOffset < offset);
    const bracketed = before === undefined ? /^\[([^[\]"\r\n]+)\](?=\s*[=:])/.exec(text.slice(offset)) : null;
    const name = bracketed?.[1]?.trim() ?? '';
    if (bracketed !== null && isPlainName(name)) {
      const fix = { title: `Write ${name}`, start: offset, end: offset + bracketed[0].length, text: name };
      return { message: `The name of an attribute stands here without brackets: ${name}.`, fix };
    }
    const [first, from, to] = tokens;
    if (first?.tokenType === Replace && from?.tokenType === Path && to?.image.startsWith('$') === true) {
      const span = { start: to.startOffset, end: to.startOffset + to.image.length };
      const fix = { title: 'Insert ->', start: span.start, end: span.start, text: '-> ' };
      return { ...span, message: `Expected -> after ${from.image}.`, fix };
    }
    if (before?.tokenType === Path) {
      return { message: `A JSONPath ends at the first blank outside brackets, so ${piece} does not belong to it.` };
    }
  }
  return { message: `Did not expect ${piece} here.` };
}

/** What stands in the place of a declaration that has no tree. */
function unread(text: string, block: Slice['block'], tokens: readonly IToken[]): OpaqueDeclaration {
  const declares = declaredName(tokens, block);
  return {
    kind: 'opaque',
    block: block === 'test head' ? 'test' : block,
    start: 0,
    end: text.length,
    ...(declares === undefined ? {} : { declares }),
  };
}

/** Whether what was found already is the cause of an error of the grammar. */
function explains(found: readonly SyntaxProblem[], { startOffset, tokenType }: IToken): boolean {
  return found.some(
    ({ code, start }) =>
      code === 'SFM1001' ||
      code === 'SFM1011' ||
      code === 'SFM1013' ||
      (code === 'SFM1005' && (tokenType === EOF || startOffset >= start)),
  );
}

/** A closing quote or parenthesis, or a correction of JSON, is offered where the declaration has no mistake of grammar after it. */
function withFix(problem: SyntaxProblem, text: string, block: Slice['block']): SyntaxProblem {
  const read = (changed: string) => {
    const { declaration, problems } = parseSlice(changed, block, false);
    return problems.length === 0 ? declaration : undefined;
  };
  const { fix, ...rest } = problem;
  if (problem.code === 'SFM1005') {
    const closing = closingFix(text, problem, (changed) => read(changed) !== undefined);
    return closing === undefined ? problem : { ...rest, fix: closing };
  }
  if (fix === undefined) return problem;
  if (problem.code === 'SFM1008') return closingCalls(problem, fix, text, (changed) => read(changed) !== undefined);
  if (problem.code === 'SFM1011') {
    const closing = closingCall(text, fix, read);
    return closing === undefined ? rest : { ...rest, fix: closing };
  }
  const after = read(applied(text, fix));
  if (problem.code === 'SFM1013') return after === undefined ? rest : problem;
  // What can be read then, and fails for another reason, is hardly what was meant.
  return after !== undefined && !fitsCalls(after) ? { ...rest, fix: { ...fix, unsure: true } } : problem;
}

/** Who has not closed an attribute has often not closed the calls around it either. */
function closingCalls(
  problem: SyntaxProblem,
  fix: NonNullable<SyntaxProblem['fix']>,
  text: string,
  parses: (text: string) => boolean,
): SyntaxProblem {
  if (fix.end < text.trimEnd().length) return problem;
  for (let calls = 1; calls <= MOST_CALLS; calls++) {
    const close = fix.text + ')'.repeat(calls);
    if (parses(text.slice(0, fix.start) + close + text.slice(fix.end))) {
      const title = `Close the attribute and the ${calls === 1 ? 'call' : 'calls'} around it`;
      return { ...problem, fix: { ...fix, title, text: close } };
    }
  }
  return problem;
}

const MOST_CALLS = 6;

const applied = (text: string, { start, end, text: inserted }: SyntaxFix) =>
  text.slice(0, start) + inserted + text.slice(end);

function modeOf(block: Slice['block']): LexerMode {
  if (block === 'source' || block === 'target') return 'entries';
  return block === 'test head' ? 'test' : block;
}

function runRule(parser: DeclarationParser, block: Slice['block'], tokens: readonly IToken[]): Declaration | undefined {
  switch (block) {
    case 'map':
      return parser.mapping();
    case 'scope':
      return parser.scopeGroup();
    case 'source':
      // `replace = $.x` declares an attribute of that name.
      return tokens[0]?.tokenType === Replace && (tokens[1]?.tokenType === Path || tokens[1]?.tokenType === RightArrow)
        ? parser.replaceEntry()
        : parser.attributeEntry('source');
    case 'target':
      return parser.attributeEntry('target');
    case 'limits':
      return parser.limitEntry();
    case 'test head':
      return parser.testHead();
    default:
      return runRuleOf(parser, tokens[0]?.image ?? '');
  }
}

/** Outside of blocks and in a test, the first word says what a declaration is. */
function runRuleOf(parser: DeclarationParser, head: string): Declaration | undefined {
  switch (head) {
    case 'provision':
      return parser.provision();
    case 'param':
      return parser.param();
    case 'sample':
      return parser.sample();
    case 'actions':
      return parser.actions();
    case 'given':
      return parser.given();
    case 'person':
      return parser.person();
    case 'existing':
      return parser.existing();
    case 'at':
      return parser.at();
    case 'domain':
      return parser.domain();
    case 'taken':
      return parser.taken();
    case 'expect':
      return parser.expectation();
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
