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

  /** Takes what an answer sets. */
  keep(answer: HttpAnswer): void {
    for (const line of answer.cookies) {
      const pair = line.split(';', 1)[0] ?? '';
      const equals = pair.indexOf('=');
      if (equals > 0) this.#cookies.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
    }
    const token = answer.headers.get('x-csrf-token');
    if (token && /^[\x21-\x7e]+$/.test(token) && token.toLowerCase() !== 'required') this.#token = token;
  }
}
