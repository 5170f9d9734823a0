// The sandbox tenant from the outside: plain HTTP, nothing of the extension's or the server's code.

/** What the sandbox prints for people to sign in with. */
const USER = 'sfapi@SANDBOX';
const PASSWORD = 'sandbox-password';

export type Row = Readonly<Record<string, unknown>>;

/** The rows of an entity of one person, read over OData. */
export async function rowsOf(successFactors: string, entity: 'PerEmail' | 'PerPhone', person: string): Promise<Row[]> {
  const url = new URL(`/odata/v2/${entity}`, successFactors);
  url.searchParams.set('$format', 'json');
  url.searchParams.set('$filter', `personIdExternal eq '${person}'`);
  const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  const response = await fetch(url, { headers: { authorization } });
  if (!response.ok) throw new Error(`The sandbox answers ${response.status}: ${await response.text()}`);
  const { d } = (await response.json()) as { d: { results: Row[] } };
  return d.results;
}

/** Switches a fault of the sandbox on, or all of them off. */
export async function switchFault(successFactors: string, fault: Row | undefined): Promise<void> {
  const response = await fetch(new URL('/sandbox/faults', successFactors), {
    method: fault === undefined ? 'DELETE' : 'POST',
    ...(fault !== undefined && { body: JSON.stringify(fault), headers: { 'content-type': 'application/json' } }),
  });
  if (!response.ok) throw new Error(`The sandbox answers ${response.status}: ${await response.text()}`);
}
