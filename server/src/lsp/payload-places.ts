import type { Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { documentAddress } from '../core/document-address.ts';
import type { Json } from '../core/json.ts';
import { jsonPlace } from '../core/language/json-place.ts';
import { placeOfFirstPerson } from '../core/mapping/people.ts';
import { readOnlyDocument } from '../features/read-only-document.ts';
import { readTextFile } from '../project/read-text-file.ts';
import { payloadLimit } from '../project/sample-file.ts';
import { toRange } from './convert.ts';
import { addressOf, namedFilePath } from './mapping-files.ts';
import type { Session } from './session.ts';

type Location = readonly (string | number)[];

/** The text that a payload is read in, and where the person stands in it. */
interface PayloadText {
  readonly uri: string;
  readonly text: string;
  readonly person: Location;
}

/**
 * The places of the sample person's payload, each value with its name: in the file that it came from, or for a person
 * that the user chose in a text to read, where the editor can open one. Places that are not there are left out.
 */
export async function payloadPlaces(
  session: Session,
  mapping: string,
  locations: readonly Location[],
): Promise<{ uri: string; range: Range }[]> {
  if (locations.length === 0) return [];
  const payload = (await fileOf(session, mapping)) ?? chosenPerson(session, mapping);
  if (payload === undefined) return [];
  const { uri, text, person } = payload;
  const document = TextDocument.create(uri, 'json', 0, text);
  const start = jsonPlace(text, person)?.value.start;
  return locations.flatMap((location) => {
    const place = jsonPlace(text, location, start);
    return place === undefined ? [] : [{ uri, range: toRange(document, place.key ?? place.value) }];
  });
}

async function fileOf(session: Session, mapping: string): Promise<PayloadText | undefined> {
  const file = session.analyses.sampleFile(mapping);
  const path = file === undefined ? undefined : namedFilePath(mapping, file);
  if (path === undefined) return undefined;
  const text = await readTextFile(path, 'The payload', payloadLimit);
  return { uri: addressOf(path), text, person: placeOfFirstPerson(JSON.parse(text) as Json) };
}

function chosenPerson(session: Session, mapping: string): PayloadText | undefined {
  const analysis = session.open(mapping)?.analysis;
  if (analysis?.sample === undefined || session.editor.capabilities.workspace?.textDocumentContent === undefined)
    return undefined;
  const uri = documentAddress({ kind: 'payload', mapping, title: analysis.sample.label });
  return { uri, text: readOnlyDocument(uri, { analysis, files: new Map() }), person: [] };
}
