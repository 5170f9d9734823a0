import * as vscode from 'vscode';

/** The language server gives these texts, and vscode-languageclient hands them to the editor and refreshes them. */
const SCHEME = 'sfmap';
const LANGUAGE = 'sfmap-report';

/** The address of a text about a mapping; docs/protocol.md, "Texts to read". */
export function mappingTextUri(kind: 'values' | 'query' | 'tests' | 'payload', mapping: vscode.Uri): vscode.Uri {
  const name = mapping.path.slice(mapping.path.lastIndexOf('/') + 1);
  const ending = kind === 'payload' ? 'json' : 'txt';
  return vscode.Uri.from({ scheme: SCHEME, path: `/${kind}/${name} (${kind}).${ending}`, query: mapping.toString() });
}

/** The address of a built-in attribute list. */
export function attributeListUri(list: 'inbound' | 'writeback'): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/attributes/${list}.txt` });
}

interface ShowOptions {
  /** The editor that is active stays so: the text follows what is typed there. */
  readonly keepFocus: boolean;
  readonly selection?: vscode.Range;
}

/** Opens a text beside the active editor, or shows the editor that has it already. */
export async function showText(uri: vscode.Uri, { keepFocus, selection }: ShowOptions): Promise<void> {
  const document = await coloured(await vscode.workspace.openTextDocument(uri));
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.Beside,
    preserveFocus: keepFocus,
    preview: false,
    ...(selection === undefined ? {} : { selection }),
  });
}

/** Gives texts their colours however they were opened: by a command, a link, Go to Definition. */
export function colourTexts(): vscode.Disposable {
  return vscode.workspace.onDidOpenTextDocument((document) => void coloured(document));
}

/** A page is Markdown and a payload JSON by the ending of its name; the rest is a report. */
async function coloured(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  if (document.uri.scheme !== SCHEME || document.languageId !== 'plaintext') return document;
  return vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
}
