import { jsonReply, type Reply } from '../../http/reply.ts';
import { allowOptions, type Call } from '../call.ts';
import type { GraphContext } from '../context.ts';
import { badQuery } from '../graph-error.ts';
import { readSelect } from '../query/select.ts';
import { userType } from '../users/user-type.ts';
import { changedEntry, wholeEntry } from './delta-entry.ts';
import { readDeltaFilter } from './delta-filter.ts';
import { type Round, readRound, type Tracked, writeRound } from './delta-token.ts';

/** "The number of objects in each page can vary." */
const PAGE = 200;

type Entry = Record<string, unknown>;

interface Page {
  readonly entries: readonly Entry[];
  /** Where the next page goes on; null: the round is over. */
  readonly after: Round['after'];
}

/**
 * Answers `GET /v1.0/users/delta` ("user: delta", "Get incremental changes for users"): everybody in the first round,
 * then what was changed since. `$select`, `$filter=id eq`, `$deltatoken=latest`, `Prefer: return=minimal`.
 *
 * @throws GraphError 400; 410 when the client has to begin anew
 */
export function readDelta(context: GraphContext, call: Call): Reply {
  const { options, request } = call;
  const round = roundOf(context, call);
  const latest = options.get('$deltatoken')?.toLowerCase() === 'latest';
  const minimal = String(request.headers['prefer'] ?? '')
    .toLowerCase()
    .includes('return=minimal');
  const page = latest
    ? { entries: [], after: null }
    : round.since === null
      ? firstRound(context, round)
      : laterRound(context, round, round.since, minimal);
  const address = `${request.origin}/v1.0/users/delta`;
  const link =
    page.after === null
      ? { '@odata.deltaLink': `${address}?$deltatoken=${writeRound({ ...round, after: null }, 'delta', context.now)}` }
      : {
          '@odata.nextLink': `${address}?$skiptoken=${writeRound({ ...round, after: page.after, page: round.page + 1 }, 'skip', context.now)}`,
        };
  const { select } = round;
  const body = {
    '@odata.context': `${request.origin}/v1.0/$metadata#users${select === null ? '' : `(${select.join(',')})`}`,
    ...link,
    value: page.entries,
  };
  const applied: Record<string, string> = minimal ? { 'preference-applied': 'return=minimal' } : {};
  return jsonReply(200, body, { 'odata-version': '4.0', ...applied });
}

function roundOf(context: GraphContext, call: Call): Round {
  const { options } = call;
  const [skip, delta] = [options.get('$skiptoken'), options.get('$deltatoken')];
  const isToken = delta !== undefined && delta !== '' && delta.toLowerCase() !== 'latest';
  if (skip !== undefined || isToken) {
    allowOptions(call, skip === undefined ? ['$deltatoken', '$select'] : ['$skiptoken']);
    const round =
      skip === undefined ? readRound(context, call, delta ?? '', 'delta') : readRound(context, call, skip, 'skip');
    // Only a deltaLink takes a new $select, "so that customers can change the properties they want to track".
    return options.has('$select') ? { ...round, select: trackedOf(options).select } : round;
  }
  allowOptions(call, ['$select', '$filter', '$deltatoken']);
  return { ...trackedOf(options), since: null, until: context.directory.times.latest, after: null, page: 0 };
}

function trackedOf(options: ReadonlyMap<string, string>): Tracked {
  const [select, filter] = [options.get('$select'), options.get('$filter')];
  const names = select?.split(',').map((name) => name.trim()) ?? null;
  const properties = names?.filter((name) => name !== 'manager') ?? [];
  if (properties.length > 0) readSelect(properties.join(','), userType);
  if (names?.includes('')) throw badQuery('Parsing OData Select and Expand failed: a name is missing.');
  return { select: names, ids: filter === undefined ? null : readDeltaFilter(filter) };
}

function firstRound(context: GraphContext, round: Round): Page {
  const { directory } = context;
  const from = typeof round.after === 'number' ? round.after : 0;
  const places = round.ids === null ? null : directory.placesOf('id', round.ids);
  const entries: Entry[] = [];
  for (const [position, user] of directory.scan(from, places)) {
    if (round.ids !== null && !round.ids.includes(user.id)) continue;
    if (entries.length === PAGE) return { entries: arranged(context, entries), after: position };
    entries.push(wholeEntry(context, user, round));
  }
  return { entries: arranged(context, entries), after: null };
}

/** Changed users come in the order of their ids, which is that of nothing they can know. */
function laterRound(context: GraphContext, round: Round, since: number, minimal: boolean): Page {
  const changes = [...context.directory.times.since(since)].sort(([one], [other]) => (one < other ? -1 : 1));
  const entries: Entry[] = [];
  let last = '';
  for (const [id, properties] of changes) {
    if (typeof round.after === 'string' && id <= round.after) continue;
    if (round.ids !== null && !round.ids.includes(id)) continue;
    const entry = changedEntry(context, id, properties, round, minimal);
    if (!entry) continue;
    if (entries.length === PAGE) return { entries: arranged(context, entries), after: last };
    entries.push(entry);
    last = id;
  }
  return { entries: arranged(context, entries), after: null };
}

/**
 * "Assume that the same item can show up anywhere in the sequence": with shuffling a page comes back to front, and its
 * first entry comes twice.
 */
function arranged({ shuffle }: GraphContext, entries: readonly Entry[]): readonly Entry[] {
  const [first] = entries;
  return shuffle && first ? [...entries].reverse().concat([first]) : entries;
}
