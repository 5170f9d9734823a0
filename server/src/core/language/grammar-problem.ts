import { EOF, type IRecognitionException, type IToken } from 'chevrotain';
import { functionSignatures } from '../catalog/functions.ts';
import type { Slice } from './cut.ts';
import { knownMistake } from './known-mistakes.ts';
import { quote } from './messages.ts';
import type { SyntaxProblem } from './syntax.ts';
import { Attribute, Close, Comma, Name, Open, Text } from './tokens.ts';

/** What the parser complains about, in the author's words: a mistake that is known, or what was expected. */
export function grammarProblem(
  error: IRecognitionException,
  tokens: readonly IToken[],
  text: string,
  block: Slice['block'],
): SyntaxProblem {
  const atEnd = error.token.tokenType === EOF;
  const at = atEnd ? tokens.length : tokens.indexOf(error.token);
  const previous = tokens[at - 1];
  const span = spanOrEnd(atEnd ? previous : error.token, text);
  const known = knownMistake({ text, tokens, at, block });
  if (known !== undefined) return { code: 'SFM1001', ...span, ...known };
  if (error.message.startsWith('CALL')) return openCallProblem(tokens.slice(0, at), error.token, text);
  return { code: 'SFM1001', ...span, message: error.message };
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
  if (previous?.tokenType === Open || (previous?.tokenType.CATEGORIES ?? []).includes(Comma)) {
    const message = `Expected an argument${after} in this call of ${name}, but found ${quote(actual)}.`;
    return { code: 'SFM1001', ...spanOrEnd(actual, text), message };
  }
  const span = spanOrEnd(actual, text);
  if (isWord(previous) && previous !== undefined && functionSignatures.has(previous.image)) {
    const written = `${previous.image}(${actual.image})`;
    return {
      code: 'SFM1001',
      ...span,
      message: `Expected ( after ${previous.image}: the arguments of a function stand in parentheses.`,
      ...(isA(actual, Attribute) || isA(actual, Text)
        ? { fix: { title: `Write ${written}`, start: last.start, end: span.end, text: written } }
        : {}),
    };
  }
  // A bare word is no argument: a comma after it would leave another mistake.
  const startsArgument = /^["'[\p{L}\d]/u.test(actual.image) && !isWord(previous);
  return {
    code: 'SFM1001',
    ...span,
    message: `Expected , or )${after} in this call of ${name}.`,
    ...(startsArgument ? { fix: { title: 'Insert a comma', start: last.end, end: last.end, text: ',' } } : {}),
  };
}

const isA = (token: IToken | undefined, type: IToken['tokenType']) =>
  token !== undefined && (token.tokenType === type || (token.tokenType.CATEGORIES ?? []).includes(type));
const isWord = (token: IToken | undefined) => isA(token, Name);

function spanOrEnd(token: IToken | undefined, text: string): { start: number; end: number } {
  if (token === undefined || Number.isNaN(token.startOffset))
    return { start: Math.max(0, text.length - 1), end: text.length };
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}
