import type {
  ClientCapabilities,
  CompletionItem as LspCompletionItem,
  SignatureHelp as LspSignatureHelp,
  MarkupContent,
  SignatureInformation,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../core/language/syntax.ts';
import { type Markup, markdown, plainText } from '../core/markup.ts';
import {
  type Completion,
  type CompletionItem,
  type Insert,
  type ItemKind,
  insertedText,
} from '../features/completion.ts';
import type { Signature, SignatureHelp } from '../features/signature-help.ts';
import type { CompletionData } from './completion-data.ts';
import { toRange } from './convert.ts';
import { CompletionItemKind, InsertTextFormat, InsertTextMode, MarkupKind } from './protocol-names.ts';

const KINDS: Readonly<Record<ItemKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
  function: CompletionItemKind.Function,
  constant: CompletionItemKind.Constant,
  attribute: CompletionItemKind.Field,
  target: CompletionItemKind.Property,
  parameter: CompletionItemKind.Variable,
  type: CompletionItemKind.TypeParameter,
  value: CompletionItemKind.Value,
  field: CompletionItemKind.Field,
  navigation: CompletionItemKind.Module,
  operator: CompletionItemKind.Operator,
  file: CompletionItemKind.File,
  code: CompletionItemKind.Reference,
};

/** What an editor can do with an item. */
interface ItemAbilities {
  readonly snippets: boolean;
  readonly insertReplace: boolean;
  readonly labelDetails: boolean;
  readonly commit: boolean;
  readonly indents: boolean;
}

function itemAbilities({ textDocument }: ClientCapabilities): ItemAbilities {
  const item = textDocument?.completion?.completionItem;
  return {
    snippets: item?.snippetSupport === true,
    insertReplace: item?.insertReplaceSupport === true,
    labelDetails: item?.labelDetailsSupport === true,
    commit: item?.commitCharactersSupport === true,
    indents: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.adjustIndentation) === true,
  };
}

/** The items of a completion, as far as the editor can show and insert them. */
export function toCompletionItems(
  document: TextDocument,
  offset: number,
  { word, items }: Completion,
  capabilities: ClientCapabilities,
): LspCompletionItem[] {
  const can = itemAbilities(capabilities);
  // Most items share the word at the cursor: its lines and columns are looked up once.
  const known = { word, edit: edits(document, offset, word) };
  return items.map((item) => {
    const { insert, replace } = item.span === undefined ? known.edit : edits(document, offset, item.span);
    const snippet = can.snippets && item.insert.some((part) => typeof part !== 'string');
    const newText = snippet ? snippetText(item.insert) : (item.plain ?? insertedText(item.insert));
    return {
      label: item.label,
      kind: KINDS[item.kind],
      sortText: item.sort,
      ...(item.filter === undefined ? {} : { filterText: item.filter }),
      ...details(item, can),
      ...(snippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
      ...(can.indents && newText.includes('\n') ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
      textEdit: can.insertReplace && item.whole !== true ? { newText, insert, replace } : { newText, range: replace },
      ...(can.commit && item.commit !== undefined ? { commitCharacters: [...item.commit] } : {}),
      ...(item.documented === undefined
        ? {}
        : { data: { uri: document.uri, ...item.documented } satisfies CompletionData }),
    };
  });
}

function edits(document: TextDocument, offset: number, span: Span) {
  const replace = toRange(document, span);
  return { replace, insert: { start: replace.start, end: document.positionAt(offset) } };
}

function details({ detail, value }: CompletionItem, { labelDetails }: ItemAbilities): Partial<LspCompletionItem> {
  const whole = [detail, value].filter((part) => part !== undefined && part !== '').join('  ·  ');
  const shown = labelDetails
    ? {
        labelDetails: {
          ...(detail === undefined ? {} : { detail: `  ${detail}` }),
          ...(value === undefined ? {} : { description: value }),
        },
      }
    : {};
  return whole === '' ? {} : { ...shown, detail: whole };
}

/** A text with its places to fill, the last of them where the cursor ends. */
function snippetText(insert: Insert): string {
  let count = 0;
  return insert
    .map((part) => {
      if (typeof part === 'string') return escapeSnippet(part);
      count++;
      return part.hole === '' ? `$${count}` : `\${${count}:${escapeSnippet(part.hole)}}`;
    })
    .join('');
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** The way of writing that the editor takes in a place; without a word of it plain text. */
export function markupFor(formats: readonly string[] | undefined): Markup {
  return formats?.includes(MarkupKind.Markdown) === true ? markdown : plainText;
}

export function toMarkupContent(lines: readonly string[], { kind }: Markup): MarkupContent {
  return { kind, value: lines.join('\n\n') };
}

/** Signature help; parameters are given by their offsets where the editor takes those, else by their text. */
export function toSignatureHelp(
  { signatures, active }: SignatureHelp,
  capabilities: ClientCapabilities,
): LspSignatureHelp {
  const can = capabilities.textDocument?.signatureHelp?.signatureInformation;
  const byOffset = can?.parameterInformation?.labelOffsetSupport === true;
  const markup = markupFor(can?.documentationFormat);
  return {
    activeSignature: active,
    activeParameter: activeOf(signatures[active]),
    signatures: signatures.map((signature) =>
      toSignature(signature, markup, byOffset, can?.activeParameterSupport === true),
    ),
  };
}

function toSignature(
  signature: Signature,
  markup: Markup,
  byOffset: boolean,
  ownParameter: boolean,
): SignatureInformation {
  const { text, documentation, parameters } = signature;
  return {
    label: text,
    documentation: toMarkupContent([markup.prose(documentation)], markup),
    parameters: parameters.map(({ start, end, documentation: about }) => ({
      label: byOffset ? [start, end] : text.slice(start, end),
      ...(about === '' ? {} : { documentation: toMarkupContent([markup.prose(about)], markup) }),
    })),
    ...(ownParameter ? { activeParameter: activeOf(signature) } : {}),
  };
}

/** Beyond the last parameter none is marked: a number that no parameter has says so in every version of the protocol. */
function activeOf(signature: Signature | undefined): number {
  return signature?.active ?? signature?.parameters.length ?? 0;
}
