import { entraAttributes } from '../../core/catalog/entra-attributes.ts';

/** Words that Graph puts between quotes and that are nobody's data. */
const plain: ReadonlySet<string> = new Set([
  ...[...entraAttributes.values()].flatMap(({ name, graphProperty }) => [name, graphProperty]),
  ...['User', 'Group', 'DirectoryObject', 'manager', 'passwordProfile', 'microsoft.graph.user', '$filter', '$count'],
]);

const most = 300;

/** A quoted text, which may hold quotes: it ends where a quote is followed by no letter. */
const quoted = /(?<![\p{L}\d])(['"])(.*?)\1(?![\p{L}\d'"])/gu;
/** A quote that nothing closes: what follows may be anything. An apostrophe stands between letters. */
const unclosed = /(?<![\p{L}\d])['"].*$/su;

/**
 * A message of Microsoft Graph without the values that it repeats: quoted texts that are no names of the service,
 * addresses, numbers of four digits and more, ids.
 */
export function withoutValues(message: string): string {
  const clean = withoutQuoted(message.slice(0, 2000))
    .replace(/\S*@\S*/g, '…')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '…')
    .replace(/\+?\d[\d ]{3,}/g, '…');
  const shown = clean.length > most ? `${clean.slice(0, most)}…` : clean;
  return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}

function withoutQuoted(text: string): string {
  let clean = '';
  let at = 0;
  for (const { index, 0: whole, 1: mark = '', 2: inner = '' } of text.matchAll(quoted)) {
    clean += text.slice(at, index).replace(unclosed, '…') + (plain.has(inner) ? whole : `${mark}…${mark}`);
    at = index + whole.length;
  }
  return clean + text.slice(at).replace(unclosed, '…');
}
