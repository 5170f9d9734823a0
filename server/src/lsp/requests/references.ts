import { references } from '../../features/references.ts';
import { toRange } from '../convert.ts';
import type { LanguageFeature } from '../session.ts';

/** All places of a name. */
export const referencesFeature: LanguageFeature = {
  capabilities: () => ({ referencesProvider: true }),

  listen(session) {
    session.connection.onReferences(
      session.answerOpen(null, ({ document, analysis }, { position, context }) =>
        references(analysis, document.offsetAt(position), context.includeDeclaration).map((span) => ({
          uri: document.uri,
          range: toRange(document, span),
        })),
      ),
    );
  },
};
