import { randomUUID } from 'node:crypto';
import { wellKnown } from '../tenant/well-known.ts';
import type { Entry } from './listing.ts';
import { ODataError } from './odata-error.ts';

/** Who asks: the API user, and the login session that the cookies name. */
export interface Caller {
  readonly user: string;
  readonly session: string;
}

/** The times of snapshot paging; SuccessFactors' own where nobody has changed them (SAP KBA 2990434, 2749091). */
export interface SnapshotTimes {
  /** Between two pages. */
  readonly expireAfterSeconds: number;
  readonly blockSeconds: number;
  /** First pages in a row, without any later page, before the API user is blocked. SAP does not print the number. */
  readonly firstPages: number;
}

export const standardTimes: SnapshotTimes = { expireAfterSeconds: 900, blockSeconds: 1800, firstPages: 5 };

interface Snapshot {
  readonly caller: Caller;
  readonly entity: string;
  readonly entries: readonly Entry[];
  used: number;
}

interface Starts {
  count: number;
  blockedUntil: number;
}

export const snapshotLost = (): ODataError =>
  new ODataError(
    500,
    'COE_GENERAL_SERVER_FAILURE',
    '[COE0019][SNP]Snapshot lost for current pagination query, pls relaunch query and start from 1st page.',
  );

/**
 * The results that `paging=snapshot` holds still. A snapshot belongs to one login session, is lost when nobody asks for
 * a page in time, and ends with its last page, which cannot be read twice.
 */
export class Snapshots {
  times: SnapshotTimes = standardTimes;
  readonly #open = new Map<string, Snapshot>();
  readonly #starts = new Map<string, Starts>();

  /**
   * Refuses the first page of a query whose API user asked for first pages again and again.
   *
   * @param now clock reading in ms
   * @throws ODataError COE_SNAPSHOT_BAD_REQUEST
   */
  admit({ user }: Caller, entity: string, now: number): void {
    const starts = this.#starts.get(`${user} ${entity}`);
    if (!starts || starts.blockedUntil <= now) return;
    throw new ODataError(
      400,
      'COE_SNAPSHOT_BAD_REQUEST',
      `We have temporarily blocked the snapshot pagination request from companyUser ${wellKnown.company}|${user} for entity ${entity} until ${new Date(starts.blockedUntil).toISOString()} because too many consecutive requests have been attempted without accessing subsequent data. Please retry after you're unblocked and use $skiptoken to fetch the data of subsequent pages, otherwise you will continue getting the first page and be blocked again.`,
    );
  }

  /** Holds a result that has more than one page. */
  hold(caller: Caller, entity: string, entries: readonly Entry[], now: number): string {
    const place = `${caller.user} ${entity}`;
    const starts = this.#starts.get(place) ?? { count: 0, blockedUntil: 0 };
    starts.count += 1;
    if (starts.count >= this.times.firstPages) {
      starts.count = 0;
      starts.blockedUntil = now + this.times.blockSeconds * 1000;
    }
    this.#starts.set(place, starts);
    for (const [id, { used }] of this.#open) if (this.#expired(used, now)) this.#open.delete(id);
    const id = randomUUID();
    this.#open.set(id, { caller, entity, entries, used: now });
    return id;
  }

  #expired(used: number, now: number): boolean {
    return now - used > this.times.expireAfterSeconds * 1000;
  }

  /**
   * The result that a later page is cut from.
   *
   * @throws ODataError when the snapshot is lost
   */
  entries(id: string, caller: Caller, entity: string, now: number): readonly Entry[] {
    const snapshot = this.#open.get(id);
    if (snapshot?.entity !== entity || snapshot.caller.session !== caller.session) throw snapshotLost();
    if (this.#expired(snapshot.used, now)) {
      this.#open.delete(id);
      throw snapshotLost();
    }
    snapshot.used = now;
    const starts = this.#starts.get(`${caller.user} ${entity}`);
    if (starts) starts.count = 0;
    return snapshot.entries;
  }

  /** Ends a snapshot: its last page was given, or it got lost. */
  end(id: string): void {
    this.#open.delete(id);
  }

  /** Forgets all snapshots and blocks. */
  clear(): void {
    this.#open.clear();
    this.#starts.clear();
  }
}
