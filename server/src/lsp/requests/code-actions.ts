import { CodeActionKind } from 'vscode-languageserver/node';
import { codeActions } from '../../features/code-actions.ts';
import { fromRange, toCodeAction } from '../convert.ts';
import type { LanguageFeature } from '../session.ts';

/** Fixes and refactorings. */
export const codeActionsFeature: LanguageFeature = {
  capabilities: () => ({
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
  }),

  listen(session) {
    session.connection.onCodeAction(
      session.answerOpen([], ({ document, analysis }, { range }) =>
        codeActions(analysis, fromRange(document, range)).map((action) => toCodeAction(document, action)),
      ),
    );
  },
};
