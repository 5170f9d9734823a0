import { jsonReply, queryParameters, type Reply, type Request } from '../http/reply.ts';
import type { Sandbox } from '../tenant/sandbox.ts';
import { FaultProblem, readFault } from './faults.ts';
import { page } from './page.ts';
import { personStates } from './state.ts';

const DEFAULT_LIMIT = 1000;

/** Answers the requests that are for the sandbox itself; null for those of the tenant. */
export function handleControl(sandbox: Sandbox, request: Request): Reply | null {
  const { path, method } = request;
  if (path === '/' && method === 'GET') return page(sandbox.tenant, sandbox.activity);
  if (!path.startsWith('/sandbox/')) return null;
  const route = `${method} ${path}`;
  switch (route) {
    case 'GET /sandbox/state': {
      const limit = Number(queryParameters(request.rawQuery)?.get('limit') ?? DEFAULT_LIMIT);
      return jsonReply(200, {
        peopleCount: sandbox.tenant.people.length,
        people: personStates(sandbox.tenant, Number.isInteger(limit) && limit >= 0 ? limit : DEFAULT_LIMIT),
        requestCount: sandbox.activity.requestCount,
        writeCount: sandbox.activity.writeCount,
        writes: sandbox.activity.writes,
        requests: sandbox.activity.requests,
        faults: sandbox.faults.list,
      });
    }
    case 'POST /sandbox/faults':
      return addFault(sandbox, request.body);
    case 'DELETE /sandbox/faults':
      sandbox.faults.clear();
      return jsonReply(200, { faults: [] });
    case 'POST /sandbox/reset':
      sandbox.reset();
      return jsonReply(200, { peopleCount: sandbox.tenant.people.length, faults: [] });
    default:
      return jsonReply(404, {
        error:
          'The sandbox knows GET /sandbox/state, POST /sandbox/faults, DELETE /sandbox/faults and POST /sandbox/reset.',
      });
  }
}

function addFault(sandbox: Sandbox, body: string): Reply {
  try {
    sandbox.faults.add(readFault(JSON.parse(body)));
    return jsonReply(200, { faults: sandbox.faults.list });
  } catch (error) {
    if (error instanceof FaultProblem) return jsonReply(400, { error: error.message });
    if (error instanceof SyntaxError) return jsonReply(400, { error: 'the body is no valid JSON' });
    throw error;
  }
}
