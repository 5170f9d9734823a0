import { previewPlace, previewReason, previewTable } from '../../features/preview-table.ts';
import { toRange } from '../convert.ts';
import { personId } from '../preview-people.ts';
import { previewPeopleParams } from '../preview-people-params.ts';
import {
  PREVIEW_PAYLOADS,
  PREVIEW_PEOPLE,
  PREVIEW_REASON,
  PREVIEW_TABLE,
  type PreviewPayloadsResult,
  type PreviewReasonParams,
  type PreviewReasonResult,
  type PreviewTableParams,
  type PreviewTableResult,
  VALUES_CHANGED,
} from '../protocol.ts';
import { badParameters, type LanguageFeature, type OpenMapping, type Session } from '../session.ts';

const NOT_OPEN: PreviewTableResult = { columns: [], rows: [], remarks: ['Open the mapping first.'], errors: 0 };

/** The preview of a mapping as a table of people, by messages of our own. */
export const previewTableFeature: LanguageFeature = {
  capabilities: () => ({}),

  listen(session) {
    const { connection, previewPeople } = session;
    connection.onNotification(
      PREVIEW_PEOPLE,
      session.heed((params: unknown) => {
        const { uri, people } = previewPeopleParams(params);
        if (session.documents.get(uri) === undefined) throw new Error('sfmap/previewPeople is about an open mapping.');
        previewPeople.set(uri, people);
      }),
    );
    session.onSurroundingsChanged(() => {
      if (previewPeople.watched) void connection.sendNotification(VALUES_CHANGED);
    });
    connection.onRequest(
      PREVIEW_TABLE,
      session.answer<PreviewTableParams, PreviewTableResult>(
        { ...NOT_OPEN, remarks: ['The preview failed; see the log.'] },
        async (params) => {
          if (typeof params?.uri !== 'string') return badParameters(`${PREVIEW_TABLE} needs the uri of a mapping.`);
          const mapping = await withSample(session, params.uri);
          return mapping === undefined ? NOT_OPEN : table(session, mapping);
        },
      ),
    );
    connection.onRequest(
      PREVIEW_REASON,
      session.answer<PreviewReasonParams, PreviewReasonResult | null>(null, (params) =>
        isReasonParams(params)
          ? reason(session, params)
          : badParameters(`${PREVIEW_REASON} needs the uri of a mapping, a key, a kind and a name.`),
      ),
    );
    connection.onRequest(
      PREVIEW_PAYLOADS,
      session.answer<PreviewTableParams, PreviewPayloadsResult>([], async (params) => {
        const mapping = typeof params?.uri === 'string' ? await withSample(session, params.uri) : undefined;
        if (mapping === undefined) return [];
        const { people } = await previewPeople.of(mapping.document.uri, mapping.analysis);
        return people.map((one) => ({ key: one.key, person: personId(one), payload: one.payload }));
      }),
    );
  },
};

/** An open mapping, once its sample was read: a preview that comes first with nobody would flicker. */
async function withSample(session: Session, uri: string): Promise<OpenMapping | undefined> {
  const document = session.documents.get(uri);
  if (document === undefined) return undefined;
  await session.analyses.sampleRead(document);
  return session.open(uri);
}

async function table(session: Session, { document }: OpenMapping): Promise<PreviewTableResult> {
  const { uri } = document;
  const { people, remarks } = await session.previewPeople.of(uri, session.analyses.of(document));
  // The text may have changed while files were read.
  const analysis = session.analyses.of(document);
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error').length;
  return { ...previewTable(analysis, people), remarks, errors };
}

async function reason(session: Session, params: PreviewReasonParams): Promise<PreviewReasonResult | null> {
  const { uri, key, kind, name } = params;
  const mapping = session.open(uri);
  if (mapping === undefined) return null;
  const { people } = await session.previewPeople.of(uri, mapping.analysis);
  const person = people.find((one) => one.key === key);
  const { document, analysis } = session.open(uri) ?? mapping;
  const place = previewPlace(analysis, kind, name);
  const text = person && previewReason(analysis, person, kind, name);
  if (text === undefined && place === undefined) return null;
  return { text: text ?? '', ...(place === undefined ? {} : { range: toRange(document, place) }) };
}

function isReasonParams(params: unknown): params is PreviewReasonParams {
  const { uri, key, kind, name } = (params ?? {}) as Partial<Record<keyof PreviewReasonParams, unknown>>;
  const isKind = kind === 'target' || kind === 'attribute';
  return typeof uri === 'string' && typeof key === 'string' && isKind && typeof name === 'string';
}
