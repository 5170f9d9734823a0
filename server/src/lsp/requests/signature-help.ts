import { signatureHelp } from '../../features/signature-help.ts';
import { toSignatureHelp } from '../convert-completion.ts';
import type { LanguageFeature } from '../session.ts';

/** What the function around the cursor takes, and which argument the cursor is in. */
export const signatureHelpFeature: LanguageFeature = {
  capabilities: () => ({
    signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [',', ')'] },
  }),

  listen(session) {
    session.connection.onSignatureHelp(
      session.answerOpen(null, ({ document, analysis }, { position }) => {
        const found = signatureHelp(analysis, document.offsetAt(position));
        return found === undefined ? null : toSignatureHelp(found, session.editor.capabilities);
      }),
    );
  },
};
