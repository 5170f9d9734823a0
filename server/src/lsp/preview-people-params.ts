import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { readExisting } from '../core/mapping/existing.ts';
import type { DirectorySide } from '../features/preview-table.ts';
import type { PreviewPersonParams } from './protocol.ts';

/** A column as it is asked for; `person` tells whom the directory was asked about. */
export interface AskedColumn {
  readonly key: string;
  readonly from: PreviewPersonParams['from'];
  readonly directory?: { readonly person: string; readonly side: DirectorySide };
}

/** More columns than anybody compares at once. */
const MOST_PEOPLE = 50;

/**
 * The parameters of `sfmap/previewPeople`, which any client may send.
 *
 * @throws Error what is wrong with them; the server logs it and changes nothing.
 */
export function previewPeopleParams(params: unknown): { readonly uri: string; readonly people: AskedColumn[] } {
  const { uri, people } = fieldsOf(params);
  if (typeof uri !== 'string' || !Array.isArray(people)) {
    throw new Error('sfmap/previewPeople needs the uri of a mapping, and people.');
  }
  if (people.length > MOST_PEOPLE) throw new Error(`sfmap/previewPeople takes ${MOST_PEOPLE} people at most.`);
  return { uri, people: people.map(columnOf) };
}

function columnOf(asked: Json): AskedColumn {
  const { key, from, directory } = fieldsOf(asked);
  if (typeof key !== 'string') throw new Error('A person of sfmap/previewPeople has a key.');
  return {
    key,
    from: originOf(fieldsOf(from)),
    ...(directory === undefined ? {} : { directory: directoryOf(fieldsOf(directory)) }),
  };
}

function originOf({ kind, file, label, payload }: JsonObject): AskedColumn['from'] {
  if (kind === 'shown') return { kind };
  if (kind === 'file' && typeof file === 'string') return { kind, file };
  if (kind === 'given' && typeof label === 'string' && isJsonObject(payload)) return { kind, label, payload };
  throw new Error('A person of sfmap/previewPeople is shown, or from a file, or given with a label and a payload.');
}

function directoryOf(read: JsonObject): AskedColumn['directory'] & object {
  const { person, place, found, problem, existing, parameters, domain, manager, remarks } = read;
  if (typeof person !== 'string' || typeof place !== 'string' || typeof found !== 'string') {
    throw new Error('A directory of sfmap/previewPeople says which one it is, about whom, and who was found.');
  }
  const held = existing === null || existing === undefined ? undefined : readExisting(existing);
  if (held !== undefined && 'problem' in held) throw new Error(`What the directory holds: ${held.problem}`);
  const side: DirectorySide = {
    place,
    found,
    parameters: new Map(Object.entries(fieldsOf(parameters)).map(([name, value]) => [name, String(value)])),
    remarks: listOf(remarks).map(String),
    ...(typeof domain === 'string' ? { domain } : {}),
    ...(typeof problem === 'string' ? { problem } : {}),
    ...(held === undefined ? {} : { existing: held.values }),
    ...(isJsonObject(manager) ? { manager: managerOf(manager) } : {}),
  };
  return { person, side };
}

function managerOf({ person, account, held }: JsonObject): DirectorySide['manager'] & object {
  const { id, name } = fieldsOf(account);
  return {
    ...(typeof person === 'string' ? { person } : {}),
    ...(typeof id === 'string' && typeof name === 'string' ? { account: { id, name } } : {}),
    ...(typeof held === 'string' ? { held } : {}),
  };
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

function fieldsOf(value: unknown): JsonObject {
  return isJsonObject(value as Json) ? (value as JsonObject) : {};
}
