import type { CodeAction as LspCodeAction, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../core/analysis/check.ts';
import type { CodeAction, CodeActionKind as Kind } from '../features/code-actions.ts';
import type { EditorAbilities } from './abilities.ts';
import { toTextEdit } from './convert.ts';
import { toDiagnostic } from './convert-diagnostic.ts';
import { CodeActionKind } from './protocol-names.ts';

/** The kinds as the protocol names them. */
export const LSP_KINDS: Readonly<Record<Kind, string>> = {
  fix: CodeActionKind.QuickFix,
  extract: CodeActionKind.RefactorExtract,
  inline: CodeActionKind.RefactorInline,
  rewrite: CodeActionKind.RefactorRewrite,
  'fix-all': `${CodeActionKind.SourceFixAll}.sfmap`,
};

/** Whether a kind is among those that an editor asks for: `refactor` stands for `refactor.inline`, too. */
export function isWanted(kind: Kind, only: readonly string[] | undefined): boolean {
  const name = LSP_KINDS[kind];
  return only === undefined || only.some((one) => one === '' || name === one || name.startsWith(`${one}.`));
}

/** An action without its edits. */
export function toCodeAction(
  document: TextDocument,
  { title, kind, diagnostic, preferred }: CodeAction,
  editor: EditorAbilities,
): LspCodeAction {
  return {
    title,
    kind: LSP_KINDS[kind],
    ...(diagnostic === undefined ? {} : { diagnostics: [toDiagnostic(document, diagnostic, editor)] }),
    ...(preferred ? { isPreferred: true } : {}),
  };
}

/**
 * The edits of an action, all of one document and so one step to undo: with the version that they were made for where
 * the editor takes it, with the text to replace selected, and what changes more than one place named in its preview.
 */
export function toWorkspaceEdit(
  document: TextDocument,
  { title, edits, toChoose, isWide }: Pick<CodeAction, 'title' | 'edits' | 'toChoose' | 'isWide'>,
  { capabilities }: EditorAbilities,
): WorkspaceEdit {
  const { documentChanges, changeAnnotationSupport, snippetEditSupport } = capabilities.workspace?.workspaceEdit ?? {};
  if (documentChanges !== true) return { changes: { [document.uri]: edits.map((edit) => toTextEdit(document, edit)) } };
  const annotated = isWide === true && toChoose === undefined && changeAnnotationSupport !== undefined;
  const change: TextDocumentEdit = {
    textDocument: { uri: document.uri, version: document.version },
    edits: edits.map((edit) => {
      const { range, newText } = toTextEdit(document, edit);
      const snippet = snippetEditSupport === true && toChoose !== undefined ? toSnippet(edit, toChoose) : undefined;
      if (snippet !== undefined) return { range, snippet: { kind: 'snippet', value: snippet } };
      return { range, newText, ...(annotated ? { annotationId: WIDE } : {}) };
    }),
  };
  const annotations = { [WIDE]: { label: title, needsConfirmation: false } };
  return { documentChanges: [change], ...(annotated ? { changeAnnotations: annotations } : {}) };
}

const WIDE = 'wide';

/** The text of an edit as a snippet in which the first whole word `toChoose` is selected, in all edits at once. */
function toSnippet({ text }: TextEdit, toChoose: string): string | undefined {
  const letter = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}_]/u.test(sign);
  let at = text.indexOf(toChoose);
  while (at !== -1 && (letter(text[at - 1]) || letter(text[at + toChoose.length]))) at = text.indexOf(toChoose, at + 1);
  if (at === -1) return undefined;
  const plain = (part: string) => part.replace(/[\\$}]/g, '\\$&');
  return `${plain(text.slice(0, at))}\${1:${plain(toChoose)}}${plain(text.slice(at + toChoose.length))}`;
}
