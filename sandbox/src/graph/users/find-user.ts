import type { Account } from '../../people/accounts.ts';
import type { GraphContext } from '../context.ts';
import { notFound } from '../graph-error.ts';

/** The user whose object id or userPrincipalName is `name`. @throws GraphError 404 */
export function findUser({ directory }: GraphContext, name: string): Account {
  const found = directory.user(name.toLowerCase()) ?? directory.named(name);
  if (found) return found;
  throw notFound(name);
}
