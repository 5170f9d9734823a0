import { inlayValues } from '../../features/inlay-values.ts';
import { fromRange, toInlayHint } from '../convert.ts';
import type { LanguageFeature } from '../session.ts';

/** The values of the sample person at the end of the lines. */
export const inlayHintsFeature: LanguageFeature = {
  capabilities: () => ({ inlayHintProvider: true }),

  listen(session) {
    const { connection, analyses } = session;
    connection.languages.inlayHint.on(
      session.answerOpen([], async ({ document }, { range }) => {
        // VS Code listens for refreshes only once it has a first answer: one that came before the sample would stay.
        await analyses.sampleRead(document);
        const now = session.open(document.uri);
        if (now === undefined) return [];
        const values = inlayValues(now.analysis, fromRange(now.document, range));
        return values.map((value) => toInlayHint(now.document, value));
      }),
    );
    session.onSurroundingsChanged(() => {
      if (session.editor.capabilities.workspace?.inlayHint?.refreshSupport === true) {
        session.request(connection.languages.inlayHint.refresh());
      }
    });
  },
};
