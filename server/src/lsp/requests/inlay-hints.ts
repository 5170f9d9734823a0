import type { InlayHint } from 'vscode-languageserver/node';
import { inlayDetail, inlayValues } from '../../features/inlay-values.ts';
import { fromRange } from '../convert.ts';
import { inlayHintData, toDetailedHint, toInlayHint } from '../convert-inlay-hint.ts';
import { OPEN_IN_PAYLOAD } from '../protocol.ts';
import { MarkupKind } from '../protocol-names.ts';
import type { LanguageFeature, Session } from '../session.ts';

/** The values of the sample person at the end of the lines. */
export const inlayHintsFeature: LanguageFeature = {
  capabilities: () => ({ inlayHintProvider: { resolveProvider: true } }),

  listen(session) {
    const { connection, analyses } = session;
    connection.languages.inlayHint.on(
      session.answerOpen([], async ({ document }, { range }) => {
        // VS Code listens for refreshes only once it has a first answer: one that came before the sample would stay.
        await analyses.sampleRead(document);
        const now = session.open(document.uri);
        if (now === undefined) return [];
        const values = inlayValues(now.analysis, fromRange(now.document, range));
        const asParts = linkCommand(session) !== undefined;
        return values.map((value) => toInlayHint(now.document, value, asParts));
      }),
    );
    connection.languages.inlayHint.resolve(async (hint, token) => {
      const resolve = session.answer<InlayHint, InlayHint>(hint, () => detailed(session, hint));
      return (await resolve(hint, token)) as InlayHint;
    });
    session.onSurroundingsChanged(() => {
      if (session.editor.capabilities.workspace?.inlayHint?.refreshSupport === true) {
        session.request(connection.languages.inlayHint.refresh());
      }
    });
  },
};

/** The hint with its trace, unless the text has changed since it was given. */
function detailed(session: Session, hint: InlayHint): InlayHint {
  const data = inlayHintData(hint.data);
  const mapping = data === undefined ? undefined : session.open(data.uri);
  if (data === undefined || mapping === undefined || mapping.document.version !== data.version) return hint;
  const detail = inlayDetail(mapping.analysis, data.at);
  if (detail === undefined) return hint;
  // Nothing says which form a tooltip may have; hovers are the same box.
  const formats = session.editor.capabilities.textDocument?.hover?.contentFormat;
  return toDetailedHint(hint, detail, {
    markdown: formats?.includes(MarkupKind.Markdown) === true,
    command: linkCommand(session),
  });
}

/** The command behind a value, where the editor has it and takes it late. */
function linkCommand({ editor }: Session): string | undefined {
  const late = editor.capabilities.textDocument?.inlayHint?.resolveSupport?.properties.includes('label.command');
  return late === true && editor.commands.has(OPEN_IN_PAYLOAD) ? OPEN_IN_PAYLOAD : undefined;
}
