import { randomBytes } from 'node:crypto';

/** A login session, which a client keeps by sending its cookies back (SAP KBA 2307715, 3308165). */
export interface Session {
  readonly id: string;
  readonly user: string;
  readonly csrfToken: string;
}

/** A client that never sends cookies opens a session a request; the oldest are forgotten. */
const KEPT = 20_000;

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const ROUTE = 'sandbox-node-1';

/** The login sessions of the tenant. A session belongs to one user: another one's cookies open no door. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** The session whose cookie was sent, if it is the user's own. */
  find(cookies: string | undefined, user: string): Session | undefined {
    const id = /(?:^|;\s*)JSESSIONID=([^;\s]+)/.exec(cookies ?? '')?.[1];
    const session = id === undefined ? undefined : this.#sessions.get(id);
    return session?.user === user ? session : undefined;
  }

  open(user: string): Session {
    const session = { id: `${hex(16).toUpperCase()}.${ROUTE}`, user, csrfToken: hex(16) };
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size >= KEPT && oldest !== undefined) this.#sessions.delete(oldest);
    this.#sessions.set(session.id, session);
    return session;
  }

  clear(): void {
    this.#sessions.clear();
  }
}

/** What the answer to the first request of a session carries. */
export const sessionHeaders = ({ id, csrfToken }: Session): Record<string, string | string[]> => ({
  'set-cookie': [`JSESSIONID=${id}; Path=/; HttpOnly`, `route=${ROUTE}; Path=/; HttpOnly`],
  'x-csrf-token': csrfToken,
});
