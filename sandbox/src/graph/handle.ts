import { queryParameters, type Reply, type Request } from '../http/reply.ts';
import type { Account } from '../people/accounts.ts';
import { badQuery, GraphError, graphErrorReply } from './graph-error.ts';
import type { Tokens } from './token.ts';
import { countUsers, findUser, getUser, listUsers, patchUser } from './users.ts';

export interface GraphContext {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly tokens: Tokens;
  readonly now: () => number;
  readonly written: (user: Account, before: Account, properties: readonly string[]) => void;
}

/** Answers a request to the Microsoft Graph side of the tenant, its token endpoint included. */
export function handleGraph(context: GraphContext, request: Request): Reply {
  const token = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(request.path);
  if (token) {
    if (request.method !== 'POST') return graphErrorReply({ status: 405, code: 'BadRequest', message: 'Use POST.' });
    return context.tokens.answer(request, token[1] ?? '', context.now());
  }
  try {
    return answer(context, request);
  } catch (error) {
    if (error instanceof GraphError) return graphErrorReply(error);
    throw error;
  }
}

function answer(context: GraphContext, request: Request): Reply {
  if (!context.tokens.accepts(request.headers.authorization, context.now())) {
    const missing = request.headers.authorization === undefined;
    throw new GraphError(
      401,
      'InvalidAuthenticationToken',
      missing ? 'Access token is empty.' : 'Access token validation failure. Invalid or expired token.',
    );
  }
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
