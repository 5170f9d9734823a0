import type { Strike } from '../control/strike.ts';
import type { AccessTokens, Caller } from '../entra-sign-in/access-tokens.ts';
import { queryParameters, type Reply, type Request } from '../http/reply.ts';
import { answerBatch } from './batch.ts';
import { badQuery, GraphError, graphErrorReply, requestIds } from './graph-error.ts';
import { requestCost } from './request-cost.ts';
import { requiredPermissions } from './required-permissions.ts';
import { plainPath, segmentsOf } from './segments.ts';
import type { Throttle } from './throttle.ts';

/** What stands before the directory's data: tokens, permissions, quotas and batches. */
export interface GraphFront {
  readonly tokens: AccessTokens;
  readonly throttle: Throttle;
  readonly now: () => number;
  /** What a fault does to one request of a batch. */
  readonly strikeInBatch: () => Strike | null;
  readonly arrange: <T>(list: readonly T[]) => readonly T[];
  /** Answers a request that may be answered. @throws GraphError */
  readonly answer: (request: Request) => Reply;
}

/** Answers a request to Microsoft Graph, alone or a batch. */
export function answerGraph(front: GraphFront, request: Request): Reply {
  return withIds(request, () => {
    const caller = callerOf(front, request);
    const [version = ''] = segmentsOf(request.path);
    if (plainPath(request.path) !== '/$batch') return answerOne(front, caller, request);
    if (request.method !== 'POST') throw notAllowed();
    return answerBatch(
      request,
      version,
      (each) => answerInBatch(front, caller, each),
      (responses) => front.arrange(responses),
      (error, each) => graphErrorReply(error, requestIds(each.headers['client-request-id'])),
    );
  });
}

const notAllowed = (): GraphError =>
  new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');

/** Runs `answer`, turns a GraphError into its reply, and names the request in the headers. */
function withIds(request: Request, answer: () => Reply): Reply {
  const ids = requestIds(request.headers['client-request-id']);
  let reply: Reply;
  try {
    reply = answer();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    reply = graphErrorReply(error, ids);
  }
  return { ...reply, headers: { ...reply.headers, 'request-id': ids.request, 'client-request-id': ids.client } };
}

/** One request of a batch: faults of batches strike it, and its errors are its own. */
function answerInBatch(front: GraphFront, caller: Caller, request: Request): Reply {
  const strike = front.strikeInBatch();
  if (strike?.kind === 'reply') return strike.reply;
  const reply = withIds(request, () => answerOne(front, caller, request));
  return strike?.kind === 'lost' ? strike.reply : reply;
}

/** @throws GraphError 401 InvalidAuthenticationToken */
function callerOf({ tokens, now }: GraphFront, { headers, origin }: Request): Caller {
  const caller = tokens.judge(headers.authorization, now());
  if (typeof caller !== 'string') return caller;
  throw new GraphError(401, 'InvalidAuthenticationToken', caller, {
    headers: {
      'www-authenticate': `Bearer realm="", authorization_uri="${origin}/common/oauth2/v2.0/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
    },
  });
}

function answerOne(front: GraphFront, caller: Caller, request: Request): Reply {
  const path = plainPath(request.path);
  const parameters = queryParameters(request.rawQuery.toLowerCase());
  if (!parameters) throw badQuery('The query string is not encoded properly.');
  const cost = requestCost(request.method, path, parameters);
  const headers = front.throttle.count(caller.appId, cost, front.now());
  const required = requiredPermissions(request.method, path);
  if (required !== null && !required.some((each) => caller.permissions.has(each))) {
    const message = 'Insufficient privileges to complete the operation.';
    throw new GraphError(403, 'Authorization_RequestDenied', message, { headers });
  }
  try {
    const reply = front.answer(request);
    return { ...reply, headers: { 'cache-control': 'no-cache', ...headers, ...reply.headers } };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const { status, code, message, inner, details } = error;
    throw new GraphError(status, code, message, { inner, details, headers: { ...headers, ...error.headers } });
  }
}
