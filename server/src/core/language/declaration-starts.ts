import { late } from '../late.ts';
import type { BlockKind } from './syntax.ts';
import { matchAt } from './text-extent.ts';

const NAME = String.raw`(?:[\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?|"(?:\\[^\r\n]|[^"\\\r\n])*")`;
/** Between a name and what follows it: blanks of every kind, so that a wrong one is reported where it is, and comments. */
const GAP = String.raw`(?:[\s\u200b]|\/\*[^*]*\*\/|\/\/[^\r\n]*(?![^\r\n]))*`;

/** The keyword of a block; a `{` must follow it, after the name of a test. */
export const BLOCK_HEAD = /(source|target|scope|limits|map|test)(?=[\s{"]|\/[/*])/uy;
/** A declaration outside all blocks. */
export const FILE_HEAD = /(?:provision|param|sample|actions)[ \t]+(?!<-|[=:<>!])[\p{L}_"]/uy;

const SOURCE = late(() => new RegExp(`(?:replace[ \\t]+(?![=:])\\S|${NAME}${GAP}(?:=(?!=)|:))`, 'uy'));
const TARGET = late(() => new RegExp(`${NAME}${GAP}(?:=(?!=)|:)`, 'uy'));
const MAP = late(() => new RegExp(`${NAME}${GAP}<-(?!\\d)`, 'uy'));
const SCOPE = late(() => new RegExp(`${NAME}${GAP}:`, 'uy'));
const LIMITS = late(() => new RegExp(`${NAME}${GAP}(?:[<>=(≤]|\\d)`, 'uy'));

/** How a declaration of a block begins. */
export const STARTS: Readonly<Record<BlockKind, RegExp>> = {
  get source() {
    return SOURCE();
  },
  get target() {
    return TARGET();
  },
  get map() {
    return MAP();
  },
  get scope() {
    return SCOPE();
  },
  get limits() {
    return LIMITS();
  },
  test: /(?:given|person|existing|at|domain|taken|expect)(?=[\s{"[]|\/[/*]|$)/uy,
};

/** A group of `scope` whose colon is missing: nothing else on a new line begins with a text and goes on with an attribute. */
const GROUP_WITHOUT_COLON = /"(?:\\[^\r\n]|[^"\\\r\n])*"[ \t]*\[/uy;
/** A clause that is complete. */
const WHOLE_CLAUSE = /(?:"|NULL|TRUE|FALSE)$/;

/**
 * Whether a line of a scope begins a group whose colon is missing.
 *
 * @param before How the group that is open ends.
 * @param at Where the line begins in `text`.
 */
export function isGroupWithoutColon(before: string, text: string, at: number): boolean {
  return WHOLE_CLAUSE.test(before) && matchAt(GROUP_WITHOUT_COLON, text, at) !== null;
}

/** What makes a word of a test a name: a keyword that one of these follows is a target (`expect at == "x"`). */
const CONDITION = /(?:==|!=|(?:in|matches|absent|null|dropped|error)(?![\p{L}\p{N}_.-]))/u;
const NAMED = late(() => new RegExp(String.raw`[\p{L}_]+${GAP}${CONDITION.source}`, 'uy'));

/**
 * Whether a keyword of a test is a name where it stands: after `expect` or `taken` comes a target, after `given` the
 * name of a sample.
 *
 * @param slice The statement that is open, up to here.
 * @param at Where the keyword stands in `text`.
 */
export function isNameInTest(slice: string, text: string, at: number, lineStart: boolean): boolean {
  if (slice === 'given') return !lineStart && !/^\p{L}+\s*["{]/u.test(text.slice(at, at + 20));
  if (slice !== 'expect' && slice !== 'taken') return false;
  return !lineStart || matchAt(NAMED(), text, at) !== null;
}

const HEAD_WORD = /^(?:provision|param|sample|actions)$|^actions ?\{$/;
/** What may begin a line inside a mapping whose expression is complete: an option, or a sign that stands in none. */
const OPTION_OR_SIGN = late(
  () => /^(?:(?:match|on|flow|default|always|nulls|create)(?![\p{L}\p{N}_.-])|[(),;=>]|<(?!-)|<-\d)/u,
);
/** A statement of a test that ends so goes on in the next line. */
const OPEN_STATEMENT =
  /[[{]$|(?:^|\s)(?:given|person|existing|at|domain|taken|expect|in|matches|action|out|of|in scope)$/;
const CONDITION_OR_SIGN = late(() => new RegExp(String.raw`^(?:${CONDITION.source}|[\],[{]|<>|=)`, 'u'));

/** The declaration that is open where a line begins. */
export interface OpenDeclaration {
  readonly block: BlockKind | undefined;
  /** Its text up to here is so many characters long, and ends with these. */
  readonly length: number;
  readonly before: string;
  /** How the line begins. */
  readonly next: string;
  /** It has its arrow and something behind it, or its path. */
  readonly whole: boolean;
  /** Inline JSON is open. */
  readonly inJson: boolean;
}

/** How much of the text before and after a line's beginning `goesOn` looks at. */
export const LOOK = 9;

/**
 * Whether a line belongs to the declaration that is open. One that is complete ends with its line, so that a broken one
 * after it stays alone; one that is not goes on, for newlines are free.
 */
export function goesOn({ block, length, before, next, whole, inJson }: OpenDeclaration): boolean {
  if (inJson || /[=:,]$|->$|<-$/.test(before)) return true;
  switch (block) {
    case 'map':
      return !whole || /[<>]$|(?:^|\s)(?:match|on|flow|default)$/.test(before) || OPTION_OR_SIGN().test(next);
    case 'source':
    case 'target':
      return whole ? next.startsWith('->') : /^(?:[=:]|->|\[)/.test(next) || before === 'replace';
    case 'limits':
      return /[<>(]$/.test(before) || /^[<>=()%\d≤]/.test(next);
    case 'test':
      return (
        OPEN_STATEMENT.test(before) ||
        CONDITION_OR_SIGN().test(next) ||
        (next.startsWith('"') && !/["\]}]$/.test(before))
      );
    case undefined:
      return (HEAD_WORD.test(before) && length === before.length) || /^(?:->|[=,])/.test(next);
    default:
      return true;
  }
}
