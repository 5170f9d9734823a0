import { definition } from '../../features/definition.ts';
import { definitionLinks } from '../definition-links.ts';
import type { LanguageFeature } from '../session.ts';

/** Where a name gets its meaning: in the file, in a built-in list, in the payload, in a file. */
export const definitionFeature: LanguageFeature = {
  capabilities: () => ({ definitionProvider: true }),

  listen(session) {
    session.connection.onDefinition(
      session.answerOpen(null, async (mapping, { position }) => {
        const { document } = mapping;
        await session.analyses.sampleRead(document);
        const now = session.open(document.uri);
        const found = now === undefined ? undefined : definition(now.analysis, now.document.offsetAt(position));
        if (now === undefined || found === undefined) return null;
        const links = await definitionLinks(session, now, found);
        if (session.editor.capabilities.textDocument?.definition?.linkSupport === true) return links;
        return links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
      }),
    );
  },
};
