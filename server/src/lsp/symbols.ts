import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { OutlineEntry, OutlineKind } from '../core/analysis/outline.ts';
import { toRange } from './convert.ts';
import { SymbolKind } from './protocol-names.ts';

const KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  system: SymbolKind.Module,
  parameter: SymbolKind.Constant,
  sample: SymbolKind.File,
  block: SymbolKind.Namespace,
  source: SymbolKind.Variable,
  target: SymbolKind.Field,
  replace: SymbolKind.Operator,
  group: SymbolKind.Boolean,
  actions: SymbolKind.Enum,
  limit: SymbolKind.Number,
  mapping: SymbolKind.Property,
  test: SymbolKind.Method,
  line: SymbolKind.Event,
};

/** The kind by which editors choose a picture. */
export function symbolKind(kind: OutlineKind): SymbolKind {
  return KINDS[kind];
}

/** An entry of the outline with those below it. */
export function toDocumentSymbol(document: TextDocument, entry: OutlineEntry): DocumentSymbol {
  const { name, detail, kind, selection, children } = entry;
  return {
    name,
    detail,
    kind: symbolKind(kind),
    range: toRange(document, entry),
    selectionRange: toRange(document, selection),
    children: children.map((child) => toDocumentSymbol(document, child)),
  };
}

/** The same as a flat list, for editors that know no tree. */
export function toSymbolInformation(document: TextDocument, entries: readonly OutlineEntry[]): SymbolInformation[] {
  const { uri } = document;
  const found: SymbolInformation[] = [];
  const add = (entry: OutlineEntry, containerName?: string) => {
    const { name, kind, children } = entry;
    const location = { uri, range: toRange(document, entry) };
    const symbol: SymbolInformation = { name, kind: symbolKind(kind), location };
    found.push(containerName === undefined ? symbol : { ...symbol, containerName });
    for (const child of children) add(child, name);
  };
  for (const entry of entries) add(entry);
  return found;
}
