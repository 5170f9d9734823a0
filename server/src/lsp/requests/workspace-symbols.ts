import { setImmediate } from 'node:timers/promises';
import type { SymbolInformation } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseMapping } from '../../core/language/parse.ts';
import { fitOf, type NamedPlace, namedPlaces } from '../../features/workspace-symbols.ts';
import { toRange } from '../convert.ts';
import type { LanguageFeature, Session } from '../session.ts';
import { symbolKind } from '../symbols.ts';

/** More names than this nobody reads; the editor asks again when more of one is typed. */
const MOST_NAMES = 500;

interface ReadMapping {
  readonly text: string;
  readonly document: TextDocument;
  readonly places: readonly NamedPlace[];
}

/** The names of all mappings of the folders that are open. */
export const workspaceSymbolsFeature: LanguageFeature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),

  listen(session) {
    // A mapping is read again only when its text is another one.
    const known = new Map<string, ReadMapping>();
    session.connection.onWorkspaceSymbol(
      session.answer<{ readonly query: string }, SymbolInformation[] | null>(null, async ({ query }, token) => {
        const found: (SymbolInformation & { readonly score: number })[] = [];
        const addresses = await addressesOf(session);
        for (const address of known.keys()) if (!addresses.has(address)) known.delete(address);
        for (const address of addresses) {
          if (token.isCancellationRequested) return null;
          const mapping = await read(session, address, known.get(address));
          // Other requests have their turn between two files.
          await setImmediate();
          if (mapping === undefined) continue;
          known.set(address, mapping);
          found.push(...matches(mapping, query));
        }
        found.sort((a, b) => b.score - a.score);
        return found.slice(0, MOST_NAMES).map(({ score: _, ...symbol }) => symbol);
      }),
    );
  },
};

async function addressesOf({ workspace, documents }: Session): Promise<ReadonlySet<string>> {
  const open = documents.all().filter(({ languageId }) => languageId === 'sfmap');
  return new Set([...(await workspace.addresses()), ...open.map(({ uri }) => uri)]);
}

/** What is open counts as it stands in the editor. */
async function read(
  { documents, workspace }: Session,
  address: string,
  known: ReadMapping | undefined,
): Promise<ReadMapping | undefined> {
  // A byte-order mark is no part of the text as editors count it.
  const text = documents.get(address)?.getText() ?? (await workspace.text(address))?.replace(/^\ufeff/, '');
  if (text === undefined || text === known?.text) return known?.text === text ? known : undefined;
  const document = TextDocument.create(address, 'sfmap', 0, text);
  return { text, document, places: namedPlaces(parseMapping(text)) };
}

function matches({ document, places }: ReadMapping, query: string): (SymbolInformation & { readonly score: number })[] {
  return places.flatMap((place) => {
    const score = fitOf(place.name, query);
    if (score === undefined) return [];
    const { name, kind, block } = place;
    const location = { uri: document.uri, range: toRange(document, place) };
    return [{ name, kind: symbolKind(kind), location, score, ...(block === '' ? {} : { containerName: block }) }];
  });
}
