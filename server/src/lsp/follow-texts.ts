import type {
  Connection,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { changeProblem, openProblem, parameterProblem } from './sound-parameters.ts';

type DocumentConnection = Parameters<TextDocuments<TextDocument>['listen']>[0];

/** The texts that the editor has open: mappings, and the project files beside them. */
export interface OpenTexts {
  readonly mappings: TextDocuments<TextDocument>;
  readonly projectFiles: TextDocuments<TextDocument>;
}

/**
 * Follows the notifications about documents, each in the list that it belongs to. Those that make no sense are logged,
 * and the texts stay.
 */
export function followTexts(connection: Connection, texts: OpenTexts, log: (message: string) => void): void {
  const mappings = handlersOf(texts.mappings);
  const projectFiles = handlersOf(texts.projectFiles);
  const handler =
    <K extends keyof Handlers>(kind: K, problemOf: (params: unknown) => string | undefined) =>
    (params: Parameters<Handlers[K]>[0]) => {
      const problem = problemOf(params);
      if (problem !== undefined) return log(problem);
      const list = isProjectFile(params.textDocument.uri) ? projectFiles : mappings;
      (list[kind] as (one: typeof params) => void)(params);
    };
  connection.onDidOpenTextDocument(handler('open', openProblem));
  connection.onDidChangeTextDocument(handler('change', changeProblem));
  connection.onDidCloseTextDocument(handler('close', parameterProblem));
}

function isProjectFile(uri: string): boolean {
  return /\/sfmap\.json$/.test(uri);
}

interface Handlers {
  readonly open: (params: DidOpenTextDocumentParams) => void;
  readonly change: (params: DidChangeTextDocumentParams) => void;
  readonly close: (params: DidCloseTextDocumentParams) => void;
}

/** What a list of documents does with a notification: it gives that away only to a connection. */
function handlersOf(documents: TextDocuments<TextDocument>): Handlers {
  const found: { -readonly [K in keyof Handlers]: Handlers[K] } = { open: IGNORE, change: IGNORE, close: IGNORE };
  const nothing = { dispose: IGNORE };
  const connection: DocumentConnection = {
    onDidOpenTextDocument: (handle) => {
      found.open = handle;
      return nothing;
    },
    onDidChangeTextDocument: (handle) => {
      found.change = handle;
      return nothing;
    },
    onDidCloseTextDocument: (handle) => {
      found.close = handle;
      return nothing;
    },
    onDidSaveTextDocument: () => nothing,
    onWillSaveTextDocument: () => nothing,
    onWillSaveTextDocumentWaitUntil: () => nothing,
  };
  documents.listen(connection);
  return found;
}

const IGNORE = () => undefined;
