import type { SemanticTokens } from 'vscode-languageserver/node';
import type { Baseline } from '../../core/baseline/baseline.ts';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../../features/semantic-tokens.ts';
import { fromRange } from '../convert.ts';
import { encodeTokens, tokenEdits } from '../encode-tokens.ts';
import type { LanguageFeature, OpenMapping } from '../session.ts';

interface Answered extends Required<SemanticTokens> {
  readonly baseline: Baseline | undefined;
}

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
    const answered = new Map<string, Answered>();
    let count = 0;
    const full = ({ document, analysis }: OpenMapping): Required<SemanticTokens> => {
      const data = encodeTokens(document, semanticTokens(analysis));
      const resultId = String(++count);
      answered.set(document.uri, { resultId, data, baseline: analysis.model.baseline });
      return { resultId, data };
    };

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
    // An imported schema that was read meanwhile says what is built in; a sample says nothing about names.
    session.onSurroundingsChanged(() => {
      if (session.editor.capabilities.workspace?.semanticTokens?.refreshSupport !== true) return;
      const isOld = ([uri, { baseline }]: [string, Answered]) =>
        session.open(uri)?.analysis.model.baseline !== baseline;
      if ([...answered].some(isOld)) session.request(connection.languages.semanticTokens.refresh());
    });
    documents.onDidClose(({ document }) => void answered.delete(document.uri));
  },
};
