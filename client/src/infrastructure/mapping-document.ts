import * as vscode from 'vscode';
import type { MappingDocument } from '../../../server/src/engine/protocol.ts';
import { sayInformation, sayWarning } from './say.ts';

/** The address of the mapping whose preview is the active editor. */
let previewed: string | undefined;

/** Notes whether the preview of a mapping is the active editor. */
export function setPreviewed(uri: string, isActive: boolean): void {
  if (isActive) previewed = uri;
  else if (previewed === uri) previewed = undefined;
}

/**
 * The mapping in the active editor or of the preview there, else the only visible one; undefined, and said, when there is
 * none.
 */
export function currentMapping(): vscode.TextDocument | undefined {
  const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === previewed);
  if (shown !== undefined) return shown;
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId === 'sfmap') return active;
  const visible = vscode.window.visibleTextEditors.filter((editor) => editor.document.languageId === 'sfmap');
  const only = visible[0];
  if (visible.length === 1 && only !== undefined) return only.document;
  void sayInformation('Open a mapping file (.sfmap) first, then run this command again.');
  return undefined;
}

/** Whether the workspace is trusted; says what that means where it is not. */
export async function trustedWorkspace(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = 'Manage Trust';
  const choice = await sayWarning(
    'Connections and writebacks are off in this workspace because it is not trusted: its sfmap.json says which systems are reached. Editing and checking work.',
    manage,
  );
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

/**
 * The current mapping for work on remote systems. Says why when that is not possible here: the workspace is not
 * trusted, or the file is not on this machine's disk.
 */
export async function mappingForRun(): Promise<vscode.TextDocument | undefined> {
  if (!(await trustedWorkspace())) return undefined;
  const document = currentMapping();
  if (document === undefined) return undefined;
  if (document.uri.scheme === 'untitled') {
    void sayInformation('Save the mapping first: sfmap.json and sample files are looked up beside it.');
    return undefined;
  }
  if (document.uri.scheme !== 'file') {
    void sayWarning(
      `Connections and writebacks need the mapping in a folder on disk; this one comes from "${document.uri.scheme}". Editing and checking work.`,
    );
    return undefined;
  }
  return document;
}

/** The mapping as the engine takes it: with the text that the editor shows, saved or not. */
export function mappingOf(document: vscode.TextDocument): MappingDocument {
  return { path: document.uri.fsPath, text: document.getText() };
}

/** The file's name without its folders. */
export function nameOf({ uri }: { readonly uri: vscode.Uri }): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
