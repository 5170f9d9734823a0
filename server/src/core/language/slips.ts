import type { IToken } from 'chevrotain';
import type { SyntaxProblem } from './syntax.ts';
import {
  Close,
  ForeignAtMost,
  ForeignComparison,
  ForeignEquality,
  Name,
  NoBreakBlank,
  Open,
  Semicolon,
  Text,
} from './tokens.ts';

/** What is written as other languages write it, and read as what it means: a problem with its fix for each. */
export function slips(tokens: readonly IToken[], needless: ReadonlySet<IToken>): SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  for (const token of tokens) {
    const slip = needless.has(token) ? NEEDLESS : slipOf(token);
    if (slip === undefined) continue;
    const span = { start: token.startOffset, end: token.startOffset + token.image.length };
    found.push({
      code: slip.code,
      ...span,
      message: slip.message,
      fix: { title: slip.title, ...span, text: slip.text },
    });
  }
  return found;
}

interface Slip {
  readonly code: SyntaxProblem['code'];
  readonly message: string;
  readonly title: string;
  readonly text: string;
}

const NEEDLESS: Slip = {
  code: 'SFM1001',
  message: 'No ; is needed: a declaration ends with its line.',
  title: 'Remove ;',
  text: '',
};

/**
 * The semicolons that end something, as in other languages. Those between the arguments of a call, or between two texts
 * or names, are commas that were meant.
 */
export function needlessSemicolons(tokens: readonly IToken[]): ReadonlySet<IToken> {
  const found = new Set<IToken>();
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.tokenType === Open) depth++;
    else if (token.tokenType === Close) depth--;
    if (token.tokenType !== Semicolon) continue;
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    const separates = depth > 0 || (isItem(before) && isItem(after));
    if (after === undefined || !separates) found.add(token);
  }
  return found;
}

/** What stands in a list: of values in a scope or an expectation, or of actions. */
const isItem = (token: IToken | undefined) =>
  (token?.tokenType.CATEGORIES ?? []).some((one) => one === Text || one === Name) || token?.tokenType === Name;

function slipOf({ tokenType, image }: IToken): Slip | undefined {
  if (tokenType === ForeignComparison) {
    const text = image.startsWith('=') ? '=' : '<>';
    const message = `Entra's expressions compare with ${text}, not with ${image}.`;
    return { code: 'SFM1001', message, title: `Write ${text}`, text };
  }
  if (tokenType === ForeignEquality) {
    const text = image.startsWith('=') ? '==' : '!=';
    const message = `An expectation compares with ${text}, not with ${image}.`;
    return { code: 'SFM1001', message, title: `Write ${text}`, text };
  }
  if (tokenType === ForeignAtMost) {
    return {
      code: 'SFM1001',
      message: `A limit is written with <=, not with ${image}.`,
      title: 'Write <=',
      text: '<=',
    };
  }
  if (tokenType === Semicolon) {
    return { code: 'SFM1001', message: 'Expected a comma, but found ;.', title: 'Write a comma', text: ',' };
  }
  if (tokenType !== NoBreakBlank) return undefined;
  const message = `This is ${blankName(image)}. Only plain blanks may stand between the parts of a declaration.`;
  return { code: 'SFM1010', message, title: 'Use a plain blank', text: ' ' };
}

function blankName(image: string): string {
  const code = image.codePointAt(0) ?? 0;
  if (code === 0xa0 || code === 0x202f || code === 0x2007) return 'a no-break blank';
  return `a character that cannot be seen (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}
