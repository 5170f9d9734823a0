import type { DocumentDiagnosticReport, Diagnostic as LspDiagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../core/analysis/analyse.ts';
import { diagnosticsWithFiles } from '../../features/diagnostics.ts';
import { toDiagnostic } from '../convert-diagnostic.ts';
import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from '../protocol-names.ts';
import type { LanguageFeature, OpenMapping, Session } from '../session.ts';
import { workspaceDiagnostics } from './workspace-diagnostics.ts';

/** Diagnostics: asked for by editors that can, sent to the others. */
export const diagnosticsFeature: LanguageFeature = {
  capabilities: ({ pulls }) =>
    pulls
      ? { diagnosticProvider: { identifier: 'sfmap', interFileDependencies: false, workspaceDiagnostics: true } }
      : {},

  listen(session) {
    const { connection, documents, analyses, closed } = session;
    const reports = new OpenReports(session);
    const push = (document: TextDocument) => {
      const { items } = reports.of({ document, analysis: analyses.of(document) });
      void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: items });
    };

    connection.languages.diagnostics.on(
      session.answer(NOTHING, async ({ textDocument: { uri }, previousResultId }) => {
        const open = session.open(uri);
        if (open !== undefined) return fullOrUnchanged(reports.of(open), previousResultId);
        // An editor asks once more for a document that it has just closed: its findings on disk count from now on.
        closed.readSettingsAgain();
        const read = uri.endsWith('.sfmap') ? await closed.read(uri) : undefined;
        const onDisk = read === undefined ? undefined : await closed.report(read);
        if (documents.get(uri) !== undefined) return outdated();
        return onDisk === undefined ? NOTHING : fullOrUnchanged(onDisk, previousResultId);
      }),
    );
    connection.languages.diagnostics.onWorkspace(
      session.answer({ items: [] }, (params, token, _work, progress) =>
        workspaceDiagnostics(session, (mapping) => reports.of(mapping), params, token, progress),
      ),
    );
    session.onSurroundingsChanged(() => {
      if (session.editor.capabilities.workspace?.diagnostics?.refreshSupport === true) {
        session.request(connection.languages.diagnostics.refresh());
      }
      if (!session.editor.pulls) for (const document of documents.all()) push(document);
    });
    documents.onDidChangeContent(
      session.heed(({ document }) => {
        if (!session.editor.pulls) push(document);
      }),
    );
    documents.onDidClose(({ document }) => {
      if (!session.editor.pulls) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
  },
};

const NOTHING: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** The findings in a document that is open, with the name of what they depend on. */
export interface OpenReport {
  readonly resultId: string;
  readonly items: readonly LspDiagnostic[];
}

interface Known {
  /** What the files that it names have to do with it: their problems, and places in them. */
  readonly beside: string;
  readonly resultId: string;
}

/** The findings of open documents. What they depend on has one analysis; a change of anything gives another one. */
class OpenReports {
  readonly #known = new WeakMap<Analysis, Known>();
  /** Result ids of an earlier server say nothing: it may have had other rules. */
  readonly #server = Date.now().toString(36);
  #count = 0;

  constructor(private readonly session: Session) {}

  of({ document, analysis }: OpenMapping): OpenReport & { readonly items: LspDiagnostic[] } {
    const { analyses, editor } = this.session;
    const problems = analyses.fileProblems(document.uri, analysis);
    const found = diagnosticsWithFiles(analysis, problems);
    const place = (location: readonly (string | number)[]) => analyses.placeInSample(document.uri, location);
    const items = found.map((one) => toDiagnostic(document, one, editor, place));
    const places = items.flatMap(({ relatedInformation }) => relatedInformation?.map(({ location }) => location) ?? []);
    const beside = JSON.stringify([problems.map(({ start, message }) => [start, message]), places]);
    return {
      resultId: this.#resultId(analysis, beside),
      items,
    };
  }

  #resultId(analysis: Analysis, beside: string): string {
    const known = this.#known.get(analysis);
    if (known !== undefined && known.beside === beside) return known.resultId;
    const resultId = `${this.#server}-${++this.#count}`;
    this.#known.set(analysis, { beside, resultId });
    return resultId;
  }
}

function fullOrUnchanged({ resultId, items }: OpenReport, previous: string | undefined): DocumentDiagnosticReport {
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...items] };
}

/** The document was opened or changed while its file was read: the editor asks again. */
function outdated(): ResponseError<never> {
  const again = { retriggerRequest: true };
  const message = 'The document has changed meanwhile.';
  return new ResponseError(LSPErrorCodes.ServerCancelled, message, again) as ResponseError<never>;
}
