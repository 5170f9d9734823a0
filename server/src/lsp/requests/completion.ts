import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import {
  completesFiles,
  completesTestValues,
  completion,
  completionDocumentation,
  TRIGGERS,
} from '../../features/completion.ts';
import { completionData } from '../completion-data.ts';
import { markupFor, toCompletionItems, toMarkupContent } from '../convert-completion.ts';
import { sampleFiles } from '../sample-files.ts';
import type { LanguageFeature } from '../session.ts';

/** What may be written at the cursor; what there is to read of an item is found out when the reader stops at it. */
export const completionFeature: LanguageFeature = {
  capabilities: ({ capabilities }) => ({
    completionProvider: {
      triggerCharacters: [...TRIGGERS],
      resolveProvider: true,
      ...(capabilities.textDocument?.completion?.completionItem?.labelDetailsSupport === true
        ? { completionItem: { labelDetailsSupport: true } }
        : {}),
    },
  }),

  listen(session) {
    const nothing: CompletionList = { isIncomplete: false, items: [] };
    session.connection.onCompletion(
      session.answerOpen(nothing, async ({ document }, { position, context }) => {
        const { version } = document;
        // A list that came before the sample would stand without its values until the next one is asked for.
        await session.analyses.sampleRead(document);
        const mapping = session.open(document.uri);
        if (mapping === undefined || mapping.document.version !== version) return { ...nothing, isIncomplete: true };
        const { analysis } = mapping;
        const offset = document.offsetAt(position);
        const files = completesFiles(analysis, offset) ? await sampleFiles(document.uri) : [];
        const question = { trigger: context?.triggerCharacter, files };
        const found = completesTestValues(analysis, offset)
          ? completion(analysis, offset, {
              ...question,
              given: await session.givenFiles.of(document.uri, analysis.model),
            })
          : completion(analysis, offset, question);
        const items = toCompletionItems(document, offset, found, session.editor.capabilities);
        return { isIncomplete: found.isCut, items };
      }),
    );
    session.connection.onCompletionResolve((item, token) =>
      session.answer(item, (asked: CompletionItem): CompletionItem => {
        const data = completionData(asked.data);
        const mapping = data === undefined ? undefined : session.open(data.uri);
        if (data === undefined || mapping === undefined) return asked;
        const { completion: can } = session.editor.capabilities.textDocument ?? {};
        const markup = markupFor(can?.completionItem?.documentationFormat);
        const lines = completionDocumentation(mapping.analysis, data, markup);
        return lines.length === 0 ? asked : { ...asked, documentation: toMarkupContent(lines, markup) };
      })(item, token),
    );
  },
};
