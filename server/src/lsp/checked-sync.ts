import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { changeProblem, openProblem, parameterProblem } from './sound-parameters.ts';

type DocumentConnection = Parameters<TextDocuments<TextDocument>['listen']>[0];

/** The notifications about documents, without those that make no sense: they are logged, and the texts stay. */
export function checkedSync(connection: Connection, log: (message: string) => void): DocumentConnection {
  const checked =
    <P>(problemOf: (params: unknown) => string | undefined, handle: (params: P) => void) =>
    (params: P) => {
      const problem = problemOf(params);
      if (problem === undefined) handle(params);
      else log(problem);
    };
  return {
    onDidOpenTextDocument: (handle) => connection.onDidOpenTextDocument(checked(openProblem, handle)),
    onDidChangeTextDocument: (handle) => connection.onDidChangeTextDocument(checked(changeProblem, handle)),
    onDidCloseTextDocument: (handle) => connection.onDidCloseTextDocument(checked(parameterProblem, handle)),
    onDidSaveTextDocument: (handle) => connection.onDidSaveTextDocument(checked(parameterProblem, handle)),
    onWillSaveTextDocument: (handle) => connection.onWillSaveTextDocument(checked(parameterProblem, handle)),
    onWillSaveTextDocumentWaitUntil: (handle) => connection.onWillSaveTextDocumentWaitUntil(handle),
  };
}
