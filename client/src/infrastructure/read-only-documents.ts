import * as vscode from 'vscode';

const SCHEME = 'sfmap-preview';
/** A language of its own gives the texts their colours, and leaves line numbers and minimap out. */
const LANGUAGE = 'sfmap-report';

/** Texts that sfmap shows and nobody edits: previews, plans, runs. A text shown again under its name replaces the old. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #closed: vscode.Disposable;
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
    this.#closed = vscode.workspace.onDidCloseTextDocument((document) => {
      if (document.uri.scheme === SCHEME) this.#texts.delete(document.uri.toString());
    });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** The address of a text: `name` is the tab's title, `about` tells two of the same name apart. */
  uriOf(name: string, about: vscode.Uri): vscode.Uri {
    return vscode.Uri.from({ scheme: SCHEME, path: `/${name.replaceAll('/', '∕')}`, query: about.toString() });
  }

  /** Replaces the text; an open editor follows. */
  update(uri: vscode.Uri, text: string): void {
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
  }

  /** Opens the text beside the active editor, which keeps the keyboard. */
  async show(uri: vscode.Uri, text: string, viewColumn = vscode.ViewColumn.Beside): Promise<void> {
    this.update(uri, text);
    const opened = await vscode.workspace.openTextDocument(uri);
    const document = await vscode.languages.setTextDocumentLanguage(opened, LANGUAGE);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
    await vscode.window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? viewColumn,
      preserveFocus: true,
      preview: false,
    });
  }

  /** Whether an editor shows the text now. */
  isOpen(uri: vscode.Uri): boolean {
    return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
    this.#closed.dispose();
    this.#changed.dispose();
  }
}
