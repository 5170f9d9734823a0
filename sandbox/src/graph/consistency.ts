import type { Request } from '../http/reply.ts';
import type { Account } from '../people/accounts.ts';
import type { Directory } from '../people/directory.ts';
import { plainPath } from './segments.ts';

/** How far reads may lie behind writes. */
export interface Lag {
  /** ms until a write is seen by delta, by queries with `ConsistencyLevel: eventual` and by reads of the replica. */
  readonly visibleAfterMs: number;
  /** Part of all other reads that a replica answers, 0 to 1. */
  readonly staleReads: number;
}

export const noLag: Lag = { visibleAfterMs: 0, staleReads: 0 };

interface Waiting {
  /** ms */
  readonly from: number;
  readonly id: string;
  readonly account: Account | null;
  readonly properties: readonly string[];
}

const DELTA = /^\/users\/(?:microsoft\.graph\.)?delta(?:\(\))?$/;

/**
 * A directory and its replica, which hears of every write a while later. Off until a lag is set; then queries with
 * `ConsistencyLevel: eventual` and delta read the replica ("Advanced query capabilities on Microsoft Entra ID objects":
 * an index that is eventually consistent), and so does a part of the other reads.
 */
export class Consistency {
  #lag = noLag;
  #replica: Directory | null = null;
  #waiting: Waiting[] = [];
  readonly #chance: () => number;

  readonly #now: () => number;

  /** @param chance gives numbers from 0 to 1 @param now gives the time in ms */
  constructor(chance: () => number, now: () => number) {
    this.#chance = chance;
    this.#now = now;
  }

  get lag(): Lag {
    return this.#lag;
  }

  /** Sets the lag of a directory from now on. @param copy makes a replica that knows all that was written so far */
  begin(lag: Lag, directory: Directory, copy: () => Directory): void {
    this.#lag = lag;
    this.#waiting = [];
    this.#replica = lag.visibleAfterMs > 0 ? copy() : null;
    directory.heard = this.#replica
      ? (id, account, properties) => {
          this.#waiting.push({ from: this.#now() + lag.visibleAfterMs, id, account, properties });
        }
      : null;
  }

  /** The directory that answers a request. Writes go to the first one always. @param now ms */
  directoryFor({ method, path, headers }: Request, directory: Directory, now: number): Directory {
    const replica = this.#replica;
    if (!replica || method !== 'GET') return directory;
    while (this.#waiting[0] && this.#waiting[0].from <= now) {
      const { id, account, properties } = this.#waiting[0];
      if (account) replica.keep(account, properties);
      else replica.purge(id);
      this.#waiting.shift();
    }
    const eventual = String(headers['consistencylevel'] ?? '').toLowerCase() === 'eventual';
    if (eventual || DELTA.test(plainPath(path))) return replica;
    return this.#chance() < this.#lag.staleReads ? replica : directory;
  }
}
