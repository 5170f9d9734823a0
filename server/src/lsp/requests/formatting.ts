import { formatting, formattingOfRange, formattingOnType } from '../../features/formatting.ts';
import { fromRange, toTextEdit } from '../convert.ts';
import type { LanguageFeature } from '../session.ts';

/** The usual form of a file, of a part of it, and of what is being typed. */
export const formattingFeature: LanguageFeature = {
  capabilities: ({ capabilities }) => ({
    documentFormattingProvider: true,
    documentRangeFormattingProvider:
      capabilities.textDocument?.rangeFormatting?.rangesSupport === true ? { rangesSupport: true } : true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: ['}', ')', ']'] },
  }),

  listen(session) {
    const { connection } = session;
    connection.onDocumentFormatting(
      session.answerOpen(null, ({ document, analysis }) =>
        formatting(analysis).map((edit) => toTextEdit(document, edit)),
      ),
    );
    connection.onDocumentRangeFormatting(
      session.answerOpen(null, ({ document, analysis }, { range }) =>
        formattingOfRange(analysis, fromRange(document, range)).map((edit) => toTextEdit(document, edit)),
      ),
    );
    connection.onDocumentRangesFormatting(
      session.answerOpen(null, ({ document, analysis }, { ranges }) => {
        const edits = ranges.flatMap((range) => formattingOfRange(analysis, fromRange(document, range)));
        // Two ranges may touch one declaration: an editor takes each edit once.
        const once = new Map(edits.map((edit) => [`${edit.start} ${edit.end}`, edit]));
        return [...once.values()].sort((a, b) => a.start - b.start).map((edit) => toTextEdit(document, edit));
      }),
    );
    connection.onDocumentOnTypeFormatting(
      session.answerOpen(null, ({ document, analysis }, { position, ch }) =>
        formattingOnType(analysis, document.offsetAt(position), ch).map((edit) => toTextEdit(document, edit)),
      ),
    );
  },
};
