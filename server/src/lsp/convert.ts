import type { TextEdit as LspTextEdit, Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../core/analysis/check.ts';
import type { Span } from '../core/language/syntax.ts';

/** Offsets to LSP, and back. Lines and columns are known nowhere else in the server. */
export function toRange(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function fromRange(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

export function toTextEdit(document: TextDocument, { start, end, text }: TextEdit): LspTextEdit {
  return { range: toRange(document, { start, end }), newText: text };
}
