import type { IToken } from 'chevrotain';
import { parameterReferences } from './parameters.ts';
import type { Name, StringExpression, SyntaxProblem } from './syntax.ts';
import { BareParameter, CurlyText, SingleText, UnclosedText } from './tokens.ts';

/** A string constant with its escapes decoded, and what is wrong with the way it is written. */
export function readText(token: IToken): { node: StringExpression; problems: SyntaxProblem[] } {
  const start = token.startOffset;
  const end = start + token.image.length;
  const problems: SyntaxProblem[] = [];
  let inner = token.image.slice(1);
  if (token.tokenType === BareParameter) {
    const text = `"${token.image}"`;
    problems.push({
      code: 'SFM1001',
      start,
      end,
      message: `A parameter stands inside a text: write ${text}.`,
      fix: { title: `Write ${text}`, start, end, text },
    });
    return { node: { kind: 'string', value: token.image, start, end }, problems };
  }
  if (token.tokenType === UnclosedText) {
    problems.push({
      code: 'SFM1005',
      start,
      end,
      message: 'This text is not closed. Expected " before the end of the line.',
    });
  } else {
    const closed = token.image.length > 1 && /["'“”„«»]$/u.test(token.image);
    if (closed) inner = inner.slice(0, -1);
    if (token.tokenType === CurlyText || token.tokenType === SingleText) {
      problems.push({
        code: 'SFM1006',
        start,
        end,
        message:
          token.tokenType === CurlyText
            ? 'Curly quotes do not delimit a text. Entra takes straight double quotes.'
            : 'Single quotes do not delimit a text. Entra takes double quotes.',
        fix: { title: 'Use straight double quotes', start, end, text: `"${inner.replace(/(["\\])/g, '\\$1')}"` },
      });
      return { node: { kind: 'string', value: inner, start, end }, problems };
    }
  }
  for (const match of inner.matchAll(/\\([^"\\])/g)) {
    // `\\` and `\"` are consumed pairwise: an escaped backslash does not open an escape.
    if (isEscaped(inner, match.index)) continue;
    const at = start + 1 + match.index;
    problems.push({
      code: 'SFM1007',
      start: at,
      end: at + 2,
      message: `${match[0]} is not an escape: only \\" and \\\\ are. Entra's behaviour was not observed; both characters are kept.`,
      fix: { title: 'Double the backslash', start: at, end: at + 1, text: '\\\\' },
    });
  }
  return { node: { kind: 'string', value: inner.replace(/\\(["\\])/g, '$1'), start, end }, problems };
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** A bare name, or one in double quotes. */
export function readName(token: IToken): { name: Name; problems: SyntaxProblem[] } {
  const start = token.startOffset;
  const end = start + token.image.length;
  if (/^[\p{L}_]/u.test(token.image)) return { name: { text: token.image, start, end }, problems: [] };
  const { node, problems } = readText(token);
  const [parameter] = parameterReferences(node.value);
  if (parameter === undefined) return { name: { text: node.value, start, end }, problems };
  const message = `In a name no parameter is replaced. Write what is meant instead of {{${parameter.name}}}.`;
  return { name: { text: node.value, start, end }, problems: [{ code: 'SFM1105', start, end, message }] };
}
