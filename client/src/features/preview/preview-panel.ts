import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import {
  PREVIEW_PAYLOADS,
  PREVIEW_PEOPLE,
  PREVIEW_REASON,
  PREVIEW_TABLE,
  type PreviewPayloadsResult,
  type PreviewPeopleParams,
  type PreviewPersonParams,
  type PreviewReasonResult,
  type PreviewTableResult,
} from '../../../../server/src/lsp/protocol.ts';
import { nameOf } from '../../infrastructure/mapping-document.ts';
import type { Services } from '../../infrastructure/services.ts';
import { messageOf } from './kept-preview.ts';
import { previewHtml } from './preview-html.ts';
import type { CellPlace, KeptPerson, ToPage } from './preview-messages.ts';
import { ShownTable } from './table-changes.ts';

/** Typing settles for so long before the preview follows; while an answer is awaited the next request waits for it. */
const SETTLE_MS = 20;

/** The preview of one mapping: an editor beside it that follows each change. */
export class PreviewPanel implements vscode.Disposable {
  readonly #shown = new ShownTable();
  readonly #services: Services;
  #people: readonly PreviewPersonParams[];
  /** The language server knows the people. */
  #put = false;
  #ready = false;
  #timer: NodeJS.Timeout | undefined;
  #asking = false;
  #again = false;
  #disposed = false;

  constructor(
    services: Services,
    readonly panel: vscode.WebviewPanel,
    readonly uri: vscode.Uri,
    people: readonly PreviewPersonParams[],
  ) {
    this.#services = services;
    this.#people = people;
    const file = (...path: string[]) => vscode.Uri.joinPath(services.context.extensionUri, ...path);
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [file('dist'), file('media')] };
    panel.iconPath = file('media', 'sfmap.svg');
    webview.onDidReceiveMessage((message: unknown) => this.#heed(message));
    webview.html = previewHtml({
      style: webview.asWebviewUri(file('media', 'preview.css')).toString(),
      script: webview.asWebviewUri(file('dist', 'preview.js')).toString(),
      styles: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
    });
  }

  get people(): readonly PreviewPersonParams[] {
    return this.#people;
  }

  /** Puts people into the columns, in place of those that stand there. */
  setPeople(people: readonly PreviewPersonParams[]): void {
    this.#people = people;
    this.#put = false;
    this.#keep();
    this.follow();
  }

  /** The language server has lost the people: it started anew, or the mapping was closed. */
  forgetServer(): void {
    this.#put = false;
  }

  /** Shows the values of now, once typing has settled. A page that is hidden is drawn anew when it is seen again. */
  follow(): void {
    if (!this.#ready || this.#disposed || !this.panel.visible) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), SETTLE_MS);
  }

  /** The people of the columns with their payloads. */
  async payloads(): Promise<PreviewPayloadsResult> {
    await this.#tellPeople();
    return this.#services.client.sendRequest<PreviewPayloadsResult>(PREVIEW_PAYLOADS, { uri: this.uri.toString() });
  }

  async #refresh(): Promise<void> {
    this.#asking = true;
    this.#again = false;
    try {
      await this.#tellPeople();
      const uri = this.uri.toString();
      this.#show(await this.#services.client.sendRequest<PreviewTableResult>(PREVIEW_TABLE, { uri }));
    } catch (error) {
      this.#fail(error);
    }
    this.#asking = false;
    if (this.#again) this.follow();
  }

  /** The mapping is opened where it is not, and the language server told who stands in the columns. */
  async #tellPeople(): Promise<void> {
    const { client } = this.#services;
    await vscode.workspace.openTextDocument(this.uri);
    await client.start();
    if (this.#put) return;
    this.#put = true;
    const params: PreviewPeopleParams = { uri: this.uri.toString(), people: this.#people };
    await client.sendNotification(PREVIEW_PEOPLE, params);
  }

  #show(table: PreviewTableResult): void {
    const { columns, remarks, errors } = table;
    const many = errors === 1 ? '1 error' : `${errors} errors`;
    const notices = errors === 0 ? remarks : [...remarks, `The mapping has ${many}: see Problems.`];
    const mapping = nameOf({ uri: this.uri });
    this.#post({ type: 'table', mapping, columns, ...this.#shown.changes(table), notices });
  }

  #fail(error: unknown): void {
    const sentence = error instanceof Error ? error.message : String(error);
    this.#services.log.warn(`The preview could not follow: ${sentence}`);
    this.#shown.forget();
    const notices = [`The preview of ${nameOf({ uri: this.uri })} could not be made: ${sentence}`];
    this.#post({ type: 'table', mapping: nameOf({ uri: this.uri }), columns: [], order: [], rows: [], notices });
  }

  #heed(received: unknown): void {
    const message = messageOf(received);
    if (message === undefined) return;
    if (message.type === 'ready') {
      this.#ready = true;
      this.#shown.forget();
      this.#keep();
      this.follow();
      return;
    }
    const done = message.type === 'open' ? this.#open(message.place, message.focus) : this.#explain(message.place);
    done.catch((error: unknown) =>
      this.#services.log.warn(`The preview: ${error instanceof Error ? error.message : error}`),
    );
  }

  #reason(place: CellPlace): Promise<PreviewReasonResult | null> {
    return this.#services.client.sendRequest(PREVIEW_REASON, { uri: this.uri.toString(), ...place });
  }

  async #explain(place: CellPlace): Promise<void> {
    const reason = await this.#reason(place);
    this.#post({ type: 'reason', place, text: reason?.text ?? '' });
  }

  /** Shows where a name stands in the mapping; the keyboard goes there on demand. */
  async #open(place: CellPlace, focus: boolean): Promise<void> {
    const range = (await this.#reason(place))?.range;
    const shown = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === this.uri.toString(),
    );
    const beside = this.panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(this.uri, {
      viewColumn: shown?.viewColumn ?? beside,
      preserveFocus: !focus,
      preview: false,
    });
    if (range === undefined) return;
    const selection = this.#services.client.protocol2CodeConverter.asRange(range);
    editor.selection = new vscode.Selection(selection.start, selection.end);
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Live people are not kept over a reload: they stay in memory alone. */
  #keep(): void {
    const people = this.#people.flatMap(({ from }): KeptPerson[] => (from.kind === 'given' ? [] : [from]));
    this.#post({ type: 'keep', uri: this.uri.toString(), people });
  }

  #post(message: ToPage): void {
    if (!this.#disposed) void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }
}

/** The columns of people, each with a key of its own. */
export function columnsOf(people: readonly PreviewPersonParams['from'][]): PreviewPersonParams[] {
  return people.map((from, index) => {
    const key =
      from.kind === 'file' ? `file ${from.file}` : from.kind === 'given' ? `given ${index} ${from.label}` : 'shown';
    return { key, from };
  });
}
