import { createHash } from 'node:crypto';
import type { TokenPlace } from '../systems/successfactors/sign-in/token-sign-in.ts';

/** The tokens of this process by what they were given for, so that the next run of an editor needs no new one. */
const places = new Map<string, TokenPlace>();
const mostPlaces = 32;

/**
 * Where the token of a client and user is kept, in memory alone.
 *
 * @param what All that decides which token is given, the secret too: only the hash of it is kept.
 */
export function keptToken(what: readonly unknown[]): TokenPlace {
  const name = createHash('sha256').update(JSON.stringify(what)).digest('hex');
  const place = places.get(name) ?? {};
  // The one that was used last goes last.
  places.delete(name);
  places.set(name, place);
  const [oldest] = places.keys();
  if (places.size > mostPlaces && oldest !== undefined) places.delete(oldest);
  return place;
}
