import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { PlanConnection } from '../plan/plan.ts';
import type { KeptRun, RunTotals } from './kept-run.ts';
import { readRow } from './run-rows.ts';

/** Which place belongs to whom: a mapping, the tenant that it writes to, the Entra tenant that it reads. */
export interface DeltaLinkOf {
  readonly mapping: string;
  readonly connection: Pick<PlanConnection, 'host' | 'company'>;
  readonly directory: string;
}

/** Where the next look at what has changed in Entra ID begins. */
export interface DeltaLink {
  readonly basis: string;
  /** Opaque, of Microsoft Graph. */
  readonly link: string;
  /** When it was taken: ISO 8601, UTC. */
  readonly at: string;
  /** Object ids of users who are looked at again. */
  readonly again: readonly string[];
}

const row = z.object({
  basis: z.string(),
  link: z.string(),
  at: z.string(),
  again: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});

/** The place that the last run has left; undefined where none has. @throws SfmapError exit 2: the file was changed. */
export function readDeltaLink(database: DatabaseSync, file: string, of: DeltaLinkOf): DeltaLink | undefined {
  const found = database
    .prepare(
      'SELECT basis, link, at, again FROM delta_links WHERE mapping = ? AND host = ? AND company = ? AND directory = ?',
    )
    .get(of.mapping, of.connection.host, of.connection.company, of.directory);
  return found === undefined ? undefined : readRow(row, found, file);
}

/**
 * Moves the place on, inside of the transaction that ends a run: only where every row of it is as planned, and only from
 * where its reading began. Another run that has moved it meanwhile has the word; then users are looked at once more.
 */
export function moveDeltaLink(database: DatabaseSync, { name, plan }: KeptRun, { rows }: RunTotals): void {
  const { changes } = plan;
  if (changes === undefined || rows.failed + rows.unknown + rows.skipped + rows.notReached > 0) return;
  const { since, everybody, directory, basis, next, again } = changes;
  const key = [plan.mapping.file, plan.connection.host, plan.connection.company, directory] as const;
  const values = [basis, next.link, next.at, JSON.stringify(again), name] as const;
  if (since === undefined || everybody !== undefined) {
    database.prepare('INSERT OR REPLACE INTO delta_links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...key, ...values);
    return;
  }
  database
    .prepare(
      `UPDATE delta_links SET basis = ?, link = ?, at = ?, again = ?, run = ?
       WHERE mapping = ? AND host = ? AND company = ? AND directory = ? AND link = ?`,
    )
    .run(...values, ...key, since.link);
}
