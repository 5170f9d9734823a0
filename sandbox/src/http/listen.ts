import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { System } from '../control/faults.ts';
import { handleControl } from '../control/handle.ts';
import { handleGraph } from '../graph/handle.ts';
import { model } from '../model/model.ts';
import { handleSuccessFactors, type SuccessFactors } from '../successfactors/handle.ts';
import type { Sandbox } from '../tenant/sandbox.ts';
import { USER_CALL_MS, UserLocks } from '../upsert/user-locks.ts';
import type { Reply, Request } from './reply.ts';
import { type Serving, serve } from './serve.ts';

const isControl = (path: string): boolean => path === '/' || path.startsWith('/sandbox/');

function serving(sandbox: Sandbox, system: System, handle: Serving['handle']): Serving {
  return {
    strike: (path) => (isControl(path) ? null : sandbox.faults.strike(system, path)),
    handle: (request) => handleControl(sandbox, request) ?? handle(request),
    seen: (request, status, ms) => {
      if (isControl(request.path)) return;
      const url = request.rawQuery === '' ? request.path : `${request.path}?${request.rawQuery}`;
      sandbox.activity.request({ at: new Date().toISOString(), system, method: request.method, url, status, ms });
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
  const now = Date.now();
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
      now: Date.now,
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

function graph(sandbox: Sandbox): Serving {
  return serving(sandbox, 'graph', (request) =>
    handleGraph(
      {
        accounts: sandbox.tenant.directory.accounts,
        tokens: sandbox.tokens,
        now: Date.now,
        written: (user, before) => {
          sandbox.tenant.directory.keep(user);
          sandbox.activity.write('graph', `users/${user.userPrincipalName}`, 'change', before, user);
        },
      },
      request,
    ),
  );
}

export type Listening =
  | { readonly addresses: { successFactors: string; graph: string }; readonly servers: readonly Server[] }
  | { readonly problem: string };

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Opens both systems on loopback, or says in one sentence with a cure why not. */
export async function listen(sandbox: Sandbox, port: number): Promise<Listening> {
  const servers: Server[] = [];
  try {
    for (const [offset, system] of [successFactors(sandbox), graph(sandbox)].entries()) {
      servers.push(await serve(port === 0 ? 0 : port + offset, system));
    }
  } catch (error) {
    for (const server of servers) server.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const taken = port + servers.length;
    if (code === 'EADDRINUSE') {
      return {
        problem: `port ${taken} is in use. End the program that uses it, or choose another with --port P (--port 0 takes any free one).`,
      };
    }
    if (code === 'EACCES')
      return { problem: `port ${taken} is not allowed for this user. Choose one above 1023 with --port P.` };
    return { problem: `port ${taken} cannot be opened (${code}). Choose another with --port P.` };
  }
  const [one, two] = servers.map((server) => `http://127.0.0.1:${portOf(server)}`);
  return { addresses: { successFactors: one ?? '', graph: two ?? '' }, servers };
}
