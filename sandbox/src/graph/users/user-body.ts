import type { Account } from '../../people/accounts.ts';
import type { GraphContext } from '../context.ts';
import { badQuery, badRequest, conflict } from '../graph-error.ts';
import { passwordProblem } from './password-rules.ts';
import { userType } from './user-type.ts';
import { userValue } from './user-value.ts';

/** Reads the JSON object of a body. @throws GraphError 400 */
export function readBody(body: string): ReadonlyMap<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw badQuery(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw badQuery('Unable to read JSON request payload: it must be a JSON object.');
  }
  return new Map(Object.entries(parsed));
}

/** A user as it becomes, and the properties that were given. */
export interface Merged {
  readonly user: Account;
  readonly properties: readonly string[];
}

/**
 * A user with what a body says, whole or not at all. Passwords are judged and never kept.
 *
 * @throws GraphError 400: a value that Graph refuses, a name or an address that somebody else has
 */
export function mergeUser(context: GraphContext, before: Account, body: ReadonlyMap<string, unknown>): Merged {
  const values: Record<string, unknown> = {};
  for (const [name, value] of body) {
    if (name.startsWith('@odata.') || name === 'passwordProfile') continue;
    values[name] = userValue(before, name, value);
  }
  const profile = body.get('passwordProfile');
  const policies = String(values['passwordPolicies'] ?? '');
  const problem = profile === undefined ? null : passwordProblem(profile, policies.includes('DisableStrongPassword'));
  if (problem !== null) throw badRequest(problem);
  const user: Account = { ...before, ...values };
  const properties = Object.keys(values);
  if (properties.includes('userPrincipalName')) refuseTakenName(context, user);
  if (properties.includes('mail') && user.mail !== null) {
    refuseTakenAddress(context, user, user.mail);
    user.proxyAddresses = withPrimary(user.proxyAddresses, user.mail);
    properties.push('proxyAddresses');
  }
  if (profile !== undefined) properties.push('passwordProfile');
  return { user, properties };
}

/** @throws GraphError 400 where somebody else has the user principal name */
export function refuseTakenName({ directory }: GraphContext, user: Account): void {
  const holder = directory.named(user.userPrincipalName);
  if (holder && holder.id !== user.id) throw conflict('userPrincipalName');
}

/** @throws GraphError 400 where the address is one of somebody else's proxy addresses */
export function refuseTakenAddress({ directory }: GraphContext, user: Account, address: string): void {
  const wanted = `smtp:${address.toLowerCase()}`;
  for (const [, other] of directory.scan(0, directory.placesOf('proxyAddresses', [wanted]))) {
    if (other.id !== user.id && other.proxyAddresses.some((each) => each.toLowerCase() === wanted))
      throw conflict('proxyAddresses');
  }
}

/** "Changes to this property will also update the user's proxyAddresses collection": the old address stays as a second one. */
function withPrimary(addresses: readonly string[], mail: string): string[] {
  const primary = `SMTP:${mail}`;
  const others = addresses
    .filter((each) => each.toLowerCase() !== primary.toLowerCase())
    .map((each) => each.replace(/^SMTP:/, 'smtp:'));
  return [primary, ...others];
}

/** The properties that only the Active Directory of a synchronised user may change. */
export function masteredOnPremises(properties: readonly string[]): boolean {
  return properties.some((name) => name === 'passwordProfile' || userType.properties.get(name)?.cloud !== true);
}
