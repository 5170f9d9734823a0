import type { SemanticTokensEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type DeclarationTokens,
  type SemanticToken,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
} from '../features/semantic-tokens.ts';

/** A token relative to its declaration; the column counts from it on its first line only. */
interface PlacedToken {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly type: number;
  readonly modifiers: number;
}

/** The tokens of a declaration are the same list as long as its text is the same. */
const known = new WeakMap<readonly SemanticToken[], readonly PlacedToken[]>();

/** Tokens as LSP's five numbers each, every one relative to the token before it. */
export function encodeTokens(document: TextDocument, declarations: readonly DeclarationTokens[]): number[] {
  const data: number[] = [];
  let lastLine = 0;
  let lastColumn = 0;
  for (const { placed, tokens } of declarations) {
    if (tokens.length === 0) continue;
    const start = document.positionAt(placed.offset);
    for (const { line, column, length, type, modifiers } of placedTokens(document, placed.offset, tokens)) {
      const atLine = start.line + line;
      const atColumn = line === 0 ? start.character + column : column;
      data.push(atLine - lastLine, atLine === lastLine ? atColumn - lastColumn : atColumn, length, type, modifiers);
      lastLine = atLine;
      lastColumn = atColumn;
    }
  }
  return data;
}

function placedTokens(
  document: TextDocument,
  offset: number,
  tokens: readonly SemanticToken[],
): readonly PlacedToken[] {
  const before = known.get(tokens);
  if (before !== undefined) return before;
  const first = document.positionAt(offset);
  const placed = tokens.map(({ start, end, type, modifiers }): PlacedToken => {
    const { line, character } = document.positionAt(offset + start);
    return {
      line: line - first.line,
      column: line === first.line ? character - first.character : character,
      length: end - start,
      type: TOKEN_TYPES.indexOf(type),
      modifiers: modifiers.reduce((bits, modifier) => bits | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0),
    };
  });
  known.set(tokens, placed);
  return placed;
}

/** The one edit that makes the new numbers of the old ones: what lies between the same beginning and the same end. */
export function tokenEdits(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let rest = 0;
  while (rest < shorter - start && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest++;
  const deleteCount = before.length - start - rest;
  const data = after.slice(start, after.length - rest);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}
