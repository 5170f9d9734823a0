import * as z from 'zod';
import { accountChangeSchema } from './account-change.ts';
import { changesReadSchema } from './changes-read.ts';
import { groupSchema, recordSchema } from './record-schema.ts';
import { syncReadSchema } from './sync-read.ts';

// What a plan is, as its file holds it. Nothing but schemas: scripts/json-schema.mjs loads this file into plain Node.

/** A plan that this version can read. */
export const planVersion = 6;

const count = z.number().int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const limit = z.strictObject({
  kind: z.enum(['create', 'update', 'disable', 'delete', 'clear', 'change']),
  attribute: z.string().exactOptional(),
  most: z.number().min(0),
  unit: z.enum(['number', 'percent']),
});

/** One person of a plan. */
export const plannedPersonSchema = z.strictObject({
  personIdExternal: z.string().min(1).nullable(),
  name: z.string(),
  userPrincipalName: z.string(),
  primaryNow: z.strictObject({ emails: z.array(z.string()), phones: z.array(z.string()) }),
  lines: z.array(
    z.strictObject({
      group: groupSchema,
      target: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      note: z.enum(['unchanged', 'kept', 'refused', 'error']),
      reason: z.string().exactOptional(),
    }),
  ),
  refusals: z.array(z.strictObject({ group: groupSchema, reason: z.string() })),
  errors: z.array(
    z.strictObject({
      group: groupSchema.exactOptional(),
      step: z.enum(['import', 'scope', 'match']).exactOptional(),
      reason: z.string(),
    }),
  ),
  warnings: z.array(z.string()),
  calls: z.array(z.strictObject({ together: z.boolean(), records: z.array(recordSchema).min(1).max(1000) })),
  account: accountChangeSchema.exactOptional(),
});

/** Somebody whom the scope shuts out. */
export const outsiderSchema = z.strictObject({
  personIdExternal: z.string().nullable(),
  name: z.string(),
  userPrincipalName: z.string(),
  reason: z.string(),
});

/** A plan as it stands in its file, without its people, checksum and signature: nothing of it is about anybody. */
export const planHeaderSchema = z.strictObject({
  sfmapPlan: z.literal(planVersion),
  /** An undo takes back what the run `undoes` has written, in the direction of that run. */
  kind: z.enum(['writeback', 'inbound', 'undo']),
  undoes: z.string().min(1).exactOptional(),
  created: z.iso.datetime(),
  mapping: z.strictObject({
    file: z.string(),
    sha256,
    /** From the folder of the plan's file; absent when the mapping came through a pipe, and there is none to look at. */
    path: z.string().min(1).exactOptional(),
  }),
  connection: z.strictObject({
    name: z.string().min(1),
    environment: z.enum(['sandbox', 'test', 'production']),
    host: z.string().min(1),
    company: z.string().min(1),
  }),
  /** The Entra tenant that is written to; absent where SuccessFactors is. */
  target: z.strictObject({ host: z.string().min(1), tenant: z.string().min(1) }).exactOptional(),
  /** Of a sync over everybody, or over who has changed. */
  watermark: syncReadSchema.exactOptional(),
  /** Whether everybody in scope was looked at, or some people alone. */
  complete: z.boolean(),
  /** Of a run that looks at what changed in Entra ID alone. */
  changes: changesReadSchema.exactOptional(),
  /** What the mapping allows the plan to change. */
  limits: z.array(limit),
  totals: z.strictObject({
    people: count,
    changing: count,
    rows: count,
    rowsByGroup: z.partialRecord(groupSchema, count),
    refused: count,
    failed: count,
    outOfScope: count,
  }),
});
