import { hover } from '../../features/hover.ts';
import { toHover } from '../convert.ts';
import type { LanguageFeature } from '../session.ts';

/** What stands under the pointer. */
export const hoverFeature: LanguageFeature = {
  capabilities: () => ({ hoverProvider: true }),

  listen(session) {
    session.connection.onHover(
      session.answerOpen(null, ({ document, analysis }, { position }) => {
        const found = hover(analysis, document.offsetAt(position));
        return found === undefined ? null : toHover(document, found);
      }),
    );
  },
};
