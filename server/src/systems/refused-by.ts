import type { Refusal } from '../core/errors.ts';

/** Redirects that ask for the same request elsewhere. 303 and the others may answer to a deed (RFC 9110, section 15.4). */
const repeatedElsewhere: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/**
 * What a status alone proves about a request: that it was refused and nothing of it was done. A status from 500 on
 * proves nothing, and neither does 200 with an answer that cannot be read.
 *
 * @param own The system's API speaks itself, in JSON; else something before it does.
 */
export function refusedBy(status: number, own: boolean): Refusal | undefined {
  if (status === 429) return 'busy';
  if (status === 400 || status === 403 || status === 404) return own ? 'request' : 'system';
  return status === 401 || repeatedElsewhere.has(status) ? 'system' : undefined;
}
