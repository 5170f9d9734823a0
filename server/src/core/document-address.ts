/** The scheme of the texts that the language server gives to read. */
export const DOCUMENT_SCHEME = 'sfmap';

/** What there is to read of one mapping. */
export type MappingDocumentKind = 'values' | 'query' | 'tests' | 'payload';

/** A text that the language server gives: of one mapping, or a page that is the same for all. */
export type DocumentAddress =
  | {
      readonly kind: MappingDocumentKind;
      /** The file's address, as the editor writes it. */
      readonly mapping: string;
      /** The title without its ending: the file's name, or of `tests` the name of one test. */
      readonly title: string;
    }
  | { readonly kind: 'attributes'; readonly list: 'inbound' | 'writeback' }
  | { readonly kind: 'rules' | 'functions'; readonly name: string };

const ENDINGS = { values: 'txt', query: 'txt', tests: 'txt', payload: 'json' } as const;

/**
 * An address as text. The last part of the path is what an editor writes on the tab, its ending says which language
 * the text has, and the query is the mapping's own address.
 */
export function documentAddress(address: DocumentAddress): string {
  switch (address.kind) {
    case 'attributes':
      return `${DOCUMENT_SCHEME}:/attributes/${address.list}.txt`;
    case 'rules':
    case 'functions':
      return `${DOCUMENT_SCHEME}:/${address.kind}/${encodeURIComponent(address.name)}.md`;
    default: {
      const { kind, mapping, title } = address;
      const segment = encodeURIComponent(segmentOf(title));
      return `${DOCUMENT_SCHEME}:/${kind}/${segment}.${ENDINGS[kind]}?${encodeURIComponent(mapping)}`;
    }
  }
}

/** A title as a part of a path: a slash would begin another part, and some editors drop one that is a dot. */
export function segmentOf(title: string): string {
  const segment = title.replaceAll('/', '∕').replaceAll('\\', '∖').replace(/\s+/g, ' ').trim();
  return segment === '' ? '_' : segment.replace(/^\.+$/, '_');
}

const WHOLE = /^sfmap:\/*(?<folder>[^/?#]+)\/(?<name>[^/?#]+)(?:\?(?<query>[^#]*))?(?:#.*)?$/;
const MAPPING_KINDS: ReadonlySet<string> = new Set(Object.keys(ENDINGS));

/** Reads an address; undefined for one of another scheme or of no known form. Editors may encode more than we do. */
export function readDocumentAddress(text: string): DocumentAddress | undefined {
  const { folder = '', name = '', query } = WHOLE.exec(text)?.groups ?? {};
  const segment = decoded(name);
  const dot = segment?.lastIndexOf('.') ?? -1;
  if (segment === undefined || dot < 1) return undefined;
  const title = segment.slice(0, dot);
  if (MAPPING_KINDS.has(folder)) {
    const mapping = decoded(query ?? '');
    if (mapping === undefined || mapping === '') return undefined;
    return { kind: folder as MappingDocumentKind, mapping, title };
  }
  if (folder === 'attributes') {
    return title === 'inbound' || title === 'writeback' ? { kind: 'attributes', list: title } : undefined;
  }
  return folder === 'rules' || folder === 'functions' ? { kind: folder, name: title } : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone per cent sign: no address that this server has made.
    return undefined;
  }
}
