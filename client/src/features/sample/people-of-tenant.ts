import * as vscode from 'vscode';
import {
  type ConnectionInfo,
  FETCH_PERSON,
  type FetchPersonParams,
  type FetchPersonResult,
  FIND_PEOPLE,
  type FindPeopleParams,
  type FindPeopleResult,
  type SoughtSituation,
  type Target,
} from '../../../../server/src/engine/protocol.ts';
import { complaintOf } from '../../infrastructure/engine-error.ts';
import { mappingForRun, mappingOf } from '../../infrastructure/mapping-document.ts';
import { pickAmong } from '../../infrastructure/pick.ts';
import { sayInformation } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';
import type { SamplePeople } from './sample-people.ts';
import { directionOf, type SamplePerson } from './sample-person.ts';

type Found = FindPeopleResult['people'][number];

/** HR situations as somebody asks for them. */
export const SITUATIONS: readonly (readonly [SoughtSituation, string])[] = [
  ['rehire', 'A rehire'],
  ['two standard employments', 'Two standard employments'],
  ['pre-hire', 'A pre-hire'],
  ['worker conversion', 'A worker conversion'],
  ['global assignment', 'A global assignment'],
  ['concurrent jobs', 'Concurrent jobs'],
  ['terminated', 'Somebody terminated'],
];

/** People of the tenant as sample people: by id, by name, by HR situation. */
export class PeopleOfTenant {
  readonly #services: Services;
  readonly #people: SamplePeople;
  /** What was asked for last. */
  #last = '';

  constructor(services: Services, people: SamplePeople) {
    this.#services = services;
    this.#people = people;
  }

  /** Asks for an id or a name and shows the person in the current mapping. */
  async byIdOrName(): Promise<void> {
    const document = await mappingForRun();
    if (document === undefined) return;
    const connection = await this.#services.connections.choose(mappingOf(document), 'Fetch Sample Person');
    if (connection === undefined) return;
    const text = await vscode.window.showInputBox({
      title: `A person of ${connection.name} (${connection.environment})`,
      prompt:
        directionOf(document) === 'writeback'
          ? 'Id or name: userPrincipalName, employeeId, object id of the Entra user, or the begin of a name.'
          : 'Id or name: personIdExternal, or the begin of a given or family name.',
      value: this.#last,
      ignoreFocusOut: true,
      validateInput: (typed) => (typed.trim() === '' ? 'Give an id or a name.' : undefined),
    });
    if (text === undefined) return;
    this.#last = text.trim();
    await this.#with(document, connection, (target) => this.#idOrName(target, connection, this.#last));
  }

  /** Looks for somebody in an HR situation and shows the person in the current mapping. */
  async bySituation(situation: SoughtSituation): Promise<void> {
    const document = await mappingForRun();
    if (document === undefined) return;
    const label = SITUATIONS.find(([one]) => one === situation)?.[1] ?? situation;
    const wanted = label.toLowerCase();
    const connection = await this.#services.connections.choose(mappingOf(document), `Look for ${wanted}`);
    if (connection === undefined) return;
    await this.#with(document, connection, async (target) => {
      const found = await this.#find(target, `Looking for ${wanted} in ${connection.name}`, { situation });
      if (found.people.length === 0) {
        void sayInformation(nobody(wanted, connection, found));
        return undefined;
      }
      const placeHolder = `The first ${found.people.length}, of ${found.looked.toLocaleString('en-GB')} people looked at`;
      const one = await this.#choose(found, `${label} · ${connection.name} (${connection.environment})`, placeHolder);
      return one && this.#fetch(target, connection, one.id);
    });
  }

  /** Reads a person of the tenant again. */
  async again(document: vscode.TextDocument, connection: ConnectionInfo, id: string): Promise<void> {
    await this.#with(document, connection, (target) => this.#fetch(target, connection, id));
  }

  async #with(
    document: vscode.TextDocument,
    connection: ConnectionInfo,
    work: (target: Target) => Promise<SamplePerson | undefined>,
  ): Promise<void> {
    const person = await this.#services.connections.run(mappingOf(document), connection, work);
    if (person !== undefined) await this.#people.use(document, person);
  }

  async #idOrName(target: Target, connection: ConnectionInfo, text: string): Promise<SamplePerson | undefined> {
    let unknownId: unknown;
    if (/[\d@]/.test(text)) {
      try {
        return await this.#fetch(target, connection, text);
      } catch (error) {
        if (complaintOf(error).code !== 'SFM-PERSON') throw error;
        unknownId = error;
      }
    }
    const found = await this.#find(target, `Looking for ${text} in ${connection.name}`, { name: text });
    if (found.people.length === 0) {
      if (unknownId !== undefined) throw unknownId;
      void sayInformation(
        `${connection.name} has nobody with the id or the name ${text}, or the API user may not see them. Who begins later has no name yet: give the id.`,
      );
      return undefined;
    }
    const more = found.complete ? 'Which one?' : `The first ${found.people.length}; write more of the name for others`;
    const one = await this.#choose(found, `${text} · ${connection.name} (${connection.environment})`, more);
    return one && this.#fetch(target, connection, one.id);
  }

  /** The person who is meant; where there is one alone, nobody is asked. */
  async #choose(found: FindPeopleResult, title: string, placeHolder: string): Promise<Found | undefined> {
    if (found.people.length === 1) return found.people[0];
    const items = found.people.map((person) => ({
      label: `$(person) ${shownLine(person.label)}`,
      description: person.situation ?? '',
      person,
    }));
    const options = { title, placeHolder, matchOnDescription: true };
    return (await pickAmong(items, options))?.person;
  }

  #find(
    target: Target,
    title: string,
    what: { readonly name: string } | { readonly situation: SoughtSituation },
  ): Promise<FindPeopleResult> {
    const { engine } = this.#services;
    return withProgress(engine, title, (token) =>
      engine.request<FindPeopleParams, FindPeopleResult>(FIND_PEOPLE, { ...target, ...what }, token),
    );
  }

  async #fetch(target: Target, connection: ConnectionInfo, id: string): Promise<SamplePerson> {
    const { engine } = this.#services;
    const fetched = await withProgress(engine, shownLine(`Fetching ${id} from ${connection.name}`), (token) =>
      engine.request<FetchPersonParams, FetchPersonResult>(FETCH_PERSON, { ...target, person: id }, token),
    );
    return { ...fetched, origin: { kind: 'tenant', connection, id } };
  }
}

function nobody(wanted: string, { name }: ConnectionInfo, { looked, complete }: FindPeopleResult): string {
  const people = `${looked.toLocaleString('en-GB')} ${looked === 1 ? 'person was' : 'people were'} looked at`;
  return complete
    ? `${name} has nobody for "${wanted}": ${people}.`
    : `Nobody for "${wanted}" in ${name} so far: ${people}, and the search ends there. Give an id instead.`;
}
