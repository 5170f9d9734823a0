import type { Command, CodeLens as LspCodeLens } from 'vscode-languageserver/node';
import { documentAddress } from '../../core/document-address.ts';
import { type CodeLens, codeLenses, type LensAction, testState } from '../../features/code-lenses.ts';
import { toRange } from '../convert.ts';
import { RUN_TEST, SHOW_QUERY, SHOW_VALUES } from '../protocol.ts';
import type { LanguageFeature, OpenMapping, Session } from '../session.ts';

/** The command of each lens; one that the editor does not have would do nothing there, so its lens is left out. */
const COMMANDS: Readonly<Record<LensAction, string>> = {
  'show values': SHOW_VALUES,
  'show query': SHOW_QUERY,
  'show test': RUN_TEST,
  'run test': RUN_TEST,
};

/** What a lens of a test carries until it is seen. */
interface TestLensData {
  readonly uri: string;
  readonly start: number;
  readonly test: string;
}

/** Lines above `map`, `source` and each test. */
export const codeLensesFeature: LanguageFeature = {
  capabilities: ({ commands }) =>
    Object.values(COMMANDS).some((command) => commands.has(command))
      ? { codeLensProvider: { resolveProvider: true } }
      : {},

  listen(session) {
    const { connection } = session;
    connection.onCodeLens(
      session.answerOpen([], (mapping) =>
        codeLenses(mapping.analysis)
          .filter(({ action }) => session.editor.commands.has(COMMANDS[action]))
          .map((lens) => toCodeLens(mapping, lens)),
      ),
    );
    connection.onCodeLensResolve(async (lens, token) => {
      const resolve = session.answer<LspCodeLens, LspCodeLens>(lens, () => withState(session, lens));
      return (await resolve(lens, token)) as LspCodeLens;
    });
    session.onSurroundingsChanged(() => {
      if (session.editor.capabilities.workspace?.codeLens?.refreshSupport === true) {
        session.request(connection.sendRequest('workspace/codeLens/refresh'));
      }
    });
  },
};

function toCodeLens({ document }: OpenMapping, { start, end, action, title, tooltip, test }: CodeLens): LspCodeLens {
  const range = toRange(document, { start, end });
  if (title === undefined) {
    const data: TestLensData = { uri: document.uri, start, test: test ?? '' };
    return { range, data };
  }
  const argument = test === undefined ? document.uri : reportOf(document.uri, test);
  const command: Command = { title, command: COMMANDS[action], arguments: [argument] };
  return { range, command: tooltip === undefined ? command : { ...command, tooltip } };
}

/** The lens with the state of its test. One of a text that has changed since says nothing. */
async function withState(session: Session, lens: LspCodeLens): Promise<LspCodeLens> {
  const data = testLensData(lens.data);
  const mapping = data === undefined ? undefined : session.open(data.uri);
  if (data === undefined || mapping === undefined) return { ...lens, command: NOTHING };
  const files = await session.givenFiles.of(data.uri, mapping.analysis.model);
  const state = testState(mapping.analysis, files, data.start);
  if (state === undefined) return { ...lens, command: NOTHING };
  return { ...lens, command: { ...state, command: COMMANDS['show test'], arguments: [reportOf(data.uri, data.test)] } };
}

const reportOf = (mapping: string, test: string) => documentAddress({ kind: 'tests', mapping, title: test });

/** An editor shows nothing for it, and asks again after the next change. */
const NOTHING: Command = { title: '', command: '' };

function testLensData(data: unknown): TestLensData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { uri, start, test } = data as Partial<Record<keyof TestLensData, unknown>>;
  return typeof uri === 'string' && typeof start === 'number' && typeof test === 'string'
    ? { uri, start, test }
    : undefined;
}
