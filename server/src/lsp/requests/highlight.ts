import { highlight } from '../../features/highlight.ts';
import { toRange } from '../convert.ts';
import { DocumentHighlightKind } from '../protocol-names.ts';
import type { LanguageFeature } from '../session.ts';

/** The places of the name under the cursor, told apart by whether they read it. */
export const highlightFeature: LanguageFeature = {
  capabilities: () => ({ documentHighlightProvider: true }),

  listen(session) {
    session.connection.onDocumentHighlight(
      session.answerOpen(null, ({ document, analysis }, { position }) =>
        highlight(analysis, document.offsetAt(position)).map((one) => ({
          range: toRange(document, one),
          kind: one.writes ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        })),
      ),
    );
  },
};
