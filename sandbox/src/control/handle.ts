import { jsonReply, queryParameters, type Reply, type Request } from '../http/reply.ts';
import { CertificateProblem } from '../successfactors/certificate.ts';
import type { Sandbox } from '../tenant/sandbox.ts';
import { readHrEvents } from '../workforce/hr-event.ts';
import { entraSettings, federatedToken, readApplication, setEntra } from './entra-control.ts';
import { FaultProblem, faultKindsOf, readFault } from './faults.ts';
import { moveClock } from './move-clock.ts';
import { page } from './page.ts';
import { ControlProblem, readIdentityClient, readOAuthClient, readSettings } from './registrations.ts';
import { readSnapshotTimes } from './snapshot-times.ts';
import { personStates } from './state.ts';
import { readTokenLives } from './token-lives.ts';

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
        peopleCount: sandbox.tenant.population.size,
        people: personStates(sandbox.tenant, Number.isInteger(limit) && limit >= 0 ? limit : DEFAULT_LIMIT),
        requestCount: sandbox.activity.requestCount,
        writeCount: sandbox.activity.writeCount,
        signInCount: sandbox.activity.signInCount,
        signIns: sandbox.activity.signIns,
        writes: sandbox.activity.writes,
        requests: sandbox.activity.requests,
        faults: sandbox.faults.list,
        faultKinds: { successfactors: faultKindsOf('successfactors'), graph: faultKindsOf('graph') },
        settings: sandbox.signIn.settings,
        entra: entraSettings(sandbox),
        now: new Date(sandbox.clock.now()).toISOString(),
      });
    }
    case 'POST /sandbox/faults':
      return fromBody(request.body, (value) => {
        sandbox.faults.add(readFault(value));
        return { faults: sandbox.faults.list };
      });
    case 'DELETE /sandbox/faults':
      sandbox.faults.clear();
      return jsonReply(200, { faults: [] });
    case 'POST /sandbox/settings':
      return fromBody(request.body, (value) => {
        sandbox.signIn.settings = { ...sandbox.signIn.settings, ...readSettings(value) };
        return { settings: sandbox.signIn.settings };
      });
    case 'DELETE /sandbox/tokens':
      sandbox.signIn.expireTokens(sandbox.clock.now());
      sandbox.entra.expireTokens();
      return jsonReply(200, { tokens: 'expired' });
    case 'POST /sandbox/snapshots':
      return fromBody(request.body, (value) => {
        sandbox.snapshots.times = readSnapshotTimes(value);
        return { times: sandbox.snapshots.times };
      });
    case 'DELETE /sandbox/snapshots':
      sandbox.snapshots.clear();
      return jsonReply(200, { snapshots: 'lost' });
    case 'POST /sandbox/graph-tokens':
      return fromBody(request.body, (value) => {
        sandbox.graphLives = readTokenLives(value);
        return { lives: sandbox.graphLives };
      });
    case 'DELETE /sandbox/graph-changes':
      sandbox.tenant.directory.times.forget();
      // A replica begins anew as well.
      setEntra(sandbox, { visibleAfterMs: sandbox.consistency.lag.visibleAfterMs });
      return jsonReply(200, { changes: 'forgotten' });
    case 'POST /sandbox/oauth-clients':
      return fromBody(request.body, (value) => {
        const { clientId, certificate } = readOAuthClient(value);
        sandbox.signIn.clients.set(clientId, certificate);
        return { clientId };
      });
    case 'POST /sandbox/identity-clients':
      return fromBody(request.body, (value) => {
        const client = readIdentityClient(value);
        sandbox.identityClients.set(client.clientId, client);
        return { clientId: client.clientId, user: client.user };
      });
    case 'POST /sandbox/app-registrations':
      return fromBody(request.body, (value) => {
        const app = readApplication(value);
        sandbox.entra.applications.set(app.clientId, app);
        return { clientId: app.clientId, permissions: app.permissions };
      });
    case 'POST /sandbox/entra':
      return fromBody(request.body, (value) => ({ entra: setEntra(sandbox, value) }));
    case 'GET /sandbox/federated-token':
      return orProblem(() => federatedToken(sandbox, request, sandbox.clock.now()));
    case 'POST /sandbox/clock':
      return fromBody(request.body, (value) => moveClock(sandbox, value));
    case 'POST /sandbox/hr':
      return fromBody(request.body, (value) => {
        const events = readHrEvents(value);
        sandbox.tenant.workforce.note(events, sandbox.clock.now());
        return { events: events.length };
      });
    case 'POST /sandbox/reset':
      sandbox.reset();
      return jsonReply(200, { peopleCount: sandbox.tenant.population.size, faults: [] });
    default:
      return jsonReply(404, {
        error:
          'The sandbox knows GET /sandbox/state, POST and DELETE /sandbox/faults, POST /sandbox/settings, POST and DELETE /sandbox/snapshots, DELETE /sandbox/tokens, POST /sandbox/graph-tokens, DELETE /sandbox/graph-changes, POST /sandbox/oauth-clients, POST /sandbox/identity-clients, POST /sandbox/app-registrations, POST /sandbox/entra, GET /sandbox/federated-token, POST /sandbox/clock, POST /sandbox/hr and POST /sandbox/reset.',
      });
  }
}

/** Answers with what a body was good for, or with a sentence that says what is wrong with it. */
const fromBody = (body: string, use: (value: unknown) => unknown): Reply =>
  orProblem(() => jsonReply(200, use(JSON.parse(body))));

function orProblem(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof FaultProblem || error instanceof ControlProblem || error instanceof CertificateProblem) {
      return jsonReply(400, { error: error.message });
    }
    if (error instanceof SyntaxError) return jsonReply(400, { error: 'the body is no valid JSON' });
    throw error;
  }
}
