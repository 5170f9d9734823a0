import { formatting } from '../../features/formatting.ts';
import { toTextEdit } from '../convert.ts';
import type { LanguageFeature } from '../session.ts';

/** The usual form of a file. */
export const formattingFeature: LanguageFeature = {
  capabilities: () => ({ documentFormattingProvider: true }),

  listen(session) {
    session.connection.onDocumentFormatting(
      session.answerOpen(null, ({ document, analysis }) =>
        formatting(analysis).map((edit) => toTextEdit(document, edit)),
      ),
    );
  },
};
