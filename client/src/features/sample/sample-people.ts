import * as vscode from 'vscode';
import { State } from 'vscode-languageclient/node';
import { SAMPLE_PERSON, type SamplePersonParams } from '../../../../server/src/lsp/protocol.ts';
import { nameOf } from '../../infrastructure/mapping-document.ts';
import type { Services } from '../../infrastructure/services.ts';

type Person = NonNullable<SamplePersonParams['person']>;

/**
 * Which live person each mapping shows its values for. The person is kept in memory alone and is sent again when the
 * language server starts anew. A language status item names the person.
 */
export class SamplePeople implements vscode.Disposable {
  readonly #people = new Map<string, Person>();
  readonly #services: Services;
  readonly #status = vscode.languages.createLanguageStatusItem('sfmap.sample', { language: 'sfmap' });
  readonly #subscriptions: vscode.Disposable[];

  constructor(services: Services) {
    this.#services = services;
    this.#status.name = 'sfmap: sample person';
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
      vscode.workspace.onDidCloseTextDocument((document) => this.#people.delete(document.uri.toString())),
      services.client.onDidChangeState(({ newState }) => {
        if (newState !== State.Running) return;
        for (const [uri, person] of this.#people) void services.client.sendNotification(SAMPLE_PERSON, { uri, person });
      }),
    ];
    this.#show();
  }

  /** Shows values for this person from now on; null returns to the sample file that the mapping names. */
  async use(document: vscode.TextDocument, person: Person | null): Promise<void> {
    const uri = document.uri.toString();
    if (person === null) this.#people.delete(uri);
    else this.#people.set(uri, person);
    const params: SamplePersonParams = { uri, person };
    await this.#services.client.sendNotification(SAMPLE_PERSON, params);
    this.#services.sampleChanged.fire(document.uri);
    this.#show();
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'sfmap') return;
    const person = this.#people.get(document.uri.toString());
    if (person === undefined) {
      this.#status.text = '$(file) Values of the sample file';
      this.#status.detail = nameOf(document);
      this.#status.command = { command: 'sfmap.fetchSamplePerson', title: 'Fetch Sample Person' };
    } else {
      this.#status.text = `$(person) ${person.label}`;
      this.#status.detail = 'live values';
      this.#status.command = { command: 'sfmap.useSampleFile', title: 'Use Sample File' };
    }
  }

  dispose(): void {
    this.#status.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
