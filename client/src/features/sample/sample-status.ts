import * as vscode from 'vscode';
import { SAMPLE_INFO, type SampleInfoParams, type SampleInfoResult } from '../../../../server/src/lsp/protocol.ts';
import type { Services } from '../../infrastructure/services.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';
import type { SamplePeople } from './sample-people.ts';
import { originText, personText } from './sample-person.ts';

/** Typing settles for this long before the server is asked again. */
const SETTLE_MS = 500;

/** The language status item of mappings: whose values stand in the lines, and where the person came from. */
export class SampleStatus implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem('sfmap.sample', { language: 'sfmap' });
  readonly #services: Services;
  readonly #people: SamplePeople;
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Services, people: SamplePeople) {
    this.#services = services;
    this.#people = people;
    this.#item.name = 'sfmap: sample person';
    this.#item.command = { command: 'sfmap.chooseSample', title: 'Choose' };
    const later = () => this.#later();
    this.#subscriptions = [
      this.#item,
      vscode.window.onDidChangeActiveTextEditor(later),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) later();
      }),
      services.client.onDidChangeState(later),
      people.onDidChange(() => void this.#show()),
    ];
    void this.#show();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#show(), SETTLE_MS);
  }

  async #show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'sfmap') return;
    const chosen = this.#people.personOf(document);
    if (chosen !== undefined) {
      const pinned = this.#people.isPinned(document);
      const where = `from ${originText(chosen.origin)}`;
      this.#set(`$(${pinned ? 'pinned' : 'person'}) ${personText(chosen)}`, pinned ? `${where}, pinned` : where);
      return;
    }
    const info = await this.#ask(document.uri);
    if (document !== vscode.window.activeTextEditor?.document) return;
    if (info === undefined) this.#set('$(person) Sample person', '');
    else if (info === null) this.#set('$(person) No sample person', 'values appear once there is one');
    else this.#set(`$(file) ${personText(info)}`, `from ${shownLine(info.file ?? 'a file')}`);
  }

  /** Undefined as long as the server is not there. */
  async #ask(uri: vscode.Uri): Promise<SampleInfoResult | undefined> {
    if (!this.#services.client.isRunning) return undefined;
    const params: SampleInfoParams = { uri: uri.toString() };
    try {
      return await this.#services.client.sendRequest<SampleInfoResult>(SAMPLE_INFO, params);
    } catch {
      // The server is on its way out; it says so itself.
      return undefined;
    }
  }

  #set(text: string, detail: string): void {
    this.#item.text = text;
    this.#item.detail = detail;
  }
}
