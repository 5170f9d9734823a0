import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { PageWatch } from '../next-page.ts';
import { type Waiting, waitSaying } from '../waiting.ts';
import { isOffset } from './is-offset.ts';
import { blockedFor, changed, short } from './read-problems.ts';
import { snapshotProblem } from './snapshot-problem.ts';
import { passing, steadily } from './steadily.ts';
import type { Page, SuccessFactorsClient } from './successfactors-client.ts';

/** A query whose rows are all wanted. */
export interface BulkQuery {
  /** The entity: `PerPerson`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What tells a row from every other. @throws SfmapError exit 3 for a row without it. */
  readonly key: (row: JsonObject) => string;
  /** Rows of one page, 100 to 1,000. */
  readonly pageSize?: number;
  readonly signal?: AbortSignal | undefined;
}

const minute = 60_000;
const standardPage = 200;
/** How often reading may begin, the first time included: a tenant blocks who asks for page 1 again and again. */
const mostRuns = 6;
const retryWaits = [1_000, 5_000, 30_000];
const restartWait = 5_000;
const blockedWait = 30 * minute;
/** So many people may come or go while the pages are read, or a hundredth of all. */
const few = 10;
/** More rows than twice as many as were counted, and these, nobody has hired meanwhile. */
const mostNew = 10_000;

/** How a run through the pages ended: with every row, or with a reason to begin again. */
type End = 'whole' | { readonly problem: SfmapError; readonly wait: number; readonly words: string };

/**
 * All rows of a query, each key once, as they come: one page is in memory at a time.
 *
 * Pages come from a snapshot (`paging=snapshot`, KBA 2723468), so that changes meanwhile lose and repeat nothing. A
 * snapshot that gets lost is begun again, and rows that were given are not given twice. Where a tenant falls back to
 * offsets, which move when rows come and go, the pages are read until two runs find the same rows, and as many as
 * `/$count` tells before and after: one who leaves and one who comes keep the number and hide a third.
 *
 * Whoever takes rows must not draw a conclusion from one that is missing before the last row has come.
 *
 * @throws SfmapError exit 3: `SFM-READ-SHORT`, rows are missing; `SFM-READ-CHANGED`, the tenant changed all the time; and
 *   every failure of the tenant that did not pass.
 */
export async function* readAll(
  client: SuccessFactorsClient,
  bulk: BulkQuery,
  waiting: Waiting = {},
): AsyncGenerator<JsonObject> {
  const reading = new Reading(client, bulk, waiting);
  let blocked = 0;
  for (let run = 1; ; run += 1) {
    const end: End = yield* reading.run(run);
    if (end === 'whole') return;
    if (end.wait === blockedWait) blocked += 1;
    if (run === mostRuns || blocked > 1) throw end.problem;
    await waitSaying(waiting, end.wait * (end.wait === blockedWait ? 1 : 2 ** (run - 1)), end.words, bulk.signal);
  }
}

class Reading {
  /** The run in which a key was seen last. */
  readonly #seen = new Map<string, number>();
  readonly #pageSize: number;
  /** How many rows the run before gave, if it came to its end. */
  #rowsBefore: number | undefined;

  constructor(
    private readonly client: SuccessFactorsClient,
    private readonly bulk: BulkQuery,
    private readonly waiting: Waiting,
  ) {
    this.#pageSize = Math.min(Math.max(bulk.pageSize ?? standardPage, 100), 1000);
  }

  /** One way through all pages. Rows of an earlier run are not given again. */
  async *run(run: number): AsyncGenerator<JsonObject, End> {
    const { path, query, key } = this.bulk;
    const before = await this.#count();
    const watch = new PageWatch('SuccessFactors', undefined, 2 * before + mostNew);
    const rowsBefore = this.#rowsBefore;
    this.#rowsBefore = undefined;
    let rows = 0;
    let others = 0;
    let offsets = false;
    const first = this.client.address(path, { ...query, paging: 'snapshot', customPageSize: String(this.#pageSize) });
    for (let url: string | undefined = first; url !== undefined; ) {
      watch.visit(url);
      // A snapshot is gone when its last page was sent, also if the page got lost on its way.
      const last = url !== first && !offsets && rows + this.#pageSize >= before;
      const page: Page | End = await this.#page(url, last);
      if ('problem' in page) return page;
      const sofar = rows;
      for (const row of page.rows) {
        const name = key(row);
        const seen = this.#seen.get(name);
        if (seen === run) continue;
        this.#seen.set(name, run);
        rows += 1;
        if (seen !== run - 1) others += 1;
        if (seen === undefined) yield row;
      }
      watch.brought(rows - sofar);
      offsets ||= page.next !== undefined && isOffset(page.next);
      url = page.next;
    }
    this.#rowsBefore = rows;
    const after = await this.#count();
    return offsets
      ? this.#judgeOffsets(rows, before, after, rows === rowsBefore && others === 0)
      : this.#judgeSnapshot(rows, before, after);
  }

  /** A page, or why reading begins again. */
  async #page(url: string, last: boolean): Promise<Page | Exclude<End, 'whole'>> {
    const { signal } = this.bulk;
    const read = () => this.client.page(url, { signal, repeatable: !last });
    try {
      if (!last) return await steadily(read, retryWaits, this.waiting, signal);
      return await patiently(read, this.waiting, signal);
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      const problem = snapshotProblem(error);
      if (problem === 'blocked') return { problem: blockedFor(error), wait: blockedWait, words: waitWords };
      if (problem !== 'lost' && !(last && passing(error))) throw error;
      return {
        problem: error,
        wait: restartWait,
        words: 'SuccessFactors lost the snapshot; sfmap reads again from page 1',
      };
    }
  }

  /** The snapshot was taken after the first count, so both may differ from it while people come and go, by a few. */
  #judgeSnapshot(rows: number, before: number, after: number): End {
    const { path } = this.bulk;
    const least = Math.min(before, after);
    const most = Math.max(before, after);
    if (rows < least) throw short(path, rows, least);
    if (most - rows <= Math.max(few, most / 100)) return 'whole';
    return { problem: changed(path, before, after), wait: restartWait, words: againWords };
  }

  /** @param same The run before found the same rows. */
  #judgeOffsets(rows: number, before: number, after: number, same: boolean): End {
    const { path } = this.bulk;
    if (rows !== before || before !== after) {
      const problem = before === after ? short(path, rows, before) : changed(path, before, after);
      return { problem, wait: restartWait, words: againWords };
    }
    return same ? 'whole' : { problem: changed(path, before, after), wait: 0, words: againWords };
  }

  #count(): Promise<number> {
    const { path, query, signal } = this.bulk;
    const kept = Object.entries(query).filter(([name]) => ['$filter', 'asOfDate', 'fromDate', 'toDate'].includes(name));
    const count = () => this.client.count(path, Object.fromEntries(kept), signal);
    return steadily(count, retryWaits, this.waiting, signal);
  }
}

/** Reads once more only what was refused because the tenant is busy, for then it has sent nothing. */
async function patiently(read: () => Promise<Page>, waiting: Waiting, signal?: AbortSignal): Promise<Page> {
  for (const milliseconds of retryWaits) {
    try {
      return await read();
    } catch (error) {
      if (!passing(error) || error.refused !== 'busy') throw error;
      await waitSaying(waiting, milliseconds, 'SuccessFactors is busy', signal);
    }
  }
  return read();
}

const againWords = 'Rows came or went meanwhile; sfmap reads again from page 1';

const waitWords = 'SuccessFactors lets no snapshot begin for 30 minutes (COE_SNAPSHOT_BAD_REQUEST)';
