import { GraphError, graphErrorReply, requestIds } from '../graph/graph-error.ts';
import { tooManyRequests } from '../graph/throttle.ts';
import { jsonReply, type Reply } from '../http/reply.ts';
import type { Fault, System } from './faults.ts';

/** What a fault does to a request. */
export type Strike =
  /** Answered before the tenant looks at it. */
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Performed, and then answered with this instead: what it wrote is written. */
  | { readonly kind: 'lost'; readonly reply: Reply }
  | { readonly kind: 'drop' }
  /** Answered, and the connection is cut in the middle of the body. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'slow'; readonly ms: number };

const html = (status: number, title: string, text: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html;charset=utf-8' },
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`,
});

function error(system: System, status: number, codes: readonly [string, string], text: string, seconds = 0): Reply {
  const [ofSuccessFactors, ofGraph] = codes;
  if (system === 'graph') {
    const failure = status === 429 ? tooManyRequests(seconds) : new GraphError(status, ofGraph, text);
    return graphErrorReply(failure, requestIds(undefined));
  }
  const headers: Record<string, string> = status === 429 ? { 'retry-after': String(seconds) } : {};
  const body = { code: ofSuccessFactors, message: { lang: 'en-US', value: `[COE0019]${text}` } };
  return jsonReply(status, { error: body }, headers);
}

/** What a fault of batches answers for one request: JSON, as there is no gateway in between. */
const inBatch = (status: number, code: string, text: string): Reply => error('graph', status, ['', code], text);

const FAILURE = ['COE_GENERAL_SERVER_FAILURE', 'InternalServerError'] as const;

/** The effect of a fault on a request to a system. */
export function effectOf(fault: Fault, system: System): Strike {
  switch (fault.kind) {
    case 'drop':
      return { kind: 'drop' };
    case 'drop-mid-page':
      return { kind: 'cut' };
    case 'slow':
      return { kind: 'slow', ms: fault.ms };
    case '502':
      return { kind: 'lost', reply: html(502, 'Bad Gateway', 'The server session has timed out.') };
    case '504':
      return { kind: 'lost', reply: html(504, 'Gateway Timeout', 'The server did not answer in time.') };
    case '503':
      return {
        kind: 'reply',
        reply: html(
          503,
          'Service Unavailable',
          'The Successfactors HCM suite is currently undergoing scheduled maintenance. We apologize for any inconvenience this may cause',
        ),
      };
    case 'batch-429':
      return { kind: 'reply', reply: error('graph', 429, ['', ''], '', fault.seconds) };
    case 'batch-503':
      return { kind: 'reply', reply: inBatch(503, 'ServiceUnavailable', 'The service is temporarily unavailable.') };
    case 'batch-504':
      return { kind: 'lost', reply: inBatch(504, 'GatewayTimeout', 'The service did not answer in time.') };
    case '429': {
      const codes = ['COE_TOO_MANY_REQUESTS', 'TooManyRequests'] as const;
      return { kind: 'reply', reply: error(system, 429, codes, 'Too many requests', fault.seconds) };
    }
    case 'metadata-generating': {
      const text =
        'The request has timed out. OData metadata is being generated for the same instance in another thread. Please try again later';
      return { kind: 'reply', reply: error(system, 500, FAILURE, text) };
    }
    default:
      return { kind: 'reply', reply: error(system, 500, FAILURE, 'Internal server error') };
  }
}
