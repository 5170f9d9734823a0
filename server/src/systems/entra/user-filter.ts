import { graphString } from './graph-address.ts';

/**
 * Properties that Graph compares only with `ConsistencyLevel: eventual` and `$count=true`. Source: "Advanced query
 * capabilities on Microsoft Entra ID objects", filter support by property.
 */
const advanced = new RegExp(
  '^(onPremisesExtensionAttributes/|extension_|(companyName|employeeHireDate|employeeLeaveDateTime|employeeType|' +
    'mobilePhone|officeLocation|onPremisesImmutableId|onPremisesSamAccountName|passwordPolicies|postalCode|' +
    'preferredLanguage|streetAddress|faxNumber)$)',
);

/** Properties that hold several texts. */
const several: ReadonlySet<string> = new Set(['businessPhones', 'otherMails', 'proxyAddresses']);

/** Graph takes so many values in one `in`, or comparisons joined by `or`. */
export const mostValues = 15;

/** Whether a comparison of this property is an advanced query. */
export function needsAdvanced(property: string): boolean {
  return advanced.test(property);
}

/**
 * The `$filter` for users whose property has one of some values.
 *
 * @param property Graph's name, a step into a complex property after a slash.
 * @param values One to `mostValues`.
 */
export function anyOf(property: string, values: readonly string[]): string {
  const [first = ''] = values;
  if (several.has(property)) return values.map((value) => `${property}/any(p:p eq ${graphString(value)})`).join(' or ');
  if (values.length === 1) return `${property} eq ${graphString(first)}`;
  return `${property} in (${values.map(graphString).join(',')})`;
}

/** Properties by whose beginning people are found; Graph compares them without an advanced query. */
const names = ['givenName', 'surname', 'userPrincipalName', 'mail'];
/** So many words keep the filter within the comparisons that Graph takes in one. */
const mostWords = 2;

/** The `$filter` for users who are called so. @param words Those of the name, one at least. */
export function namedLike(name: string, words: readonly string[]): string {
  const begins = (property: string, text: string) => `startsWith(${property},${graphString(text)})`;
  const like = words.slice(0, mostWords).map((word) => {
    const parts = [...names.map((property) => begins(property, word)), `employeeId eq ${graphString(word)}`];
    return `(${parts.join(' or ')})`;
  });
  return `${begins('displayName', name)} or (${like.join(' and ')})`;
}
