import { dirname, resolve } from 'node:path';
import { isJsonObject, type Json } from '../core/json.ts';
import { peopleOf } from '../core/mapping/people.ts';
import { projectError } from './project-error.ts';
import { readNamedFile, readTextFile } from './read-text-file.ts';
import { withShownPath } from './shown-path.ts';

/** The largest payload that is read, in bytes. One person has about 50 KB, a page of people some MB. */
export const payloadLimit = 32 * 1024 * 1024;

/**
 * The people of a payload file that the user names: one PerPerson object, `{"d": {…}}`, `{"d": {"results": […]}}`, one Entra user as Graph
 * returns it, or a Graph page `{"value": […]}`.
 *
 * @throws SfmapError exit 2: unreadable, too large, HTML, not JSON, nobody in it.
 */
export async function readSampleFile(path: string): Promise<readonly Json[]> {
  return parsePayload(await readNamedFile(path, 'The payload', payloadLimit), path);
}

/**
 * The people of a sample that a mapping names, by a path relative to the mapping. Errors name it as the mapping does.
 *
 * @throws SfmapError exit 2: as `readSampleFile` and `mappingSamplePath`.
 */
export async function readMappingSample(mapping: string, file: string): Promise<readonly Json[]> {
  const path = mappingSamplePath(mapping, file);
  try {
    return parsePayload(await readTextFile(path, 'The payload', payloadLimit), path);
  } catch (error) {
    throw withShownPath(error, path, file);
  }
}

/**
 * The absolute path of a file that a mapping names. A mapping is not trusted: an absolute path could make whoever opens
 * it reach another machine.
 *
 * @throws SfmapError exit 2: an absolute path, a drive, a network share, an address.
 */
export function mappingSamplePath(mapping: string, file: string): string {
  if (/^(?:[/\\\\~]|[A-Za-z][A-Za-z0-9+.-]*:)/.test(file)) {
    throw projectError(`The file ${file} is not relative to its mapping.`, 'Write a path such as "people/me.json".');
  }
  return resolve(dirname(mapping), file);
}

/** As `readSampleFile`, for a text that is at hand. `name` is for messages. */
export function parsePayload(text: string, name: string): readonly Json[] {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw notJson(text, name, error);
  }
  const people = peopleOf(json);
  if (people.length === 0) {
    throw projectError(`The payload ${name} holds nobody.`, 'Give a payload with at least one person.');
  }
  if (!people.every(isJsonObject)) {
    throw projectError(
      `The payload ${name} is JSON, but no person.`,
      'Give one PerPerson object, an answer of SuccessFactors with "d", or one Entra user.',
    );
  }
  return people;
}

function notJson(text: string, name: string, error: unknown): Error {
  const start = text.trimStart().slice(0, 200);
  if (start === '') return projectError(`The payload ${name} is empty.`, 'Save the answer of SuccessFactors again.');
  if (/^<(!doctype html|html|head|body)/i.test(start)) {
    return projectError(
      `The payload ${name} is an HTML page, no JSON: probably a sign-in or an error page.`,
      'Save the answer of SuccessFactors to a query with $format=json.',
      error,
    );
  }
  if (start.startsWith('<')) {
    return projectError(
      `The payload ${name} is XML, no JSON.`,
      'Add $format=json to the query and save it again.',
      error,
    );
  }
  return projectError(`The payload ${name} is not JSON.`, 'Check that the whole answer was saved.', error);
}
