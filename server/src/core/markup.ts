import { visible } from './mapping/display.ts';

/**
 * How words are written for an editor that shows Markdown, or for one that shows plain text. What comes from a payload
 * or a file goes through `text`, `strong`, `code` or `link`: it never becomes markup.
 */
export interface Markup {
  readonly kind: 'markdown' | 'plaintext';
  /** Words of a stranger, on one line. */
  text(text: string): string;
  strong(text: string): string;
  code(text: string): string;
  /** A sentence of our own, which may hold code between backticks. */
  prose(text: string): string;
  /** A link to a document of this server, or to a file. */
  link(label: string, address: string): string;
  list(items: readonly string[]): string;
}

const oneLine = (text: string) => visible(text.replace(/\s+/g, ' '));

function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]()<>#+\-.!|~&:@/$=]/g, '\\$&');
}

/** A code span that no run of backticks inside it can close. */
function codeSpan(text: string): string {
  const clean = oneLine(text);
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${clean} ${fence}`;
}

export const markdown: Markup = {
  kind: 'markdown',
  text: escaped,
  strong: (text) => `**${escaped(text)}**`,
  code: codeSpan,
  prose: (text) => text,
  link: (label, address) => `[${escaped(label)}](<${address.replace(/[<>\\\s]/g, encodeURIComponent)}>)`,
  list: (items) => items.map((item) => `- ${item}`).join('\n'),
};

export const plainText: Markup = {
  kind: 'plaintext',
  text: oneLine,
  strong: oneLine,
  code: oneLine,
  prose: (text) => text.replaceAll('`', ''),
  link: oneLine,
  list: (items) => items.map((item) => `- ${item}`).join('\n'),
};
