import * as z from 'zod';
import type { PlanHeader } from '../plan/plan.ts';

/** Whether values and names of people are kept encrypted, or not at all. */
export type ValueMode = 'encrypted' | 'omitted';

/**
 * How a run stands.
 *
 * - `running`: its process writes just now.
 * - `interrupted`: its process is gone, and nobody has said how it ended.
 * - `cancelled`, `stopped`: it ended early, by its user or because a system took nothing more.
 * - `finished`: it came to its end; single rows may have failed.
 */
export type RunState = 'running' | 'interrupted' | 'cancelled' | 'stopped' | 'finished';

const count = z.number().int().min(0);

/** What a run came to. */
export const runTotalsSchema = z.strictObject({
  /** People who were read, those out of scope too. */
  read: count,
  inScope: count,
  outOfScope: count,
  /** People of whom at least one row was written; of accounts those that were there and stay. */
  updated: count,
  /** Accounts that were made, that nobody may sign in to any more, that were deleted; runs of before had none. */
  created: count.default(0),
  disabled: count.default(0),
  deleted: count.default(0),
  unchanged: count,
  /** People of whom nothing was planned: refused, or with an error. */
  refused: count,
  notJudged: count,
  rows: z.strictObject({
    planned: count,
    written: count,
    already: count,
    skipped: count,
    failed: count,
    unknown: count,
    notReached: count,
  }),
  /** Rows that were not written, by what kept them from it. */
  causes: z.record(z.string(), count),
});
export type RunTotals = z.infer<typeof runTotalsSchema>;

/** A run as the state file keeps it, without its people and records. */
export interface KeptRun {
  /** Its place among all runs of the file. */
  readonly number: number;
  /** Short and sayable: `birch-27`. */
  readonly name: string;
  readonly plan: PlanHeader;
  readonly checksum: string;
  /** Absolute path of the mapping, where there was a file. */
  readonly mappingPath?: string;
  readonly valueMode: ValueMode;
  /** Of the key that its values are encrypted with. */
  readonly keyId?: string;
  readonly salt: Uint8Array;
  readonly process: number;
  readonly machine: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly ended?: string;
  /** Never `interrupted`: whether its process is still there, the lock tells. */
  readonly state: Exclude<RunState, 'interrupted'>;
  /** A later run that applied the same plan. */
  readonly continuedBy?: string;
  readonly totals: RunTotals;
}
