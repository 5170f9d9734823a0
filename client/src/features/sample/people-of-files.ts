import * as vscode from 'vscode';
import {
  SAMPLE_FILES,
  SAMPLE_PEOPLE,
  type SampleFilesParams,
  type SampleFilesResult,
  type SamplePeopleParams,
  type SamplePeopleResult,
} from '../../../../server/src/lsp/protocol.ts';
import { pickAmong } from '../../infrastructure/pick.ts';
import { sayError, sayWarning } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';
import type { SamplePeople } from './sample-people.ts';
import type { SampleOrigin, SamplePerson } from './sample-person.ts';

type FileOrigin = Extract<SampleOrigin, { kind: 'file' }>;

/** People of files as sample people: of a file beside the mapping, or of any other. */
export class PeopleOfFiles {
  readonly #services: Services;
  readonly #people: SamplePeople;

  constructor(services: Services, people: SamplePeople) {
    this.#services = services;
    this.#people = people;
  }

  /** The JSON files beside a mapping, as it would name them; none where it does not lie in a folder on disk. */
  async beside(document: vscode.TextDocument): Promise<SampleFilesResult> {
    if (document.uri.scheme !== 'file') return [];
    const { client } = this.#services;
    await client.start();
    const params: SampleFilesParams = { uri: document.uri.toString() };
    return client.sendRequest<SampleFilesResult>(SAMPLE_FILES, params);
  }

  /** Shows a person of a file beside the mapping. */
  fromBeside(document: vscode.TextDocument, file: string): Promise<void> {
    return this.#show(document, { name: file, file: { file } });
  }

  /** Asks for a file anywhere and shows a person of it. */
  async fromAnywhere(document: vscode.TextDocument): Promise<void> {
    const [chosen] =
      (await vscode.window.showOpenDialog({ title: 'Use a sample file', filters: { JSON: ['json'] } })) ?? [];
    if (chosen === undefined) return;
    if (chosen.scheme !== 'file') {
      void sayWarning('A sample file must lie on the disk of the machine that runs sfmap.');
      return;
    }
    const name = chosen.path.slice(chosen.path.lastIndexOf('/') + 1);
    await this.#show(document, { name, file: { path: chosen.fsPath } });
  }

  /** Reads a person of a file again. */
  async again(document: vscode.TextDocument, origin: FileOrigin): Promise<void> {
    const people = await this.#read(document, origin.file);
    const person = people?.people[origin.index];
    if (person !== undefined) await this.#people.use(document, { ...person, origin });
    else if (people !== undefined) void sayWarning(`${origin.name} does not hold this person any more.`);
  }

  async #show(document: vscode.TextDocument, from: Pick<FileOrigin, 'name' | 'file'>): Promise<void> {
    const read = await this.#read(document, from.file);
    if (read === undefined) return;
    const people = read.people.map(
      (person, index): SamplePerson => ({ ...person, origin: { kind: 'file', ...from, index } }),
    );
    const person = people.length === 1 ? people[0] : await choose(people, read.total, from.name);
    if (person !== undefined) await this.#people.use(document, person);
  }

  async #read(
    document: vscode.TextDocument,
    file: FileOrigin['file'],
  ): Promise<Extract<SamplePeopleResult, { people: unknown }> | undefined> {
    const { client } = this.#services;
    await client.start();
    const params: SamplePeopleParams = { uri: document.uri.toString(), ...file };
    const read = await client.sendRequest<SamplePeopleResult>(SAMPLE_PEOPLE, params);
    if (!('problem' in read)) return read;
    void sayError(read.problem);
    return undefined;
  }
}

async function choose(people: readonly SamplePerson[], total: number, name: string): Promise<SamplePerson | undefined> {
  const items = people.map((person) => ({
    label: `$(person) ${shownLine(person.label)}`,
    description: person.situation ?? '',
    person,
  }));
  const placeHolder = total > people.length ? `The first ${people.length} of ${total} people` : 'Which one?';
  return (await pickAmong(items, { title: name, placeHolder, matchOnDescription: true }))?.person;
}
