import type { DocumentLink } from 'vscode-languageserver/node';
import { links } from '../../features/links.ts';
import { toRange } from '../convert.ts';
import { addressOf, namedFilePath } from '../mapping-files.ts';
import type { LanguageFeature } from '../session.ts';

/** The files that a mapping names, to be opened from there. Where they lie is found out when one is followed. */
export const linksFeature: LanguageFeature = {
  capabilities: () => ({ documentLinkProvider: { resolveProvider: true } }),

  listen(session) {
    session.connection.onDocumentLinks(
      session.answerOpen(null, ({ document, analysis }) =>
        links(analysis).flatMap(({ path, tooltip, ...span }): DocumentLink[] =>
          namedFilePath(document.uri, path) === undefined
            ? []
            : [{ range: toRange(document, span), tooltip, data: { mapping: document.uri, path } }],
        ),
      ),
    );
    session.connection.onDocumentLinkResolve(async (link, token) => {
      const answer = session.answer<DocumentLink, DocumentLink>(link, resolved);
      return answer(link, token);
    });
  },
};

function resolved(link: DocumentLink): DocumentLink {
  const { mapping, path }: { mapping?: unknown; path?: unknown } = link.data ?? {};
  if (typeof mapping !== 'string' || typeof path !== 'string') return link;
  const file = namedFilePath(mapping, path);
  return file === undefined ? link : { ...link, target: addressOf(file) };
}
