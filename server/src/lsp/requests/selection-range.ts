import type { Range, SelectionRange } from 'vscode-languageserver/node';
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
          const ranges = selectionRange(analysis, document.offsetAt(position)).map((span) => toRange(document, span));
          return nested(ranges) ?? { range: { start: position, end: position } };
        }),
      ),
    );
  },
};

/** Ranges from the inner to the outer one, each with the next as its parent. */
function nested(ranges: readonly Range[]): SelectionRange | undefined {
  let parent: SelectionRange | undefined;
  for (const range of [...ranges].reverse()) parent = parent === undefined ? { range } : { range, parent };
  return parent;
}
