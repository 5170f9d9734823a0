import { type CustomPatternMatcherFunc, createToken, type IToken, Lexer, type TokenType } from 'chevrotain';
import { late } from '../late.ts';
import { jsonEnd } from './json-extent.ts';
import { pathEnd } from './path-extent.ts';

/**
 * The characters that a token may begin with, for Chevrotain's table of first characters; it sees those beyond Latin-1
 * in lots of 255, and needs one code of each.
 */
const LATIN = Array.from({ length: 256 }, (_, code) => code);
/** The letters of Latin-1 and the underscore. A pattern would have V8 look up all letters of Unicode for them. */
const isLatinLetter = (code: number) =>
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0xc0 && code !== 0xd7 && code !== 0xf7) ||
  [0x5f, 0xaa, 0xb5, 0xba].includes(code);
const BEYOND = [256, ...Array.from({ length: 256 }, (_, lot) => 255 * (lot + 2))];
const ANY_CHARACTER: number[] = [...LATIN, ...BEYOND];
const LETTERS: number[] = [...LATIN.filter(isLatinLetter), ...BEYOND];

/** The words that a message uses for a token, by token name: what an author would call it. */
const WORDS = new Map<string, string>();

function token(
  name: string,
  words: string,
  pattern: RegExp | CustomPatternMatcherFunc | undefined,
  more: object = {},
): TokenType {
  WORDS.set(name, words);
  const custom = typeof pattern === 'function';
  return createToken({
    name,
    ...(pattern === undefined ? { pattern: Lexer.NA } : { pattern }),
    ...(custom ? { line_breaks: false, start_chars_hint: ANY_CHARACTER } : {}),
    ...more,
  });
}

/** What an author calls a token of this type: `)`, `a name`, `the keyword default`. */
export function wordsFor(type: TokenType): string {
  return WORDS.get(type.name) ?? type.name;
}

/** Chevrotain drops the `u` flag of a pattern, so a pattern with Unicode classes is matched here. */
function unicode(make: () => RegExp): CustomPatternMatcherFunc {
  const made = late(make);
  return (text, offset) => {
    const pattern = made();
    pattern.lastIndex = offset;
    return pattern.exec(text) as [string] | null;
  };
}

/**
 * What begins with `open` and ends with `close`, where `end` finds `close` and not what must stand before it. Where it
 * is missing, the places on the way are not searched again: a line of openings costs one search.
 */
function between(open: string, close: string, end: RegExp): CustomPatternMatcherFunc {
  let missing = { text: '', from: 0, until: 0 };
  return (text, offset) => {
    if (!text.startsWith(open, offset)) return null;
    if (missing.text === text && missing.from <= offset && offset < missing.until) return null;
    end.lastIndex = offset + open.length;
    const found = end.exec(text);
    if (found?.[0] === close) return [text.slice(offset, end.lastIndex)];
    missing = { text, from: offset, until: found?.index ?? text.length };
    return null;
  };
}

export const Name = token(
  'Name',
  'a name',
  unicode(() => /[\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/uy),
  {
    start_chars_hint: LETTERS,
  },
);
const keyword = (word: string) =>
  token(`Keyword_${word}`, word, new RegExp(word), { categories: [Name], longer_alt: Name });

export const Provision = keyword('provision');
export const Param = keyword('param');
export const Sample = keyword('sample');
export const Actions = keyword('actions');
export const Replace = keyword('replace');
export const None = keyword('none');
export const Baseline = keyword('baseline');
export const Match = keyword('match');
export const On = keyword('on');
export const Create = keyword('create');
export const Flow = keyword('flow');
export const Always = keyword('always');
export const Nulls = keyword('nulls');
export const Default = keyword('default');
export const And = keyword('and');
export const Test = keyword('test');
export const Given = keyword('given');
export const Person = keyword('person');
export const Existing = keyword('existing');
export const At = keyword('at');
export const Domain = keyword('domain');
export const Taken = keyword('taken');
export const Expect = keyword('expect');
export const In = keyword('in');
export const Out = keyword('out');
export const Of = keyword('of');
export const Scope = keyword('scope');
export const Action = keyword('action');
export const Matches = keyword('matches');
export const Absent = keyword('absent');
export const Null = keyword('null');
export const Dropped = keyword('dropped');
export const Failed = keyword('error');

/** A string in double quotes, and what stands for one after a slip: not closed, single or curly quotes. */
export const Text = token('Text', 'a text in double quotes', undefined);
export const QuotedText = token('QuotedText', 'a text in double quotes', /"(?:\\[^\r\n]|[^"\\\r\n])*"/, {
  categories: [Text],
});
export const UnclosedText = token('UnclosedText', 'a text in double quotes', /"(?:\\[^\r\n]|[^"\\\r\n])*\\?/, {
  categories: [Text],
});
export const CurlyText = token('CurlyText', 'a text in double quotes', /[“”„«][^“”"»\r\n]*[“”"»]?/, {
  categories: [Text],
});
export const SingleText = token('SingleText', 'a text in double quotes', /'[^'\r\n]*'?/, { categories: [Text] });

/** `{{name}}` that stands outside a text. */
export const BareParameter = token(
  'BareParameter',
  'a text in double quotes',
  unicode(() => /\{\{[\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?\}\}/uy),
  { categories: [Text], start_chars_hint: ['{'] },
);

/** `[name]`, and one that is not closed on its line. */
export const Attribute = token('Attribute', 'an attribute such as [department]', undefined);
export const ClosedAttribute = token(
  'ClosedAttribute',
  'an attribute such as [department]',
  between('[', ']', /[\]\r\n]/g),
  { categories: [Attribute], start_chars_hint: ['['] },
);
export const UnclosedAttribute = token(
  'UnclosedAttribute',
  'an attribute such as [department]',
  unicode(() => /\[(?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/uy),
  { categories: [Attribute], start_chars_hint: ['['] },
);

export const NumberLiteral = token('NumberLiteral', 'a number', /-?\d+(?:\.\d+)?|&H[0-9A-Fa-f]+/);
export const Arrow = token('Arrow', '<-', firstArrow, { start_chars_hint: ['<'] });
export const RightArrow = token('RightArrow', '->', /->/);
export const Comparison = token('Comparison', 'a comparison', undefined);
/** `==` and `!=` belong to other languages; they are read as what they mean, and reported. */
export const ForeignComparison = token('ForeignComparison', 'a comparison', /===?|!==?/, { categories: [Comparison] });
const OwnComparison = token('OwnComparison', 'a comparison', /<>|<=|>=|[=<>]/, { categories: [Comparison] });
/** `==` and `!=` of an expectation, and `=` and `<>`, which are read as what they mean, and reported. */
export const Equality = token('Equality', '== or !=', undefined);
const OwnEquality = token('OwnEquality', '== or !=', /==|!=/, { categories: [Equality] });
export const ForeignEquality = token('ForeignEquality', '== or !=', /<>|===|!==|=(?!=)/, { categories: [Equality] });
/** `<=` of a limit, and what is written for it. */
export const AtMost = token('AtMost', '<=', undefined);
const OwnAtMost = token('OwnAtMost', '<=', /<=/, { categories: [AtMost] });
export const ForeignAtMost = token('ForeignAtMost', '<=', /=>|==?<?|≤|:/, { categories: [AtMost] });
export const Amount = token('Amount', 'a number or a percentage such as 20%', /\d+(?:\.\d+)?(?:[ \t]*%)?/);
/** Inline JSON, from its first brace or bracket to the one that closes it. */
export const JsonText = token('JsonText', 'JSON', jsonHere, { line_breaks: true });
/** The instant after `at`, whatever it is: a rule says what is wrong with it. */
export const Instant = token('Instant', 'a date such as 2026-03-01', instantHere);
export const OpenList = token('OpenList', '[', /\[/);
export const CloseList = token('CloseList', ']', /\]/);
export const Equals = token('Equals', '=', /=/);
export const Colon = token('Colon', ':', /:/);
export const Comma = token('Comma', ',', undefined);
const OwnComma = token('OwnComma', ',', /,/, { categories: [Comma] });
/** Read as the comma that it was meant to be, and reported. */
export const Semicolon = token('Semicolon', ',', /;/, { categories: [Comma] });
export const Open = token('Open', '(', /\(/);
export const Close = token('Close', ')', /\)/);
export const Multivalued = token('Multivalued', '[]', /\[\]/);
export const Path = token('Path', 'a JSONPath', pathHere);
export const ScopeOperator = token('ScopeOperator', 'an operator such as EQUALS', scopeOperatorHere);
/** Text that fits nowhere: kept as one token, so that a message can quote it. */
export const Stray = token('Stray', 'something else', unicode(strayHere));

/** No-break and other blanks that look like plain ones and are not: dropped, and reported. */
export const NoBreakBlank = token(
  'NoBreakBlank',
  'a blank',
  /[\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+/,
  { group: 'blanks', line_breaks: true },
);
const Blank = token('Blank', 'a blank', /[ \t\r\n\f\v]+/, { group: Lexer.SKIPPED, line_breaks: true });
const LineComment = token('LineComment', 'a comment', /\/\/[^\r\n]*/, { group: Lexer.SKIPPED });
const BlockComment = token('BlockComment', 'a comment', between('/*', '*/', /\*\//g), {
  start_chars_hint: ['/'],
  group: Lexer.SKIPPED,
  line_breaks: true,
});
/** A comment that is not closed covers its line; the cutter has said so. */
const OpenComment = token('OpenComment', 'a comment', /\/\*[^\r\n]*/, { group: Lexer.SKIPPED });

const TEXTS = [QuotedText, UnclosedText, CurlyText, SingleText, BareParameter];
const COMMAS = [OwnComma, Semicolon];
const ATTRIBUTES = [ClosedAttribute, UnclosedAttribute];
const ABSTRACT = [Text, Attribute, Comparison, Comma, Equality, AtMost];
const BLANKS = [Blank, LineComment, BlockComment, OpenComment, NoBreakBlank];
const HEADS = [Provision, Param, Sample, Actions, Create];
const STATEMENTS = [Test, Given, Person, Existing, At, Domain, Taken, Expect, In, Out, Of, Scope, Action].concat([
  Matches,
  Absent,
  Null,
  Dropped,
  Failed,
]);
const OPTIONS = [None, Baseline, Match, On, Create, Flow, Always, Nulls, Default];

const MODES = {
  file: [...BLANKS, ...TEXTS, RightArrow, Equals, ...COMMAS, Colon, ...HEADS, Name, NumberLiteral, Stray],
  entries: [
    ...BLANKS,
    Path,
    ...TEXTS,
    RightArrow,
    Equals,
    Colon,
    Multivalued,
    Replace,
    Name,
    NumberLiteral,
    ...COMMAS,
    Stray,
  ],
  map: [
    ...BLANKS,
    ...TEXTS,
    ...ATTRIBUTES,
    Arrow,
    NumberLiteral,
    ForeignComparison,
    OwnComparison,
    Open,
    Close,
    ...COMMAS,
    ...OPTIONS,
    Name,
    Stray,
  ],
  limits: [
    ...BLANKS,
    ...TEXTS,
    ...ATTRIBUTES,
    OwnAtMost,
    ForeignAtMost,
    OwnComparison,
    Amount,
    Open,
    Close,
    ...COMMAS,
    Name,
    Stray,
  ],
  test: [
    ...BLANKS,
    JsonText,
    Instant,
    ...TEXTS,
    ForeignEquality,
    OwnEquality,
    OwnComparison,
    OpenList,
    CloseList,
    ...COMMAS,
    ...STATEMENTS,
    Name,
    NumberLiteral,
    Open,
    Close,
    Colon,
    Stray,
  ],
  scope: [...BLANKS, ScopeOperator, ...TEXTS, ...ATTRIBUTES, Colon, ...COMMAS, And, Name, NumberLiteral, Stray],
} as const;

export type LexerMode = keyof typeof MODES;

/** Every token type, for the parser's vocabulary. */
export const vocabulary: TokenType[] = [...new Set([...ABSTRACT, ...Object.values(MODES).flat()])];

const lexers = new Map<LexerMode, Lexer>();

/** Made when the first text of its kind is read: a program that starts does not wait for it. */
function lexerOf(mode: LexerMode): Lexer {
  const known = lexers.get(mode);
  if (known !== undefined) return known;
  const options = { positionTracking: 'onlyOffset', ensureOptimizations: false, skipValidations: true } as const;
  const lexer = new Lexer([...MODES[mode]], options);
  lexers.set(mode, lexer);
  return lexer;
}

/** The tokens of a slice and the blanks that are none. Offsets are relative to the slice. Never throws. */
export function tokenize(
  text: string,
  mode: LexerMode,
): { tokens: IToken[]; noBreakBlanks: IToken[]; unknown: { offset: number; length: number }[] } {
  const result = lexerOf(mode).tokenize(text);
  return {
    tokens: result.tokens,
    noBreakBlanks: result.groups['blanks'] ?? [],
    unknown: result.errors.map(({ offset, length }) => ({ offset, length })),
  };
}

/** `<-` is an arrow once, before the expression; after that `[a]<-1` compares with −1. */
function firstArrow(text: string, offset: number, tokens: IToken[]): [string] | null {
  if (text[offset] !== '<' || text[offset + 1] !== '-') return null;
  return tokens.length <= 1 ? ['<-'] : null;
}

/** Up to the next character that begins something known, a parameter or a comment. */
function strayHere(): RegExp {
  const known = String.raw`\s\p{L}\p{N}_"'[\](),;:=<>“”„«\u200b-\u200f\u2060-`;
  return new RegExp(String.raw`[^${known}](?:(?!\{\{|\/[/*])[^${known}])*|[\])<>-]`, 'uy');
}

/** A path stands after `=`, `->` and `replace`, on the same line; one in quotes is a text. */
function pathHere(text: string, offset: number, tokens: IToken[]): [string] | null {
  const before = tokens.at(-1);
  if (before === undefined) return null;
  const opens =
    before.tokenType === Equals ||
    before.tokenType === RightArrow ||
    (before.tokenType === Replace && tokens.length === 1 && !/[=:]|->/y.test(text.slice(offset, offset + 2)));
  // A quoted path is a text, whatever its quotes; `==` is a slip.
  if (!opens || /["'“”„«=]/u.test(text[offset] ?? '')) return null;
  const gap = text.slice((before.endOffset ?? 0) + 1, offset);
  if (/[\r\n]/.test(gap)) return null;
  const end = pathEnd(text, offset);
  return end > offset ? [text.slice(offset, end)] : null;
}

/** JSON stands after `given` and `existing`, up to the sign that closes it, or to the end. */
function jsonHere(text: string, offset: number, tokens: IToken[]): [string] | null {
  const before = tokens.at(-1);
  if (tokens.length !== 1 || (before?.tokenType !== Given && before?.tokenType !== Existing)) return null;
  return /[[{]/.test(text[offset] ?? '') ? [text.slice(offset, jsonEnd(text, offset))] : null;
}

const INSTANT = /\d[^\s{}"/]*/y;

function instantHere(text: string, offset: number, tokens: IToken[]): [string] | null {
  if (tokens.length !== 1 || tokens[0]?.tokenType !== At) return null;
  INSTANT.lastIndex = offset;
  return INSTANT.exec(text) as [string] | null;
}

const OPERATOR = late(() => /[\p{L}&!=<>][\p{L}_&!=<> \t]*/uy);

/** The words between an attribute and its values are the operator, whatever they are; a rule says which exist. */
function scopeOperatorHere(text: string, offset: number, tokens: IToken[]): [string] | null {
  const before = tokens.at(-1);
  if (before === undefined || (before.tokenType !== ClosedAttribute && before.tokenType !== UnclosedAttribute))
    return null;
  const pattern = OPERATOR();
  pattern.lastIndex = offset;
  const words = pattern.exec(text)?.[0];
  if (words === undefined) return null;
  // `IS NULL and [b] …`: the operator ends before the `and` that joins the next clause.
  const operator = words.replace(/\s+and\s*$/u, '').trimEnd();
  return operator === '' || operator === 'and' ? null : [operator];
}
