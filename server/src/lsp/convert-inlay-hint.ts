import type { Command, InlayHint, InlayHintLabelPart, MarkupContent } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { InlayDetail, InlayValue } from '../features/inlay-values.ts';
import type { OpenInPayloadParams } from './protocol.ts';
import { InlayHintKind, MarkupKind } from './protocol-names.ts';

/** What a hint carries until somebody asks for more of it. */
export interface InlayHintData {
  readonly uri: string;
  readonly version: number;
  readonly at: number;
}

/** @param asParts Whether the label may get a link later. */
export function toInlayHint(document: TextDocument, { at, label }: InlayValue, asParts: boolean): InlayHint {
  // Two blanks keep `match 1` and its value apart; the padding that editors add alone is too narrow.
  const value = `  ${label}`;
  const data: InlayHintData = { uri: document.uri, version: document.version, at };
  return {
    position: document.positionAt(at),
    label: asParts ? [{ value }] : value,
    kind: InlayHintKind.Parameter,
    paddingLeft: true,
    data,
  };
}

/** The data of a hint, which any client may send back in another form. */
export function inlayHintData(data: unknown): InlayHintData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { uri, version, at } = data as Partial<Record<keyof InlayHintData, unknown>>;
  return typeof uri === 'string' && typeof version === 'number' && typeof at === 'number'
    ? { uri, version, at }
    : undefined;
}

/** A hint with its trace, and with a link into the payload where the editor has `command`. */
export function toDetailedHint(
  hint: InlayHint,
  { text, location }: InlayDetail,
  { markdown, command }: { readonly markdown: boolean; readonly command: string | undefined },
): InlayHint {
  const { uri } = inlayHintData(hint.data) ?? {};
  const tooltip = markdown ? ({ kind: MarkupKind.Markdown, value: fenced(text) } satisfies MarkupContent) : text;
  if (command === undefined || location === undefined || uri === undefined || typeof hint.label === 'string') {
    return { ...hint, tooltip };
  }
  const params: OpenInPayloadParams = { uri, location };
  const link: Command = { title: 'Open in Payload', command, arguments: [params] };
  const label: InlayHintLabelPart[] = hint.label.map((part) => ({ ...part, command: link }));
  return { ...hint, label, tooltip };
}

/** Text that Markdown leaves as it is: the fence is longer than any run of backticks in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
