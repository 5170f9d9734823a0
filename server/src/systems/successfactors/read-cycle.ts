import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { fullCycleFilter, incrementalCycleFilter } from '../../core/query/cycle-filter.ts';
import type { Waiting } from '../waiting.ts';
import { firstDay } from './first-day.ts';
import type { PeopleReader } from './look-up-people.ts';
import { mayHaveChanged } from './may-have-changed.ts';
import { personKey } from './person-key.ts';
import { readAll } from './read-all.ts';
import type { SuccessFactorsClient } from './successfactors-client.ts';

/** What a cycle reads. */
export interface CycleRead {
  /** The upper bound; the next incremental cycle begins here. */
  readonly now: Date;
  /** For an incremental cycle, the `now` of the last one that ended well. Without it everybody is read. */
  readonly since?: Date;
  /**
   * Milliseconds before `since` that are read once more, for what was written while the last cycle read, and for clocks
   * that are a little apart; five minutes without it. Calendar dates overlap by a day.
   */
  readonly overlap?: number;
  readonly expand: readonly string[];
  /** Fields for `$select`; all without. Those of `cycleRequests` hold what the looking again needs. */
  readonly select?: readonly string[];
  readonly generation?: 'current' | '2020';
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

/** A person of a cycle. */
export interface CyclePerson {
  readonly person: JsonObject;
  /** Who begins later is read as of that day; the day on which they begin. */
  readonly asOfDate?: string;
}

const fiveMinutes = 300_000;

/**
 * The people of a full or an incremental cycle, as Microsoft's connector reads them, and behind them whoever begins
 * later, read a second time as of their first day. Who has not changed after all is left out of an incremental cycle
 * (`mayHaveChanged`); who is not among its people has not gone.
 *
 * @throws SfmapError exit 3 as `readAll`: until the last person has come, nothing may be concluded from one who is missing;
 *   exit 2 where `now` lies in the tenant's future.
 */
export async function* readCycle(
  client: SuccessFactorsClient,
  people: PeopleReader,
  cycle: CycleRead,
  waiting: Waiting = {},
): AsyncGenerator<CyclePerson> {
  const { now, since, overlap = fiveMinutes, expand, select, generation, pageSize, signal } = cycle;
  const from = since === undefined ? undefined : new Date(since.getTime() - overlap);
  const shape = {
    $expand: expand.join(','),
    ...(select !== undefined && { $select: select.join(',') }),
  };
  const $filter = from === undefined ? fullCycleFilter(now, generation) : incrementalCycleFilter(from, now, from);
  const today = now.toISOString().slice(0, 10);
  const later = new Map<string, Map<string, JsonObject>>();
  const bulk = {
    path: 'PerPerson',
    query: { $filter, ...shape },
    key: personKey,
    ...(pageSize && { pageSize }),
    signal,
  };
  for await (const person of readAll(client, bulk, waiting)) {
    checkUpperBound(now, overlap, client.tenantTime());
    if (from !== undefined && !mayHaveChanged(person, from)) continue;
    const day = generation === '2020' ? undefined : firstDay(person, today);
    if (day === undefined) yield { person };
    else later.set(day, (later.get(day) ?? new Map<string, JsonObject>()).set(personKey(person), person));
  }
  checkUpperBound(now, overlap, client.tenantTime());
  for (const [asOfDate, first] of later) {
    for await (const person of people.asOf([...first.keys()], asOfDate, shape, signal)) {
      if (first.delete(personKey(person))) yield { person, asOfDate };
    }
    // The second read leaves out whose status is none of active, inactive and external: they stay as they are today.
    for (const person of first.values()) yield { person };
  }
}

/** So far the times of two machines that are right may seem to be apart, the way of an answer included. */
const apart = 60_000;

/** The next cycle begins at `now`, so what changes between now and then would be seen by nobody. */
function checkUpperBound(now: Date, overlap: number, tenant: Date | undefined): void {
  const ahead = tenant === undefined ? 0 : now.getTime() - tenant.getTime();
  if (ahead <= Math.max(overlap, apart)) return;
  throw new SfmapError(
    'SFM-CLOCK',
    `This machine's clock is ${Math.round(ahead / 60_000)} minutes ahead of SuccessFactors: a read until now would end in its future, and the next one would miss what changes until then.`,
    'Set the clock of this machine.',
    2,
  );
}
