import {
  type Connection,
  type InitializeResult,
  MessageType,
  type ServerCapabilities,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type EditorAbilities, editorAbilities, NO_ABILITIES } from './abilities.ts';
import { Analyses } from './documents.ts';
import { codeActionsFeature } from './requests/code-actions.ts';
import { diagnosticsFeature } from './requests/diagnostics.ts';
import { formattingFeature } from './requests/formatting.ts';
import { hoverFeature } from './requests/hover.ts';
import { inlayHintsFeature } from './requests/inlay-hints.ts';
import { previewFeature } from './requests/preview.ts';
import { samplesFeature } from './requests/samples.ts';
import { type LanguageFeature, Session } from './session.ts';
import { WorkspaceMappings } from './workspace-mappings.ts';

/** What the language server can do: its table of contents. */
const FEATURES: readonly LanguageFeature[] = [
  diagnosticsFeature,
  inlayHintsFeature,
  hoverFeature,
  codeActionsFeature,
  formattingFeature,
  previewFeature,
  samplesFeature,
];

/** Wires the features to a connection. The connection decides the transport: ipc, stdio, or streams in a test. */
export function serve(connection: Connection): void {
  let abilities = NO_ABILITIES;
  const documents = new TextDocuments(TextDocument);
  const workspace = new WorkspaceMappings();
  const warn = (message: string) =>
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  const analyses = new Analyses(() => session.surroundingsChanged(), warn);
  const session = new Session(connection, documents, analyses, workspace, () => abilities);

  connection.onInitialize((params): InitializeResult => {
    abilities = editorAbilities(params);
    workspace.setFolders(abilities.folders);
    return { serverInfo: { name: 'sfmap', version: '0.1.0' }, capabilities: capabilitiesFor(abilities) };
  });
  for (const feature of FEATURES) feature.listen(session);
  documents.onDidClose(({ document }) => analyses.close(document.uri));
  documents.listen(connection);
  connection.listen();
}

function capabilitiesFor(editor: EditorAbilities): ServerCapabilities {
  const promised = FEATURES.map((feature) => feature.capabilities(editor));
  const workspace = Object.assign({}, ...promised.map((one) => one.workspace));
  return Object.assign(
    { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } },
    ...promised,
    Object.keys(workspace).length === 0 ? {} : { workspace },
  );
}
