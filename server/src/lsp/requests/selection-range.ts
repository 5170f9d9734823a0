import type { SelectionRange } from 'vscode-languageserver/node';
import { selectionRange } from '../../features/selection-range.ts';
import { toRange } from '../convert.ts';
import type { LanguageFeature } from '../session.ts';

/** What a growing selection takes in. */
export const selectionRangeFeature: LanguageFeature = {
  capabilities: () => ({ selectionRangeProvider: true }),

  listen(session) {
    session.connection.onSelectionRanges(
      session.answerOpen(null, ({ document, analysis }, { positions }) =>
        positions.map((position) => {
          const spans = selectionRange(analysis, document.offsetAt(position));
          const outermost: SelectionRange | undefined = undefined;
          return (
            spans.reduceRight<SelectionRange | undefined>(
              (parent, span) => ({ range: toRange(document, span), ...(parent === undefined ? {} : { parent }) }),
              outermost,
            ) ?? { range: { start: position, end: position } }
          );
        }),
      ),
    );
  },
};
