import { entraAttributes } from '../../core/catalog/entra-attributes.ts';

/** Words that Graph puts between quotes and that are nobody's data. */
const plain: ReadonlySet<string> = new Set([
  ...[...entraAttributes.values()].flatMap(({ name, graphProperty }) => [name, graphProperty]),
  ...['User', 'Group', 'DirectoryObject', 'manager', 'passwordProfile', 'microsoft.graph.user', '$filter', '$count'],
]);

const most = 300;

/**
 * A message of Microsoft Graph without the values that it repeats: quoted texts that are no names of the service,
 * addresses, numbers of four digits and more, ids.
 */
export function withoutValues(message: string): string {
  const clean = message
    .slice(0, 2000)
    .replace(/(['"])(.*?)\1/g, (quoted, mark: string, inner: string) => (plain.has(inner) ? quoted : `${mark}…${mark}`))
    .replace(/[^\s'"]+@[^\s'"]+/g, '…')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '…')
    .replace(/\+?\d[\d ]{3,}/g, '…');
  const shown = clean.length > most ? `${clean.slice(0, most)}…` : clean;
  return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}
