import type { Connection, InitializeResult, ServerCapabilities } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from '../core/analysis/analyse.ts';
import { version } from '../core/version.ts';
import { type EditorAbilities, editorAbilities, NO_ABILITIES } from './abilities.ts';
import { ClosedMappings } from './closed-mappings.ts';
import { toDiagnostic } from './convert-diagnostic.ts';
import { Analyses } from './documents.ts';
import { followTexts } from './follow-texts.ts';
import {
  MessageType,
  PositionEncodingKind,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from './protocol-names.ts';
import { codeActionsFeature } from './requests/code-actions.ts';
import { codeLensesFeature } from './requests/code-lenses.ts';
import { completionFeature } from './requests/completion.ts';
import { definitionFeature } from './requests/definition.ts';
import { diagnosticsFeature } from './requests/diagnostics.ts';
import { documentSymbolsFeature } from './requests/document-symbols.ts';
import { foldingFeature } from './requests/folding.ts';
import { formattingFeature } from './requests/formatting.ts';
import { highlightFeature } from './requests/highlight.ts';
import { hoverFeature } from './requests/hover.ts';
import { inlayHintsFeature } from './requests/inlay-hints.ts';
import { linksFeature } from './requests/links.ts';
import { newMappingFeature } from './requests/new-mapping.ts';
import { payloadPlaceFeature } from './requests/payload-place.ts';
import { previewFeature } from './requests/preview.ts';
import { previewTableFeature } from './requests/preview-table.ts';
import { readOnlyDocumentsFeature } from './requests/read-only-documents.ts';
import { referencesFeature } from './requests/references.ts';
import { renameFeature } from './requests/rename.ts';
import { samplePersonFeature } from './requests/sample-person.ts';
import { samplesFeature } from './requests/samples.ts';
import { selectionRangeFeature } from './requests/selection-range.ts';
import { semanticTokensFeature } from './requests/semantic-tokens.ts';
import { signatureHelpFeature } from './requests/signature-help.ts';
import { testsFeature } from './requests/tests.ts';
import { workspaceFoldersFeature } from './requests/workspace-folders.ts';
import { workspaceSymbolsFeature } from './requests/workspace-symbols.ts';
import { type LanguageFeature, Session } from './session.ts';
import { SurroundingFiles } from './surrounding-files.ts';
import { WorkspaceMappings } from './workspace-mappings.ts';

/** What the language server can do: its table of contents. */
const FEATURES: readonly LanguageFeature[] = [
  diagnosticsFeature,
  inlayHintsFeature,
  hoverFeature,
  completionFeature,
  signatureHelpFeature,
  codeActionsFeature,
  formattingFeature,
  codeLensesFeature,
  readOnlyDocumentsFeature,
  payloadPlaceFeature,
  previewFeature,
  previewTableFeature,
  samplesFeature,
  samplePersonFeature,
  testsFeature,
  newMappingFeature,
  workspaceFoldersFeature,
  definitionFeature,
  referencesFeature,
  highlightFeature,
  renameFeature,
  documentSymbolsFeature,
  workspaceSymbolsFeature,
  foldingFeature,
  selectionRangeFeature,
  linksFeature,
  semanticTokensFeature,
];

/** Wires the features to a connection. The connection decides the transport: ipc, stdio, or streams in a test. */
export function serve(connection: Connection): void {
  let abilities = NO_ABILITIES;
  const documents = new TextDocuments(TextDocument);
  const projectFiles = new TextDocuments(TextDocument);
  const workspace = new WorkspaceMappings();
  const warn = (message: string) =>
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  const files = new SurroundingFiles();
  const analyses = new Analyses(files, () => session.surroundingsChanged(), warn);
  const closed = new ClosedMappings(workspace, files, (document, one) => toDiagnostic(document, one, abilities));
  const session = new Session(connection, documents, projectFiles, analyses, workspace, closed, () => abilities);

  connection.onInitialize((params): InitializeResult => {
    abilities = editorAbilities(params);
    workspace.setFolders(abilities.folders);
    return { serverInfo: { name: 'sfmap', version }, capabilities: capabilitiesFor(abilities) };
  });
  for (const feature of FEATURES) feature.listen(session);
  connection.onInitialized(() => {
    session.initialized();
    // What is made when the first mapping is read, is made before somebody waits for it.
    setImmediate(() => void new Analysis('provision SuccessFactors -> EntraID\nmap { a <- [b] }\n').diagnostics);
  });
  connection.onShutdown(() => session.end());
  documents.onDidOpen(() => workspace.changed());
  documents.onDidClose(({ document }) => {
    analyses.close(document.uri);
    session.previewPeople.close(document.uri);
    workspace.changed();
  });
  followTexts(connection, { mappings: documents, projectFiles }, (problem) => session.log(problem));
  connection.listen();
}

function capabilitiesFor(editor: EditorAbilities): ServerCapabilities {
  const promised = FEATURES.map((feature) => feature.capabilities(editor));
  const workspace = Object.assign({}, ...promised.map((one) => one.workspace));
  return Object.assign(
    {
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    },
    ...promised,
    Object.keys(workspace).length === 0 ? {} : { workspace },
  );
}
