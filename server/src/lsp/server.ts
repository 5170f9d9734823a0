import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { declarationsOf } from '../core/analysis/bind.ts';
import { codeActions } from '../features/code-actions.ts';
import { diagnostics } from '../features/diagnostics.ts';
import { hover } from '../features/hover.ts';
import { inlayValues } from '../features/inlay-values.ts';
import { preview } from '../features/preview.ts';
import { fromRange, toCodeAction, toDiagnostic, toHover, toInlayHint, toRange } from './convert.ts';
import { Analyses } from './documents.ts';
import { PREVIEW_MAPPING, type PreviewMappingParams, type PreviewMappingResult, SAMPLE_PERSON, type SamplePersonParams } from './protocol.ts';
import { safely } from './safely.ts';

/** Wires the features to a connection. The connection decides the transport: ipc, stdio, or streams in a test. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  let client: InitializeParams['capabilities'] = {};
  const log = (message: string) => connection.console.error(message);
  const analyses = new Analyses(changed, log);
  const pulls = () => client.textDocument?.diagnostic !== undefined;

  /** Values depend on more than the text: the client asks again for what it shows. */
  function changed(): void {
    if (client.workspace?.inlayHint?.refreshSupport === true) connection.languages.inlayHint.refresh();
    if (client.workspace?.diagnostics?.refreshSupport === true) connection.languages.diagnostics.refresh();
    else if (!pulls()) for (const document of documents.all()) push(document);
  }

  function report(document: TextDocument) {
    const analysis = analyses.of(document);
    const items = diagnostics(analysis).map((one) => toDiagnostic(document, one));
    const problem = analyses.sampleProblem(document.uri);
    const declared = declarationsOf(analysis.file, 'sample')[0];
    if (problem !== undefined && declared?.declaration.file !== undefined) {
      const { start, end } = declared.declaration.file;
      const span = { start: declared.offset + start, end: declared.offset + end };
      items.push({ code: 'SFM1104', source: 'sfmap', severity: 1, message: problem, range: toRange(document, span) });
    }
    return items;
  }

  function push(document: TextDocument): void {
    void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: report(document) });
  }

  connection.onInitialize(({ capabilities }): InitializeResult => {
    client = capabilities;
    return {
      serverInfo: { name: 'sfmap', version: '0.1.0' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        inlayHintProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
        ...(pulls() ? { diagnosticProvider: { identifier: 'sfmap', interFileDependencies: false, workspaceDiagnostics: false } } : {}),
      },
    };
  });
  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.json' }] });
  });
  connection.onDidChangeWatchedFiles(() => analyses.refresh());

  connection.languages.diagnostics.on(
    safely(log, { kind: DocumentDiagnosticReportKind.Full, items: [] }, ({ textDocument }) => {
      const document = documents.get(textDocument.uri);
      return { kind: DocumentDiagnosticReportKind.Full, items: document === undefined ? [] : report(document) };
    }),
  );
  connection.languages.inlayHint.on(
    safely(log, [], ({ textDocument, range }) => {
      const document = documents.get(textDocument.uri);
      if (document === undefined) return [];
      return inlayValues(analyses.of(document), fromRange(document, range)).map((value) => toInlayHint(document, value));
    }),
  );
  connection.onHover(
    safely(log, null, ({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      const found = document === undefined ? undefined : hover(analyses.of(document), document.offsetAt(position));
      return document === undefined || found === undefined ? null : toHover(document, found);
    }),
  );
  connection.onCodeAction(
    safely(log, [], ({ textDocument, range }) => {
      const document = documents.get(textDocument.uri);
      if (document === undefined) return [];
      return codeActions(analyses.of(document), fromRange(document, range)).map((action) => toCodeAction(document, action));
    }),
  );
  connection.onNotification(SAMPLE_PERSON, ({ uri, person }: SamplePersonParams) => analyses.setPerson(uri, person));
  connection.onRequest(
    PREVIEW_MAPPING,
    safely<PreviewMappingParams, PreviewMappingResult>(log, { title: '', text: 'The preview failed; see the log.\n' }, ({ uri }) => {
      const document = documents.get(uri);
      return document === undefined ? { title: '', text: 'Open the mapping first.\n' } : preview(analyses.of(document));
    }),
  );

  documents.onDidChangeContent(({ document }) => {
    if (!pulls()) push(document);
  });
  documents.onDidClose(({ document }) => {
    analyses.close(document.uri);
    if (!pulls()) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  documents.listen(connection);
  connection.listen();
}
