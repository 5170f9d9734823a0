import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { PlanConnection, PlanTarget } from '../plan/plan.ts';
import { failingSchema, type Retry, retriesOf, retryOf } from '../plan/retry.ts';
import type { KeptRun } from './kept-run.ts';
import { readRow } from './run-rows.ts';

/** Which syncs belong together: those of a mapping from one tenant to another. */
export interface SyncOf {
  readonly mapping: string;
  readonly connection: Pick<PlanConnection, 'host' | 'company'>;
  readonly target: PlanTarget;
}

/** Where the next incremental sync goes on. */
export interface Watermark {
  /** Who changed before was read: ISO 8601, UTC. */
  readonly next: string;
  /** SHA-256 of all that says what is read and what is made of it. */
  readonly fingerprint: string;
  /** Who is read again, changed or not: people who failed, or who wait for their manager's account. */
  readonly again: readonly Retry[];
}

/** Who only waits stands there as an id. */
const retries = z.array(z.union([failingSchema, z.string().transform((person): Retry => ({ person }))]));

const row = z.object({
  next: z.iso.datetime(),
  fingerprint: z.string(),
  again: z.string().transform((text) => retries.parse(JSON.parse(text))),
});

/** How the state file names a sync: mapping, source and target. */
export function syncKey({ mapping, connection, target }: SyncOf): readonly [string, string, string] {
  return [mapping, `${connection.company}@${connection.host}`, `${target.tenant}@${target.host}`];
}

/** What the last sync that came to its end has left; undefined where none has. @throws SfmapError exit 2: the file was changed. */
export function readWatermark(database: DatabaseSync, file: string, of: SyncOf): Watermark | undefined {
  const found = database
    .prepare('SELECT next, fingerprint, again FROM watermarks WHERE mapping = ? AND source = ? AND target = ?')
    .get(...syncKey(of));
  return found === undefined ? undefined : readRow(row, found, file);
}

/**
 * Moves the watermark on, inside of the transaction that ends a run. Who failed does not hold it back: as Microsoft's
 * service does, they are tried again by name, less and less often. An incremental sync moves it only from where its own reading began, so that
 * another one which has moved it meanwhile has the word.
 */
export function moveWatermark(database: DatabaseSync, file: string, { number, plan }: KeptRun): void {
  const { watermark, mapping, connection, target } = plan;
  if (watermark === undefined || target === undefined) return;
  const { since, next, fingerprint } = watermark;
  const again = retriesOf(watermark);
  const of = { mapping: mapping.file, connection, target };
  const key = syncKey(of);
  // A sync of everybody begins anew for those who fail, too.
  const earlier = since === undefined ? [] : (readWatermark(database, file, of)?.again ?? []);
  const known = new Map([...earlier, ...again].map((one) => [one.person, one]));
  const named = new Set(again.map(({ person }) => person));
  const failed = unfinished(database, number).filter((person) => !named.has(person));
  const tried = failed.map((person) => retryOf(person, new Date(next), known.get(person)));
  const left = JSON.stringify([...again, ...tried].map((one) => (one.failedSince === undefined ? one.person : one)));
  if (since === undefined) {
    database
      .prepare(
        `INSERT OR REPLACE INTO watermarks (mapping, source, target, next, fingerprint, again, run)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(...key, next, fingerprint, left, number);
    return;
  }
  database
    .prepare(
      `UPDATE watermarks SET next = ?, fingerprint = ?, again = ?, run = ?
       WHERE mapping = ? AND source = ? AND target = ? AND next = ?`,
    )
    .run(next, fingerprint, left, number, ...key, since);
}

/** Forgets where syncs go on and who has which account; the next one reads and matches everybody anew. */
export function forgetSync(database: DatabaseSync, of: SyncOf): void {
  for (const table of ['watermarks', 'object_connections'])
    database.prepare(`DELETE FROM ${table} WHERE mapping = ? AND source = ? AND target = ?`).run(...syncKey(of));
}

/** People of a run of whom something that was planned is not written. */
function unfinished(database: DatabaseSync, run: number): readonly string[] {
  const rows = database
    .prepare(
      `SELECT DISTINCT people.person AS person FROM records
       JOIN people ON people.run = records.run AND people.seq = records.owner
       WHERE records.run = ? AND people.person IS NOT NULL AND coalesce(records.state, '') NOT IN ('written', 'already')`,
    )
    .all(run);
  return rows.map(({ person }) => String(person));
}
