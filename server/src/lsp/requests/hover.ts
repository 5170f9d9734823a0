import { markdown, plainText } from '../../core/markup.ts';
import { hover, isInTest } from '../../features/hover.ts';
import { toRange } from '../convert.ts';
import { MarkupKind } from '../protocol-names.ts';
import type { LanguageFeature } from '../session.ts';

/** What stands under the pointer. */
export const hoverFeature: LanguageFeature = {
  capabilities: () => ({ hoverProvider: true }),

  listen(session) {
    session.connection.onHover(
      session.answerOpen(null, async ({ document, analysis }, { position }) => {
        const { capabilities } = session.editor;
        const formats = capabilities.textDocument?.hover?.contentFormat;
        const offset = document.offsetAt(position);
        const found = hover(analysis, offset, {
          markup: formats === undefined || formats.includes(MarkupKind.Markdown) ? markdown : plainText,
          pages: capabilities.workspace?.textDocumentContent !== undefined,
          // The files of tests are read where a test is pointed at alone.
          files: isInTest(analysis.file, offset)
            ? await session.givenFiles.of(document.uri, analysis.model)
            : new Map(),
        });
        if (found === undefined) return null;
        return {
          range: toRange(document, found),
          contents: {
            kind: formats?.includes(MarkupKind.Markdown) === false ? MarkupKind.PlainText : MarkupKind.Markdown,
            value: found.lines.join('\n\n'),
          },
        };
      }),
    );
  },
};
