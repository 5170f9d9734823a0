import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SfmapError } from '../../core/errors.ts';
import type { WrittenTenant } from '../plan/plan.ts';
import { loadSqlite } from './load-sqlite.ts';
import { isBusy, stateProblem } from './state-problem.ts';

/** Who writes to a tenant just now. */
export interface LockHolder {
  readonly run: string;
  readonly process: number;
  readonly machine: string;
  readonly since: string;
}

/**
 * Keeps a second run away from a tenant for as long as this process lives. It is the write lock of a SQLite file of its
 * own, which the system takes back when the process ends, however it ends. The holder is committed before the lock is
 * taken for good, so that others can read it.
 */
export class TenantLock {
  private constructor(private readonly database: DatabaseSync) {}

  /** @throws SfmapError exit 1: another run holds it; names run, process, start. Exit 2: the folder cannot be written. */
  static take(folder: string, tenant: WrittenTenant, holder: LockHolder): TenantLock {
    const file = lockFile(folder, tenant);
    let database: DatabaseSync | undefined;
    try {
      mkdirSync(join(folder, 'locks'), { recursive: true, mode: 0o700 });
      closeSync(openSync(file, 'a', 0o600));
      database = openLock(file);
      database.exec('BEGIN IMMEDIATE');
      database.exec('CREATE TABLE IF NOT EXISTS holder (run TEXT, process INTEGER, machine TEXT, since TEXT)');
      database.exec('DELETE FROM holder');
      const { run, process, machine, since } = holder;
      database.prepare('INSERT INTO holder VALUES (?, ?, ?, ?)').run(run, process, machine, since);
      database.exec('COMMIT; BEGIN IMMEDIATE');
      return new TenantLock(database);
    } catch (error) {
      const busy = isBusy(error);
      const other = busy && database !== undefined ? holderIn(database) : undefined;
      database?.close();
      if (busy) throw locked(tenant, other);
      throw stateProblem(error, file, 'No lock can be kept, so nothing is written');
    }
  }

  /** @throws SfmapError exit 1, as `take` does: another run holds the lock of a tenant now. */
  static check(folder: string, tenant: WrittenTenant): void {
    const holder = TenantLock.holder(folder, tenant);
    if (holder !== undefined) throw locked(tenant, holder);
  }

  /** Who holds the lock of a tenant now; undefined when nobody does. */
  static holder(folder: string, tenant: WrittenTenant): LockHolder | undefined {
    const file = lockFile(folder, tenant);
    if (!existsSync(file)) return undefined;
    const database = openLock(file);
    try {
      database.exec('BEGIN IMMEDIATE; ROLLBACK');
      return undefined;
    } catch (error) {
      return isBusy(error) ? holderIn(database) : undefined;
    } finally {
      database.close();
    }
  }

  /** Lets others write. */
  release(): void {
    this.database.close();
  }
}

function lockFile(folder: string, { host, name: tenant }: WrittenTenant): string {
  const name = createHash('sha256').update(`${host}\n${tenant}`).digest('hex').slice(0, 16);
  return join(folder, 'locks', `${name}.db`);
}

function openLock(file: string): DatabaseSync {
  const database = new (loadSqlite().DatabaseSync)(file);
  database.exec('PRAGMA busy_timeout = 200');
  return database;
}

function holderIn(database: DatabaseSync): LockHolder | undefined {
  try {
    const row = database.prepare('SELECT run, process, machine, since FROM holder').get();
    if (row === undefined) return undefined;
    return {
      run: String(row['run']),
      process: Number(row['process']),
      machine: String(row['machine']),
      since: String(row['since']),
    };
  } catch {
    // The other one is just writing itself down.
    return undefined;
  }
}

function locked({ system, name, host }: WrittenTenant, holder: LockHolder | undefined): SfmapError {
  const who =
    holder === undefined
      ? 'Another run'
      : `Run ${holder.run} (process ${holder.process} on ${holder.machine}, since ${holder.since})`;
  return new SfmapError(
    'SFM-LOCKED',
    `${who} writes to ${system} ${name} at ${host} just now, and two at once would overwrite each other.`,
    'Wait for its end, or end that process: the lock is free as soon as the process is gone.',
    1,
  );
}
