import type { Call } from '../call.ts';
import type { GraphContext } from '../context.ts';
import { badRequest, GraphError } from '../graph-error.ts';
import { readToken, writeToken } from '../query/page-token.ts';

/** What a client tracks. It is said once, and goes on in the tokens. */
export interface Tracked {
  /** Names of `$select`, null where nothing was selected: then all properties are tracked. */
  readonly select: readonly string[] | null;
  /** Object ids of `$filter`; null: everybody. */
  readonly ids: readonly string[] | null;
}

/** Where a round of change tracking stands. */
export interface Round extends Tracked {
  /** Changes after this write are told; null: this is the first round, which tells everybody. */
  readonly since: number | null;
  /** The latest write when the round began: the next round tells what came after. */
  readonly until: number;
  /** In the first round a position; else the object id after which to go on. */
  readonly after: number | string | null;
  readonly page: number;
}

const listOf = (value: unknown): string[] | null => (Array.isArray(value) ? value.map(String) : null);

/** A token that goes on in a round, or begins the next one. */
export const writeRound = (round: Round, kind: 'skip' | 'delta', now: number): string =>
  writeToken({ ...round, kind }, now);

/**
 * Reads the token of a nextLink or deltaLink.
 *
 * @throws GraphError 400: it is none of ours; 410: it has expired, or the changes that it asks for are forgotten
 */
export function readRound(context: GraphContext, call: Call, token: string, kind: 'skip' | 'delta'): Round {
  const payload = readToken(token);
  if (payload?.get('kind') !== kind)
    throw badRequest("Badly formed token. The token in '$deltatoken' or '$skiptoken' is not valid.");
  const { times } = context.directory;
  const [given, until] = [Number(payload.get('given')), Number(payload.get('until'))];
  if (context.now - given >= context.lives.deltaSeconds * 1000) {
    throw gone(
      call,
      'syncStateNotFound',
      'The sync state generation is not found. The delta token has expired; begin with a full synchronization.',
    );
  }
  if (!times.knows(until)) {
    throw gone(
      call,
      'resyncRequired',
      'Resync required. Any held state should be discarded, and the full synchronization begun anew.',
    );
  }
  const since = payload.get('since');
  const after = payload.get('after');
  const round: Round = {
    select: listOf(payload.get('select')),
    ids: listOf(payload.get('ids')),
    since: typeof since === 'number' ? since : null,
    until,
    after: typeof after === 'number' || typeof after === 'string' ? after : null,
    page: Number(payload.get('page')),
  };
  return kind === 'skip' ? round : { ...round, since: until, until: times.latest, after: null, page: 0 };
}

/**
 * "410 (gone) and a Location header containing a request URL with an empty $deltaToken" ("Use delta query to track changes
 * in Microsoft Graph data", Synchronization reset).
 */
function gone({ request }: Call, code: string, message: string): GraphError {
  return new GraphError(410, code, message, {
    headers: { location: `${request.origin}/v1.0/users/delta?$deltatoken=` },
  });
}
