import {
  CodeActionKind,
  type CodeAction as LspCodeAction,
  type TextEdit as LspTextEdit,
  type Range,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../core/analysis/check.ts';
import type { Span } from '../core/language/syntax.ts';
import type { CodeAction } from '../features/code-actions.ts';
import { toDiagnostic } from './convert-diagnostic.ts';

/** Offsets to LSP, and back. Lines and columns are known nowhere else in the server. */
export function toRange(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function fromRange(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

export function toCodeAction(
  document: TextDocument,
  { title, kind, edits, diagnostic, preferred }: CodeAction,
): LspCodeAction {
  return {
    title,
    kind: kind === 'fix' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
    edit: { changes: { [document.uri]: edits.map((edit) => toTextEdit(document, edit)) } },
    ...(diagnostic === undefined ? {} : { diagnostics: [toDiagnostic(document, diagnostic)] }),
    ...(preferred ? { isPreferred: true } : {}),
  };
}

export function toTextEdit(document: TextDocument, { start, end, text }: TextEdit): LspTextEdit {
  return { range: toRange(document, { start, end }), newText: text };
}
