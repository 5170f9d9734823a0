import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Addresses } from '../announcement.ts';
import type { System } from '../control/faults.ts';
import { handleControl } from '../control/handle.ts';
import { handleSignIn } from '../entra-sign-in/handle.ts';
import { type GraphContext, usersOf } from '../graph/context.ts';
import { answerGraph, type GraphFront } from '../graph/front.ts';
import { handleGraph } from '../graph/handle.ts';
import { model } from '../model/model.ts';
import { handleSuccessFactors, type SuccessFactors } from '../successfactors/handle.ts';
import type { Sandbox } from '../tenant/sandbox.ts';
import { USER_CALL_MS, UserLocks } from '../upsert/user-locks.ts';
import type { Reply, Request } from './reply.ts';
import { type Serving, serve } from './serve.ts';
import { makeTlsCertificate, type TlsCertificate } from './tls-certificate.ts';

const isControl = (path: string): boolean => path === '/' || path.startsWith('/sandbox/');

function serving(sandbox: Sandbox, system: System, handle: Serving['handle']): Serving {
  return {
    strike: (path) => (isControl(path) ? null : sandbox.faults.strike(system, path)),
    handle: (request) => handleControl(sandbox, request) ?? handle(request),
    now: sandbox.clock.now,
    seen: (request, status, ms) => {
      if (isControl(request.path)) return;
      const url = request.rawQuery === '' ? request.path : `${request.path}?${request.rawQuery}`;
      sandbox.activity.request({
        at: new Date(sandbox.clock.now()).toISOString(),
        system,
        method: request.method,
        url,
        status,
        ms,
      });
    },
  };
}

function successFactors(sandbox: Sandbox): Serving {
  const locks = new UserLocks();
  return serving(sandbox, 'successfactors', async (request) => {
    const call = locks.begin(model, sandbox.tenant.store, request);
    if (!call) return answer(sandbox, request, new Set());
    // For this time another call can come in the way.
    await wait(USER_CALL_MS);
    try {
      return answer(sandbox, request, call.deadlocked);
    } finally {
      call.end();
    }
  });
}

function answer(sandbox: Sandbox, request: Request, deadlocked: ReadonlySet<string>): Reply | null {
  let dies = false;
  const { signIn, identityClients } = sandbox;
  const now = sandbox.clock.now();
  const tenant: SuccessFactors = {
    signIn,
    identityClients,
    now,
    opened: ({ user, kind }) => sandbox.activity.signIn({ at: new Date(now).toISOString(), user: user.user, kind }),
    reading: (user, session) => ({
      model,
      store: sandbox.storeOf(user),
      now,
      arrange: (rows) => sandbox.arrange(rows),
      salt: sandbox.settings.shuffle ? sandbox.settings.seed : null,
      listings: sandbox.listings,
      snapshots: sandbox.snapshots,
      losesSnapshot: () => sandbox.faults.losesSnapshot(),
      user: user.user,
      session: session.id,
    }),
    writing: (user) => ({
      model,
      store: sandbox.storeOf(user),
      user: user.user,
      mayWrite: user.lacks !== 'write',
      now: sandbox.clock.now,
      autoDemote: sandbox.settings.autoDemote,
      hrisSync: sandbox.settings.hrisSync,
      deadlocked,
      written: ({ key, kind, before, after }) => {
        sandbox.activity.write('successfactors', key, kind, before, after);
        dies ||= sandbox.faults.countUpserts(1);
      },
    }),
  };
  const reply = handleSuccessFactors(tenant, request);
  if (!dies) return reply;
  // The connection is dropped first, as by a tenant that dies between two upserts; then the process ends.
  setImmediate(() => process.exit(1));
  return null;
}

/** Microsoft Graph and the login authority of its directory, behind one address. */
function graph(sandbox: Sandbox): Serving {
  const front: GraphFront = {
    tokens: sandbox.entra.tokens,
    throttle: sandbox.throttle,
    now: sandbox.clock.now,
    strikeInBatch: () => sandbox.faults.strikeInBatch(),
    arrange: (list) => sandbox.arrange(list),
    answer: (request) => handleGraph(graphContext(sandbox, request), request),
  };
  return serving(
    sandbox,
    'graph',
    (request) => handleSignIn(sandbox.entra, request, sandbox.clock.now()) ?? answerGraph(front, request),
  );
}

function graphContext(sandbox: Sandbox, request: Request): GraphContext {
  const directory = sandbox.consistency.directoryFor(request, sandbox.tenant.directory, sandbox.clock.now());
  return {
    directory,
    users: usersOf(directory),
    lives: sandbox.graphLives,
    now: sandbox.clock.now(),
    shuffle: sandbox.settings.shuffle,
    written: (kind, before, after) => {
      const name = (after ?? before)?.userPrincipalName ?? '';
      sandbox.activity.write('graph', `users/${name}`, kind, before, after);
    },
  };
}

export type Listening =
  | { readonly addresses: Addresses; readonly servers: readonly Server[]; readonly close: () => void }
  | { readonly problem: string };

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Opens both systems on loopback, Graph with TLS too, or says in one sentence with a cure why not. */
export async function listen(sandbox: Sandbox, port: number): Promise<Listening> {
  let tls: TlsCertificate;
  try {
    tls = makeTlsCertificate();
  } catch (error) {
    return {
      problem: `the certificate for TLS cannot be written (${codeOf(error)}). Set TMPDIR to a folder that can.`,
    };
  }
  const servers: Server[] = [];
  const close = (): void => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    tls.remove();
  };
  const directory = graph(sandbox);
  const systems: readonly Opening[] = [
    { serving: successFactors(sandbox) },
    { serving: directory },
    { serving: directory, tls },
  ];
  try {
    for (const [offset, { serving: system, tls: identity }] of systems.entries()) {
      servers.push(await serve(port === 0 ? 0 : port + offset, system, identity));
    }
  } catch (error) {
    const taken = port + servers.length;
    close();
    return { problem: portProblem(taken, codeOf(error)) };
  }
  const [one = 0, two = 0, three = 0] = servers.map(portOf);
  const addresses = {
    successFactors: `http://127.0.0.1:${one}`,
    graph: `http://127.0.0.1:${two}`,
    secure: `https://127.0.0.1:${three}`,
    certificateFile: tls.file,
  };
  return { addresses, servers, close };
}

interface Opening {
  readonly serving: Serving;
  readonly tls?: TlsCertificate;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

function portProblem(port: number, code: string): string {
  if (code === 'EADDRINUSE') {
    return `port ${port} is in use. End the program that uses it, or choose another with --port P (--port 0 takes any free one).`;
  }
  if (code === 'EACCES') return `port ${port} is not allowed for this user. Choose one above 1023 with --port P.`;
  return `port ${port} cannot be opened (${code}). Choose another with --port P.`;
}
