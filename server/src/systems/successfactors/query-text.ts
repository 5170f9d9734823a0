/**
 * The options of a query as an address has them. Slashes and commas between names mean nothing else in a query, and stay:
 * encoded, a long `$select` would leave little room for the people who are asked for.
 */
export function queryText(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encoded(name, value)}`)
    .join('&');
}

function encoded(name: string, value: string): string {
  const text = encodeURIComponent(value);
  return name === '$select' || name === '$expand' ? text.replaceAll('%2F', '/').replaceAll('%2C', ',') : text;
}
