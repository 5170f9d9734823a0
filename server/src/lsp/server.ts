import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions } from '../features/code-actions.ts';
import { diagnostics } from '../features/diagnostics.ts';
import { formatting } from '../features/formatting.ts';
import { hover } from '../features/hover.ts';
import { inlayValues } from '../features/inlay-values.ts';
import { preview } from '../features/preview.ts';
import { fromRange, toCodeAction, toDiagnostic, toHover, toInlayHint, toTextEdit } from './convert.ts';
import { Analyses } from './documents.ts';
import { PREVIEW_MAPPING, type PreviewMappingParams, type PreviewMappingResult, SAMPLE_PERSON } from './protocol.ts';
import { safely } from './safely.ts';
import { samplePersonParams } from './sample-person-params.ts';

/** Wires the features to a connection. The connection decides the transport: ipc, stdio, or streams in a test. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  let client: InitializeParams['capabilities'] = {};
  const log = (message: string) => connection.console.error(message);
  const warn = (message: string) =>
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  const analyses = new Analyses(changed, warn);
  const pulls = () => client.textDocument?.diagnostic !== undefined;

  /** Values depend on more than the text: the client asks again for what it shows. */
  function changed(): void {
    const asked: Promise<void>[] = [];
    if (client.workspace?.inlayHint?.refreshSupport === true) asked.push(connection.languages.inlayHint.refresh());
    if (client.workspace?.diagnostics?.refreshSupport === true) asked.push(connection.languages.diagnostics.refresh());
    for (const one of asked) one.catch((error: unknown) => log(`The editor refused a refresh: ${String(error)}`));
    if (!pulls()) for (const document of documents.all()) push(document);
  }

  function report(document: TextDocument) {
    const analysis = analyses.of(document);
    return diagnostics(analysis, analyses.sampleProblem(document.uri)).map((one) => toDiagnostic(document, one));
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
        documentFormattingProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
        ...(pulls()
          ? { diagnosticProvider: { identifier: 'sfmap', interFileDependencies: false, workspaceDiagnostics: false } }
          : {}),
      },
    };
  });
  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.{json,xml,edmx}' }] })
      .catch((error: unknown) => log(`The editor does not watch files: ${String(error)}`));
  });
  connection.onDidChangeWatchedFiles(safely(log, undefined, () => analyses.refresh()));

  connection.languages.diagnostics.on(
    safely(log, { kind: DocumentDiagnosticReportKind.Full, items: [] }, ({ textDocument }) => {
      const document = documents.get(textDocument.uri);
      return { kind: DocumentDiagnosticReportKind.Full, items: document === undefined ? [] : report(document) };
    }),
  );
  connection.languages.inlayHint.on(
    safely(log, [], async ({ textDocument, range }) => {
      const asked = documents.get(textDocument.uri);
      if (asked === undefined) return [];
      // VS Code listens for refreshes only once it has a first answer: one that came before the sample would stay.
      await analyses.sampleRead(asked);
      const document = documents.get(textDocument.uri);
      if (document === undefined) return [];
      return inlayValues(analyses.of(document), fromRange(document, range)).map((value) =>
        toInlayHint(document, value),
      );
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
      return codeActions(analyses.of(document), fromRange(document, range)).map((action) =>
        toCodeAction(document, action),
      );
    }),
  );
  connection.onDocumentFormatting(
    safely(log, null, ({ textDocument }) => {
      const document = documents.get(textDocument.uri);
      if (document === undefined) return null;
      return formatting(analyses.of(document)).map((edit) => toTextEdit(document, edit));
    }),
  );
  connection.onNotification(
    SAMPLE_PERSON,
    safely(log, undefined, (params: unknown) => {
      const { uri, person } = samplePersonParams(params);
      analyses.setPerson(uri, person);
    }),
  );
  connection.onRequest(
    PREVIEW_MAPPING,
    safely<[PreviewMappingParams], PreviewMappingResult>(
      log,
      { title: '', text: 'The preview failed; see the log.\n' },
      ({ uri }) => {
        const document = documents.get(uri);
        return document === undefined
          ? { title: '', text: 'Open the mapping first.\n' }
          : preview(analyses.of(document));
      },
    ),
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
