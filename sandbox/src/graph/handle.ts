import { queryParameters, type Reply, type Request } from '../http/reply.ts';
import type { Account } from '../people/accounts.ts';
import { badQuery, GraphError } from './graph-error.ts';
import { countUsers, findUser, getUser, listUsers, patchUser } from './users.ts';

export interface GraphContext {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly now: () => number;
  readonly written: (user: Account, before: Account, properties: readonly string[]) => void;
}

/**
 * Answers a request to Microsoft Graph whose caller is known and may do what it asks for.
 *
 * @throws GraphError
 */
export function handleGraph(context: GraphContext, request: Request): Reply {
  const parameters = queryParameters(request.rawQuery);
  if (!parameters) throw badQuery('The query string is not encoded properly.');
  const [version, resource, name, ...more] = request.path.split('/').filter((segment) => segment !== '');
  if (version !== 'v1.0' || resource !== 'users' || more.length > 0) {
    throw badQuery(`Resource not found for the segment '${resource ?? version ?? ''}'.`);
  }
  const users = [...context.accounts.values()];
  if (request.method === 'GET') {
    if (name === undefined) return listUsers(users, request, parameters);
    if (name === '$count') return countUsers(users, request, parameters);
    return getUser(findUser(context.accounts, name), request, parameters);
  }
  if (request.method === 'PATCH' && name !== undefined) {
    const user = findUser(context.accounts, name);
    const before = structuredClone(user);
    context.written(user, before, patchUser(context.accounts, user, request.body));
    return { status: 204, body: '' };
  }
  throw new GraphError(405, 'Request_BadRequest', `Specified HTTP method is not allowed for the request target.`);
}
