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
  /** Milliseconds before `since` that are read once more, for what was written while the last cycle read. */
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
 * @throws SfmapError exit 3 as `readAll`: until the last person has come, nothing may be concluded from one who is missing.
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
  const $filter = from === undefined ? fullCycleFilter(now, generation) : incrementalCycleFilter(from, now, generation);
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
    if (from !== undefined && !mayHaveChanged(person, from)) continue;
    const day = generation === '2020' ? undefined : firstDay(person, today);
    if (day === undefined) yield { person };
    else later.set(day, (later.get(day) ?? new Map<string, JsonObject>()).set(personKey(person), person));
  }
  for (const [asOfDate, first] of later) {
    for await (const person of people.asOf([...first.keys()], asOfDate, shape, signal)) {
      if (first.delete(personKey(person))) yield { person, asOfDate };
    }
    // The second read leaves out whose status is none of active, inactive and external: they stay as they are today.
    for (const person of first.values()) yield { person };
  }
}
