import { type CustomPatternMatcherFunc, createToken, type IToken, Lexer, type TokenType } from 'chevrotain';
import { pathEnd } from './path-extent.ts';

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
    ...(custom ? { line_breaks: false } : {}),
    ...more,
  });
}

/** What an author calls a token of this type: `)`, `a name`, `the keyword default`. */
export function wordsFor(type: TokenType): string {
  return WORDS.get(type.name) ?? type.name;
}

/** Chevrotain drops the `u` flag of a pattern, so a pattern with Unicode classes is matched here. */
function unicode(pattern: RegExp): CustomPatternMatcherFunc {
  return (text, offset) => {
    pattern.lastIndex = offset;
    return pattern.exec(text) as [string] | null;
  };
}

export const Name = token('Name', 'a name', unicode(/[\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/uy));
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

/** A string in double quotes, and what stands for one after a slip: not closed, single or curly quotes. */
export const Text = token('Text', 'a text in double quotes', undefined);
export const QuotedText = token('QuotedText', 'a text in double quotes', /"(?:\\.|[^"\\\r\n])*"/, {
  categories: [Text],
});
export const UnclosedText = token('UnclosedText', 'a text in double quotes', /"(?:\\.|[^"\\\r\n])*\\?/, {
  categories: [Text],
});
export const CurlyText = token('CurlyText', 'a text in double quotes', /[“”„«][^“”"»\r\n]*[“”"»]?/, {
  categories: [Text],
});
export const SingleText = token('SingleText', 'a text in double quotes', /'[^'\r\n]*'?/, { categories: [Text] });

/** `[name]`, and one that is not closed on its line. */
export const Attribute = token('Attribute', 'an attribute such as [department]', undefined);
export const ClosedAttribute = token('ClosedAttribute', 'an attribute such as [department]', /\[[^\]\r\n]*\]/, {
  categories: [Attribute],
});
export const UnclosedAttribute = token('UnclosedAttribute', 'an attribute such as [department]', /\[[\w.-]*/, {
  categories: [Attribute],
});

export const NumberLiteral = token('NumberLiteral', 'a number', /-?\d+(?:\.\d+)?|&H[0-9A-Fa-f]+/);
export const Arrow = token('Arrow', '<-', firstArrow);
export const RightArrow = token('RightArrow', '->', /->/);
export const Comparison = token('Comparison', 'a comparison', /<>|<=|>=|[=<>]/);
export const Equals = token('Equals', '=', /=/);
export const Colon = token('Colon', ':', /:/);
export const Comma = token('Comma', ',', /,/);
export const Open = token('Open', '(', /\(/);
export const Close = token('Close', ')', /\)/);
export const Multivalued = token('Multivalued', '[]', /\[\]/);
export const Path = token('Path', 'a JSONPath', pathHere);
export const ScopeOperator = token('ScopeOperator', 'an operator such as EQUALS', scopeOperatorHere);
/** Text that fits nowhere: kept as one token, so that a message can quote it. */
export const Stray = token('Stray', 'something else', unicode(/[^\s\p{L}\p{N}_"'[\](),:=<>“”„«-]+|[\])<>-]/uy));

/** No-break blanks look like blanks and are not: dropped, and reported. */
export const NoBreakBlank = token('NoBreakBlank', 'a blank', /[\u00a0\u2007\u202f\u200b\ufeff]+/, { group: 'blanks' });
const Blank = token('Blank', 'a blank', /[ \t\r\n\f\v]+/, { group: Lexer.SKIPPED, line_breaks: true });
const LineComment = token('LineComment', 'a comment', /\/\/[^\r\n]*/, { group: Lexer.SKIPPED });
const BlockComment = token('BlockComment', 'a comment', /\/\*[^]*?\*\/|\/\*[^\r\n]*/, {
  group: Lexer.SKIPPED,
  line_breaks: true,
});

const TEXTS = [QuotedText, UnclosedText, CurlyText, SingleText];
const ATTRIBUTES = [ClosedAttribute, UnclosedAttribute];
const ABSTRACT = [Text, Attribute];
const BLANKS = [Blank, LineComment, BlockComment, NoBreakBlank];
const HEADS = [Provision, Param, Sample, Actions, Create];
const OPTIONS = [None, Baseline, Match, On, Create, Flow, Always, Nulls, Default];

const MODES = {
  file: [...BLANKS, ...TEXTS, RightArrow, Equals, Comma, Colon, ...HEADS, Name, NumberLiteral, Stray],
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
    Comma,
    Stray,
  ],
  map: [
    ...BLANKS,
    ...TEXTS,
    ...ATTRIBUTES,
    Arrow,
    NumberLiteral,
    Comparison,
    Open,
    Close,
    Comma,
    ...OPTIONS,
    Name,
    Stray,
  ],
  scope: [...BLANKS, ScopeOperator, ...TEXTS, ...ATTRIBUTES, Colon, Comma, And, Name, NumberLiteral, Stray],
} as const;

export type LexerMode = keyof typeof MODES;

/** Every token type, for the parser's vocabulary. */
export const vocabulary: TokenType[] = [...new Set([...ABSTRACT, ...Object.values(MODES).flat()])];

const lexers = Object.fromEntries(
  Object.entries(MODES).map(([mode, tokens]) => [
    mode,
    new Lexer([...tokens], { positionTracking: 'onlyOffset', ensureOptimizations: false, skipValidations: true }),
  ]),
) as Record<LexerMode, Lexer>;

/** The tokens of a slice and the blanks that are none. Offsets are relative to the slice. Never throws. */
export function tokenize(
  text: string,
  mode: LexerMode,
): { tokens: IToken[]; noBreakBlanks: IToken[]; unknown: { offset: number; length: number }[] } {
  const result = lexers[mode].tokenize(text);
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

/** A path stands after `=`, `->` and `replace`, on the same line; one in quotes is a text. */
function pathHere(text: string, offset: number, tokens: IToken[]): [string] | null {
  const before = tokens.at(-1);
  if (before === undefined) return null;
  const opens =
    before.tokenType === Equals ||
    before.tokenType === RightArrow ||
    (before.tokenType === Replace && tokens.length === 1 && text[offset] !== '=' && text[offset] !== ':');
  if (!opens || text[offset] === '"') return null;
  const gap = text.slice((before.endOffset ?? 0) + 1, offset);
  if (/[\r\n]/.test(gap)) return null;
  const end = pathEnd(text, offset);
  return end > offset ? [text.slice(offset, end)] : null;
}

const OPERATOR = /[\p{L}&!=<>][\p{L}_&!=<> \t]*/uy;

/** The words between an attribute and its values are the operator, whatever they are; a rule says which exist. */
function scopeOperatorHere(text: string, offset: number, tokens: IToken[]): [string] | null {
  const before = tokens.at(-1);
  if (before === undefined || (before.tokenType !== ClosedAttribute && before.tokenType !== UnclosedAttribute))
    return null;
  OPERATOR.lastIndex = offset;
  const words = OPERATOR.exec(text)?.[0];
  if (words === undefined) return null;
  // `IS NULL and [b] …`: the operator ends before the `and` that joins the next clause.
  const operator = words.replace(/\s+and\s*$/u, '').trimEnd();
  return operator === '' || operator === 'and' ? null : [operator];
}
