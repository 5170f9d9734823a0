import * as vscode from 'vscode';
import { SAMPLE_PERSON, type SamplePersonParams } from '../../../../server/src/lsp/protocol.ts';
import type { Services } from '../../infrastructure/services.ts';
import { directionOf, type SamplePerson } from './sample-person.ts';

const MOST_RECENT = 10;

/**
 * Which chosen person each mapping shows its values for. People are kept in memory alone, and are sent again when the
 * language server starts anew. A pinned one is shown by every mapping of a folder that has none of its own.
 */
export class SamplePeople implements vscode.Disposable {
  /** By address of the mapping; null where it shows its own sample file although somebody is pinned. */
  readonly #own = new Map<string, SamplePerson | null>();
  readonly #pinned = new Map<string, SamplePerson>();
  readonly #recent: SamplePerson[] = [];
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #services: Services;
  readonly #subscriptions: vscode.Disposable[];
  /** Fires when somebody else is shown, or pinned. */
  readonly onDidChange = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document.languageId !== 'sfmap' || this.personOf(document) === undefined) return;
        // The client tells the server of the document in the same turn, and the person must come behind.
        setTimeout(() => void this.#send(document), 0);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#own.delete(document.uri.toString())),
      services.client.onDidChangeState(() => {
        if (!services.client.isRunning) return;
        for (const document of vscode.workspace.textDocuments)
          if (document.languageId === 'sfmap' && this.personOf(document) !== undefined) void this.#send(document);
      }),
    ];
  }

  /** The person whom the user chose for a mapping, or pinned; undefined where its own sample file is shown. */
  personOf(document: vscode.TextDocument): SamplePerson | undefined {
    const own = this.#own.get(document.uri.toString());
    return own === null ? undefined : (own ?? this.#pinned.get(folderKey(document)));
  }

  /** Who was shown since the window opened, the latest first, of the system that the mapping reads. */
  recent(document: vscode.TextDocument): readonly SamplePerson[] {
    const isWriteback = directionOf(document) === 'writeback';
    return this.#recent.filter(({ situation }) => (situation === undefined) === isWriteback);
  }

  isPinned(document: vscode.TextDocument): boolean {
    const person = this.personOf(document);
    return person !== undefined && this.#pinned.get(folderKey(document)) === person;
  }

  /** Shows values for this person from now on; null returns to the sample file that the mapping names. */
  async use(document: vscode.TextDocument, person: SamplePerson | null): Promise<void> {
    const uri = document.uri.toString();
    const key = folderKey(document);
    const shown = this.#pinned.get(key);
    if (person !== null) this.#remember(person);
    // The same person, read again, stays pinned.
    if (person !== null && shown !== undefined && isSame(person, shown)) {
      this.#pinned.set(key, person);
      this.#own.delete(uri);
      await this.#sendToFolder(key);
    } else {
      this.#own.set(uri, person);
      await this.#send(document);
    }
    this.#changed.fire();
  }

  /** Shows the mapping's person in every mapping of its folder that reads the same system. */
  async pin(document: vscode.TextDocument): Promise<void> {
    const person = this.personOf(document);
    if (person === undefined) return;
    const key = folderKey(document);
    this.#pinned.set(key, person);
    for (const each of vscode.workspace.textDocuments)
      if (each.languageId === 'sfmap' && folderKey(each) === key) this.#own.delete(each.uri.toString());
    await this.#sendToFolder(key);
    this.#changed.fire();
  }

  /** The other mappings of the folder return to their sample files; this one keeps the person. */
  async unpin(document: vscode.TextDocument): Promise<void> {
    const key = folderKey(document);
    const person = this.#pinned.get(key);
    if (person === undefined) return;
    this.#pinned.delete(key);
    this.#own.set(document.uri.toString(), person);
    await this.#sendToFolder(key);
    this.#changed.fire();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #remember(person: SamplePerson): void {
    const others = this.#recent.filter((one) => !isSame(one, person));
    this.#recent.splice(0, this.#recent.length, person, ...others.slice(0, MOST_RECENT - 1));
  }

  async #sendToFolder(key: string): Promise<void> {
    for (const document of vscode.workspace.textDocuments)
      if (document.languageId === 'sfmap' && folderKey(document) === key) await this.#send(document);
  }

  async #send(document: vscode.TextDocument): Promise<void> {
    const { client, sampleChanged } = this.#services;
    const person = this.personOf(document);
    const params: SamplePersonParams = {
      uri: document.uri.toString(),
      person: person === undefined ? null : { label: person.label, payload: person.payload },
    };
    await client.sendNotification(SAMPLE_PERSON, params);
    sampleChanged.fire(document.uri);
  }
}

function isSame(one: SamplePerson, other: SamplePerson): boolean {
  const [a, b] = [one.origin, other.origin];
  if (a.kind === 'tenant' && b.kind === 'tenant') return a.id === b.id && a.connection.name === b.connection.name;
  return a.kind === 'file' && b.kind === 'file' && a.name === b.name && a.index === b.index;
}

/** What a pin is for: the workspace folder of a mapping, else its own folder, and the system that it reads. */
function folderKey(document: vscode.TextDocument): string {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri ?? vscode.Uri.joinPath(document.uri, '..');
  return `${directionOf(document)} ${folder.toString()}`;
}
