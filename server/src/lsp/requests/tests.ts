import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from '../../core/analysis/analyse.ts';
import { recordTest, runTestItems, type TestFailure, testItems } from '../../features/tests.ts';
import { toRange } from '../convert.ts';
import {
  RECORD_TEST,
  type RecordTestResult,
  RUN_TESTS,
  type RunTestsResult,
  TESTS,
  type TestsResult,
} from '../protocol.ts';
import { badParameters, type LanguageFeature, type OpenMapping, type Session } from '../session.ts';

/** The tests of mappings for a view of tests: which there are, how they go, and a new one of what the sample gets. */
export const testsFeature: LanguageFeature = {
  capabilities: () => ({}),

  listen(session) {
    const { connection } = session;
    connection.onRequest<TestsResult, never>(
      TESTS,
      session.answer<unknown, TestsResult>([], async (params) => {
        const asked = testParameters(params);
        if (asked === undefined) return badParameters(`${TESTS} needs the uri of a mapping.`);
        const mapping = await mappingAt(session, asked.uri);
        if (mapping === undefined) return [];
        const { document, analysis } = mapping;
        return testItems(analysis).map((item) => ({ name: item.name, range: toRange(document, item) }));
      }),
    );
    connection.onRequest<RunTestsResult, never>(
      RUN_TESTS,
      session.answer<unknown, RunTestsResult>([], async (params) => {
        const asked = testParameters(params);
        if (asked === undefined) return badParameters(`${RUN_TESTS} needs the uri of a mapping, and names or none.`);
        const mapping = await mappingAt(session, asked.uri);
        return mapping === undefined ? [] : run(session, mapping, asked.names);
      }),
    );
    connection.onRequest<RecordTestResult, never>(
      RECORD_TEST,
      session.answer<unknown, RecordTestResult>(
        { problem: 'The test could not be made; see the log.' },
        async (params) => {
          const asked = testParameters(params);
          if (asked === undefined) return badParameters(`${RECORD_TEST} needs the uri of a mapping.`);
          const open = session.documents.get(asked.uri);
          if (open === undefined) return { problem: 'Open the mapping first.' };
          await session.analyses.sampleRead(open);
          await session.analyses.projectRead(open);
          const made = recordTest(session.analyses.of(open));
          if ('problem' in made) return made;
          return { edits: made.edits.map(({ text, ...span }) => ({ range: toRange(open, span), newText: text })) };
        },
      ),
    );
  },
};

async function run(
  session: Session,
  { document, analysis }: OpenMapping,
  names: readonly string[] | undefined,
): Promise<RunTestsResult> {
  const files = await session.givenFiles.of(document.uri, analysis.model);
  const failure = ({ message, difference, ...span }: TestFailure) => ({
    message,
    range: toRange(document, span),
    ...difference,
  });
  return runTestItems(analysis, files, names).map(({ name, passed, failures, remarks, ...span }) => ({
    name,
    range: toRange(document, span),
    passed,
    failures: failures.map(failure),
    remarks,
  }));
}

/** A mapping as the editor has it open, else as it lies on disk, with the parameters that sfmap.json gives it. */
async function mappingAt(session: Session, uri: string): Promise<OpenMapping | undefined> {
  const open = session.documents.get(uri);
  if (open !== undefined) {
    await session.analyses.projectRead(open);
    return session.open(uri);
  }
  session.closed.readSettingsAgain();
  const onDisk = await session.closed.read(uri);
  if (onDisk === undefined) return undefined;
  const { parameters } = onDisk.settings;
  const document = TextDocument.create(uri, 'sfmap', 0, onDisk.text);
  return { document, analysis: new Analysis(onDisk.text, { parameters }) };
}

/** The parameters, which any client may send; undefined where they are none. */
function testParameters(params: unknown): { readonly uri: string; readonly names?: readonly string[] } | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  const { uri, names } = params as { uri?: unknown; names?: unknown };
  if (typeof uri !== 'string') return undefined;
  if (names === undefined) return { uri };
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? { uri, names } : undefined;
}
