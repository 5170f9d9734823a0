import { randomUUID } from 'node:crypto';
import type { HttpAnswer } from '../http.ts';

/**
 * The cookies and the CSRF token of one API user at one host. Without them every request opens a new login session,
 * which is slow and fills the tenant's audit log (KBA 2307715, 3308165).
 */
export class Session {
  readonly #cookies = new Map<string, string>();
  #token: string | undefined;

  /** The headers that carry the session; none at first. */
  headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      ...(cookie !== '' && { cookie }),
      ...(this.#token !== undefined && { 'x-csrf-token': this.#token }),
    };
  }

  /** Takes what an answer sets, and gives up what it takes back. */
  keep(answer: HttpAnswer): void {
    for (const line of answer.cookies) this.#keepCookie(line);
    const token = answer.headers.get('x-csrf-token');
    if (token && sendable.test(token) && token.toLowerCase() !== 'required') this.#token = token;
  }

  #keepCookie(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(equals, 0)).trim();
    const value = pair.slice(equals + 1).trim();
    if (name === '' || !sendable.test(name) || (value !== '' && !sendable.test(value))) return;
    if (attributes.some(isOver)) this.#cookies.delete(name);
    else if (this.#cookies.size < mostCookies || this.#cookies.has(name)) this.#cookies.set(name, value);
  }
}

/** A tenant sets a handful; more would only make requests longer. */
const mostCookies = 50;

/** What can stand in a header. */
const sendable = /^[\x21-\x7e]{1,4096}$/;

/** Whether an attribute says that a cookie holds no longer. */
function isOver(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=').map((part) => part.trim());
  if (/^max-age$/i.test(name)) return /^-?\d+$/.test(value) && Number(value) <= 0;
  return /^expires$/i.test(name) && Date.parse(value) <= Date.now();
}

/** Names all requests of one client, so that an administrator finds them together in the OData API Audit Log. */
export function correlationId(): string {
  return `sfmap-${randomUUID()}`;
}
