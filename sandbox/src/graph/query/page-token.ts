import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Says nothing to whoever reads it, and cannot be made or changed by a client. The same in every run, as kept state needs it. */
const KEY = createHash('sha256').update('sandbox page tokens').digest();

const sign = (text: string): Buffer => createHmac('sha256', KEY).update(text).digest().subarray(0, 16);

/** A state token: opaque to the client, signed, with the time at which it was given out. */
export function writeToken(payload: Readonly<Record<string, unknown>>, now: number): string {
  const text = Buffer.from(JSON.stringify({ ...payload, given: now })).toString('base64url');
  return `${text}.${sign(text).toString('base64url')}`;
}

/** What stands in a token; null when it is none of ours. */
export function readToken(token: string): ReadonlyMap<string, unknown> | null {
  const [text = '', signature = '', ...more] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const wanted = sign(text);
  if (more.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return typeof parsed === 'object' && parsed !== null ? new Map(Object.entries(parsed)) : null;
}

/** Names a query in few letters, so that a token can be told from another query's. */
export const queryMark = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12);
