import { TextDocument } from 'vscode-languageserver-textdocument';
import { readDocumentAddress } from '../../core/document-address.ts';
import { SfmapError } from '../../core/errors.ts';
import { payloadText } from '../../core/mapping/payload-text.ts';
import { attributeAt, fixtureOf, payloadPathAt, shownPerson } from '../../features/sample.ts';
import { readTextFile } from '../../project/read-text-file.ts';
import { parsePayload, payloadLimit } from '../../project/sample-file.ts';
import { toRange } from '../convert.ts';
import { namedFilePath } from '../mapping-files.ts';
import {
  FIXTURE,
  type FixtureResult,
  INSERT_ATTRIBUTE,
  type InsertAttributeResult,
  PAYLOAD_PATH,
  type PayloadPathResult,
  SAMPLE_FILES,
  SAMPLE_INFO,
  SAMPLE_PEOPLE,
  type SampleFilesResult,
  type SampleInfoResult,
  type SamplePeopleResult,
} from '../protocol.ts';
import { Position } from '../protocol-names.ts';
import { sampleFiles } from '../sample-files.ts';
import { badParameters, type LanguageFeature, type OpenMapping, type Session } from '../session.ts';

/** Of a file so many people are offered; an answer of SuccessFactors may hold a thousand. */
const MOST_PEOPLE = 200;

/** The sample person as a client shows, chooses and saves one, by messages of our own. */
export const samplePersonFeature: LanguageFeature = {
  capabilities: () => ({}),

  listen(session) {
    const { connection } = session;
    connection.onRequest<SampleInfoResult, never>(
      SAMPLE_INFO,
      session.answer<unknown, SampleInfoResult>(null, async (params) => {
        const { uri } = fieldsOf(params);
        if (typeof uri !== 'string') return badParameters(`${SAMPLE_INFO} needs the uri of a mapping.`);
        const sample = (await sampled(session, uri))?.analysis;
        if (sample?.sample === undefined) return null;
        const file = session.analyses.sampleFile(uri);
        return { ...shownPerson(sample, sample.sample.payload), ...(file !== undefined && { file }) };
      }),
    );
    connection.onRequest<SampleFilesResult, never>(
      SAMPLE_FILES,
      session.answer<unknown, SampleFilesResult>([], async (params) => {
        const { uri } = fieldsOf(params);
        if (typeof uri !== 'string') return badParameters(`${SAMPLE_FILES} needs the uri of a mapping.`);
        return sampleFiles(uri);
      }),
    );
    connection.onRequest<SamplePeopleResult, never>(
      SAMPLE_PEOPLE,
      session.answer<unknown, SamplePeopleResult>({ problem: 'The file could not be read; see the log.' }, (params) => {
        const { uri, file, path } = fieldsOf(params);
        const chosen = typeof path === 'string' ? path : undefined;
        const named = typeof uri === 'string' && typeof file === 'string' ? namedFilePath(uri, file) : undefined;
        const read = chosen ?? named;
        if (typeof uri !== 'string' || read === undefined)
          return badParameters(`${SAMPLE_PEOPLE} needs the uri of a mapping, and a file beside it or a path.`);
        return peopleIn(session, uri, read);
      }),
    );
    connection.onRequest<PayloadPathResult, never>(
      PAYLOAD_PATH,
      session.answer<unknown, PayloadPathResult>(null, async (params) => {
        const { uri, position } = fieldsOf(params);
        const address = typeof uri === 'string' ? readDocumentAddress(uri) : undefined;
        if (address?.kind !== 'payload' || !Position.is(position))
          return badParameters(`${PAYLOAD_PATH} needs the address of a payload and a position in it.`);
        const analysis = (await sampled(session, address.mapping))?.analysis;
        if (analysis === undefined) return null;
        const document = TextDocument.create(String(uri), 'json', 0, payloadText(analysis));
        const found = payloadPathAt(analysis, document.offsetAt(position));
        return found === undefined ? null : { ...found, mapping: address.mapping };
      }),
    );
    connection.onRequest<InsertAttributeResult, never>(
      INSERT_ATTRIBUTE,
      session.answer<unknown, InsertAttributeResult>(
        { problem: 'The attribute could not be added; see the log.' },
        async (params) => {
          const { uri, location } = fieldsOf(params);
          if (typeof uri !== 'string' || !isLocation(location))
            return badParameters(`${INSERT_ATTRIBUTE} needs the uri of a mapping and a location in the payload.`);
          const mapping = await sampled(session, uri);
          if (mapping === undefined) return { problem: 'Open the mapping first.' };
          const made = attributeAt(mapping.analysis, location);
          if ('problem' in made) return made;
          const { document } = mapping;
          return {
            name: made.name,
            edits: made.edits.map(({ text, ...span }) => ({ range: toRange(document, span), newText: text })),
          };
        },
      ),
    );
    connection.onRequest<FixtureResult, never>(
      FIXTURE,
      session.answer<unknown, FixtureResult>(
        { problem: 'The file could not be made; see the log.' },
        async (params) => {
          const { uri, pseudonymised } = fieldsOf(params);
          if (typeof uri !== 'string' || typeof pseudonymised !== 'boolean')
            return badParameters(`${FIXTURE} needs the uri of a mapping, and whether names are replaced.`);
          const analysis = (await sampled(session, uri))?.analysis;
          if (analysis === undefined) return { problem: 'Open the mapping first.' };
          return fixtureOf(analysis, pseudonymised) ?? { problem: 'There is no sample person yet.' };
        },
      ),
    );
  },
};

/** An open mapping, once its sample file was read. */
async function sampled(session: Session, uri: string): Promise<OpenMapping | undefined> {
  const document = session.documents.get(uri);
  if (document === undefined) return undefined;
  await session.analyses.sampleRead(document);
  return session.open(uri);
}

async function peopleIn(session: Session, uri: string, path: string): Promise<SamplePeopleResult> {
  const analysis = session.open(uri)?.analysis;
  if (analysis === undefined) return { problem: 'Open the mapping first.' };
  try {
    const people = parsePayload(await readTextFile(path, 'The payload', payloadLimit), path);
    return {
      people: people.slice(0, MOST_PEOPLE).map((payload) => ({ ...shownPerson(analysis, payload), payload })),
      total: people.length,
    };
  } catch (error) {
    if (error instanceof SfmapError) return { problem: `${error.message} ${error.cure}`.trim() };
    throw error;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isLocation(location: unknown): location is readonly (string | number)[] {
  return Array.isArray(location) && location.every((key) => typeof key === 'string' || typeof key === 'number');
}
