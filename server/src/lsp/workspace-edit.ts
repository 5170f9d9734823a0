import type { ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../core/analysis/check.ts';
import type { EditorAbilities } from './abilities.ts';
import { toTextEdit } from './convert.ts';

/** What changes in one file. */
export interface FileEdits {
  readonly document: TextDocument;
  /** The version that the editor has open; null for a file on disk. */
  readonly version: number | null;
  readonly edits: readonly TextEdit[];
}

const SHARED = 'shared';

/**
 * Edits of several files in the form that the editor takes: with versions, so that an older text is never changed,
 * where it can. Those of `others` carry the note where the editor shows notes. They are not to be confirmed one by one: an
 * editor would leave them out until somebody ticks them, and half of a renaming is worse than none.
 */
export function workspaceEdit(
  { capabilities }: EditorAbilities,
  own: readonly FileEdits[],
  others: readonly FileEdits[],
  note: Pick<ChangeAnnotation, 'label' | 'description'>,
): WorkspaceEdit {
  const { documentChanges, changeAnnotationSupport } = capabilities.workspace?.workspaceEdit ?? {};
  const files = [...own, ...others].filter(({ edits }) => edits.length > 0);
  if (documentChanges !== true) {
    const entries = files.map(({ document, edits }) => [document.uri, edits.map((one) => toTextEdit(document, one))]);
    return { changes: Object.fromEntries(entries) };
  }
  const noted = new Set(changeAnnotationSupport === undefined ? [] : others);
  const changes = files.map((file): TextDocumentEdit => {
    const annotation = noted.has(file) ? { annotationId: SHARED } : {};
    const edits = file.edits.map((one) => ({ ...toTextEdit(file.document, one), ...annotation }));
    return { textDocument: { uri: file.document.uri, version: file.version }, edits };
  });
  const isNoted = files.some((file) => noted.has(file));
  return {
    documentChanges: changes,
    ...(isNoted ? { changeAnnotations: { [SHARED]: { ...note, needsConfirmation: false } } } : {}),
  };
}
