import type { SemanticTokens } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../../features/semantic-tokens.ts';
import { fromRange } from '../convert.ts';
import { encodeTokens, tokenEdits } from '../encode-tokens.ts';
import type { LanguageFeature, OpenMapping } from '../session.ts';

/** The colours of names by their meaning: all, those in sight, and what an edit changed. */
export const semanticTokensFeature: LanguageFeature = {
  capabilities: () => ({
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
  }),

  listen(session) {
    const { connection, documents } = session;
    // The last answer of each open document, no more.
    const answered = new Map<string, Required<SemanticTokens>>();
    let count = 0;
    const remember = (document: TextDocument, data: number[]) => {
      const answer = { resultId: String(++count), data };
      answered.set(document.uri, answer);
      return answer;
    };
    const full = ({ document, analysis }: OpenMapping) =>
      remember(document, encodeTokens(document, semanticTokens(analysis)));

    connection.languages.semanticTokens.on(session.answerOpen(null, full));
    connection.languages.semanticTokens.onDelta(
      session.answerOpen(null, (mapping, { previousResultId }) => {
        const before = answered.get(mapping.document.uri);
        const { resultId, data } = full(mapping);
        if (before?.resultId !== previousResultId) return { resultId, data };
        return { resultId, edits: tokenEdits(before.data, data) };
      }),
    );
    connection.languages.semanticTokens.onRange(
      session.answerOpen(null, ({ document, analysis }, { range }) => ({
        data: encodeTokens(document, semanticTokens(analysis, fromRange(document, range))),
      })),
    );
    documents.onDidClose(({ document }) => void answered.delete(document.uri));
  },
};
