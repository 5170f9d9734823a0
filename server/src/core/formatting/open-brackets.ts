import type { PlacedDeclaration, SyntaxProblem } from '../language/syntax.ts';
import { JsonText, tokenize, UnclosedAttribute, UnclosedText } from '../language/tokens.ts';
import { kindOf } from './atoms.ts';
import { jsonSigns } from './json-signs.ts';
import { MODES } from './print-declaration.ts';

/** A parenthesis, a bracket or a brace of inline JSON, with offsets of the file. */
interface Bracket {
  readonly kind: 'open' | 'close';
  readonly at: number;
}

/**
 * Where the parentheses, brackets and braces stand that a declaration has open before an offset, the innermost last.
 * Undefined for a declaration with a mistake. JSON may have one from the last sign before the offset on: it is being
 * typed.
 *
 * @param text The file.
 */
export function openBrackets(
  text: string,
  { declaration, offset, problems }: PlacedDeclaration,
  until: number,
): number[] | undefined {
  const mode = MODES[declaration.kind];
  const typed = text.slice(offset, until).trimEnd().length - 1;
  const isTyped = ({ code, start }: SyntaxProblem) => code === 'SFM1013' && start >= typed;
  if (mode === undefined || !problems.every(isTyped)) return undefined;
  const open: number[] = [];
  for (const { kind, at } of bracketsOf(text.slice(offset, offset + declaration.end), mode, offset)) {
    if (at >= until) break;
    if (kind === 'open') open.push(at);
    else open.pop();
  }
  return open;
}

/**
 * Where the parentheses stand that a mapping has open before an offset, the innermost last, also while it is being typed:
 * what is missing behind them is no reason to lose the place. Undefined where a text or a bracket is not closed, for
 * then a parenthesis may be part of it.
 */
export function openCalls(
  text: string,
  { declaration, offset }: PlacedDeclaration,
  until: number,
): number[] | undefined {
  if (declaration.kind !== 'map') return undefined;
  const open: number[] = [];
  for (const token of tokenize(text.slice(offset, Math.min(until, offset + declaration.end)), 'map').tokens) {
    if (token.tokenType === UnclosedText || token.tokenType === UnclosedAttribute) return undefined;
    const kind = kindOf(token);
    if (kind === 'open') open.push(offset + token.startOffset);
    else if (kind === 'close') open.pop();
  }
  return open;
}

function bracketsOf(text: string, mode: Parameters<typeof tokenize>[1], offset: number): Bracket[] {
  return tokenize(text, mode).tokens.flatMap((token): Bracket[] => {
    const at = offset + token.startOffset;
    if (token.tokenType === JsonText) {
      return jsonSigns(token.image).flatMap(({ kind, start }) =>
        kind === 'open' || kind === 'close' ? [{ kind, at: at + start }] : [],
      );
    }
    const kind = kindOf(token);
    if (kind === 'close') return [{ kind, at }];
    return kind === 'open' || kind === 'open list' ? [{ kind: 'open', at }] : [];
  });
}
