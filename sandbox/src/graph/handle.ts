import type { Reply, Request } from '../http/reply.ts';
import { readCall } from './call.ts';
import type { GraphContext } from './context.ts';
import { badQuery, GraphError } from './graph-error.ts';
import { namesIn, routes } from './routes.ts';
import { segmentsOf } from './segments.ts';

/**
 * Answers a request to Microsoft Graph whose caller is known and may do what it asks for.
 *
 * @throws GraphError
 */
export function handleGraph(context: GraphContext, request: Request): Reply {
  const [version, ...segments] = segmentsOf(request.path);
  if (version?.toLowerCase() !== 'v1.0') throw badQuery(`Invalid version: ${version ?? ''}`);
  if (segments[0]?.toLowerCase() === 'me') {
    throw badQuery('/me request is only valid with delegated authentication flow.');
  }
  const call = readCall(request);
  let known = false;
  for (const [method, path, handler] of routes) {
    const names = namesIn(path, segments);
    if (!names) continue;
    known = true;
    if (method === request.method) return handler(context, call, ...names);
  }
  if (known)
    throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  throw badQuery(
    `Resource not found for the segment '${segments.find((segment) => !/^[0-9a-f-]{36}$|@/i.test(segment)) ?? ''}'.`,
  );
}
