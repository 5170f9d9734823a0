import * as z from 'zod';
import { failingSchema } from './retry.ts';

/**
 * How the workers of a sync were found, and where the next incremental one goes on. It stands in the plan, so that whoever
 * applies it to its end moves the place on; a preview never does.
 */
export const syncReadSchema = z.strictObject({
  /** Everybody who changed since then was read; absent where everybody was. */
  since: z.iso.datetime().exactOptional(),
  /** Why everybody was read although an incremental sync was asked for. */
  everybody: z.enum(['first', 'mapping']).exactOptional(),
  /** Taken before anything was read. */
  next: z.iso.datetime(),
  /** SHA-256 of mapping, scope, parameters and tenants: another one needs everybody. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** personIdExternal of people who are read again, changed or not: they failed, or wait for their manager's account. */
  again: z.array(z.string().min(1)),
  /** When those of them who failed are tried again. */
  failing: z.array(failingSchema).exactOptional(),
});
export type SyncRead = z.infer<typeof syncReadSchema>;
