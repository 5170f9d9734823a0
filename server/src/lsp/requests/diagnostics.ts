import { DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnostics } from '../../features/diagnostics.ts';
import { toDiagnostic } from '../convert.ts';
import type { LanguageFeature, OpenMapping } from '../session.ts';

/** Diagnostics: asked for by editors that can, sent to the others. */
export const diagnosticsFeature: LanguageFeature = {
  capabilities: ({ pulls }) =>
    pulls
      ? { diagnosticProvider: { identifier: 'sfmap', interFileDependencies: false, workspaceDiagnostics: false } }
      : {},

  listen(session) {
    const { connection, documents, analyses } = session;
    const report = ({ document, analysis }: OpenMapping) =>
      diagnostics(analysis, analyses.sampleProblem(document.uri)).map((one) => toDiagnostic(document, one));
    const push = (document: TextDocument) => {
      const items = report({ document, analysis: analyses.of(document) });
      void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: items });
    };

    connection.languages.diagnostics.on(
      session.answerOpen({ kind: DocumentDiagnosticReportKind.Full, items: [] }, (mapping) => ({
        kind: DocumentDiagnosticReportKind.Full,
        items: report(mapping),
      })),
    );
    session.onSurroundingsChanged(() => {
      if (session.editor.capabilities.workspace?.diagnostics?.refreshSupport === true) {
        session.request(connection.languages.diagnostics.refresh());
      }
      if (!session.editor.pulls) for (const document of documents.all()) push(document);
    });
    documents.onDidChangeContent(({ document }) => {
      if (!session.editor.pulls) push(document);
    });
    documents.onDidClose(({ document }) => {
      if (!session.editor.pulls) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
  },
};
