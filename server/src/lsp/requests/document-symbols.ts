import { documentSymbols } from '../../features/document-symbols.ts';
import type { LanguageFeature } from '../session.ts';
import { toDocumentSymbol, toSymbolInformation } from '../symbols.ts';

/** The outline of a mapping. */
export const documentSymbolsFeature: LanguageFeature = {
  capabilities: () => ({ documentSymbolProvider: { label: 'sfmap' } }),

  listen(session) {
    session.connection.onDocumentSymbol(
      session.answerOpen(null, ({ document, analysis }) => {
        const entries = documentSymbols(analysis);
        const { documentSymbol } = session.editor.capabilities.textDocument ?? {};
        return documentSymbol?.hierarchicalDocumentSymbolSupport === true
          ? entries.map((entry) => toDocumentSymbol(document, entry))
          : toSymbolInformation(document, entries);
      }),
    );
  },
};
