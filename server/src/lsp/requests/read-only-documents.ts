import { DOCUMENT_SCHEME, readDocumentAddress } from '../../core/document-address.ts';
import { type ReadMapping, readOnlyDocument } from '../../features/read-only-document.ts';
import type { LanguageFeature, Session } from '../session.ts';

/** Typing settles for this long before the texts follow. */
const SETTLE_MS = 150;

/** The texts that this server gives to read; those of a mapping follow each change of it. */
export const readOnlyDocumentsFeature: LanguageFeature = {
  capabilities: ({ capabilities }) =>
    capabilities.workspace?.textDocumentContent === undefined
      ? {}
      : { workspace: { textDocumentContent: { schemes: [DOCUMENT_SCHEME] } } },

  listen(session) {
    const { connection, documents } = session;
    const shown = new ShownTexts((address) =>
      session.request(connection.workspace.textDocumentContent.refresh(address)),
    );
    const answer = session.answer<{ readonly uri: string }, { text: string }>(
      { text: 'This text could not be made; see the log.\n' },
      async ({ uri }) => {
        const address = readDocumentAddress(uri);
        if (address === undefined || !('mapping' in address)) return { text: readOnlyDocument(uri, undefined) };
        shown.note(address.mapping, uri);
        return { text: readOnlyDocument(uri, await readMapping(session, address.mapping, address.kind === 'tests')) };
      },
    );
    connection.workspace.textDocumentContent.on(answer);
    documents.onDidChangeContent(({ document }) => shown.changed(document.uri));
    documents.onDidClose(({ document }) => shown.changed(document.uri));
    session.onSurroundingsChanged(() => shown.allChanged());
  },
};

async function readMapping(session: Session, uri: string, withTests: boolean): Promise<ReadMapping | undefined> {
  const document = session.documents.get(uri);
  if (document === undefined) return undefined;
  await session.analyses.sampleRead(document);
  const model = session.open(uri)?.analysis.model;
  const files = withTests && model !== undefined ? await session.givenFiles.of(uri, model) : new Map();
  const analysis = session.open(uri)?.analysis;
  return analysis === undefined ? undefined : { analysis, files };
}

/**
 * The texts that were asked for, by mapping. A server is not told when a text is closed: one that is refreshed is
 * forgotten, and an editor that still shows it asks again.
 */
class ShownTexts {
  readonly #asked = new Map<string, Set<string>>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly refresh: (address: string) => void) {}

  note(mapping: string, address: string): void {
    this.#asked.set(mapping, (this.#asked.get(mapping) ?? new Set()).add(address));
  }

  changed(mapping: string): void {
    if (!this.#asked.has(mapping)) return;
    this.#changed.add(mapping);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), SETTLE_MS);
    // A server that is asked to end does not wait for it.
    this.#timer.unref();
  }

  allChanged(): void {
    for (const mapping of this.#asked.keys()) this.changed(mapping);
  }

  #tell(): void {
    const addresses = [...this.#changed].flatMap((mapping) => [...(this.#asked.get(mapping) ?? [])]);
    for (const mapping of this.#changed) this.#asked.delete(mapping);
    this.#changed.clear();
    for (const address of addresses) this.refresh(address);
  }
}
