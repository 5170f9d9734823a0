import { folding } from '../../features/folding.ts';
import { toFoldingRanges } from '../folding-ranges.ts';
import type { LanguageFeature } from '../session.ts';

/** What can be folded away. */
export const foldingFeature: LanguageFeature = {
  capabilities: () => ({ foldingRangeProvider: true }),

  listen(session) {
    session.connection.onFoldingRanges(
      session.answerOpen(null, ({ document, analysis }) => {
        const { rangeLimit, lineFoldingOnly } = session.editor.capabilities.textDocument?.foldingRange ?? {};
        return toFoldingRanges(document, folding(analysis), lineFoldingOnly === true).slice(0, rangeLimit);
      }),
    );
  },
};
