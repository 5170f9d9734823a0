import { entraAttributes } from '../catalog/entra-attributes.ts';
import type { PlacedDeclaration, Span } from '../language/syntax.ts';
import { editOf, type Fix } from './diagnostic.ts';

/** Names of Microsoft Graph and of Active Directory, and what the attribute list of Entra ID calls the same. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...[...entraAttributes.values()]
    .filter(({ name, graphPlace }) => name !== graphPlace && name !== 'IsSoftDeleted')
    .map(({ name, graphPlace }) => [graphPlace, name] as const),
  ['businessPhones', 'telephoneNumber'],
  ['title', 'jobTitle'],
  ['sn', 'surname'],
  ['company', 'companyName'],
]);

/** What to say of an attribute of Entra ID that has another name elsewhere, and the fix that writes the list's name. */
export function otherName(
  name: string,
  placed: PlacedDeclaration,
  span: Span,
  write: (name: string) => string = (text) => text,
): { readonly question: string; readonly fixes: readonly Fix[] } | undefined {
  const own = NAMES.get(name);
  if (own === undefined) return undefined;
  const edits = [editOf(placed, span, write(own))];
  return {
    question: ` In Entra's attribute list it is ${own}.`,
    fixes: [{ title: `Write ${write(own)}`, preferred: true, edits }],
  };
}
