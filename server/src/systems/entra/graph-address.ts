/** The path below `/v1.0/` with its query, encoded. */
export function graphAddress(path: string, query: Readonly<Record<string, string>> = {}): string {
  const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return options.length === 0 ? path : `${path}?${options.join('&')}`;
}

/** The path of one user by object id or user principal name; a name may hold `#`, and begin with `$`. */
export function userPath(name: string): string {
  const key = encodeURIComponent(name.replaceAll("'", "''"));
  // "Get a user": a name that begins with $ stands in brackets.
  return name.startsWith('$') ? `users('${key}')` : `users/${encodeURIComponent(name)}`;
}

/** A string literal of OData: single quotes, a quote doubled. */
export function graphString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
