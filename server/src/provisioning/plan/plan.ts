import * as z from 'zod';
import { DEFAULT_LIMITS } from '../../core/analysis/bind-limits.ts';
import type { BoundLimit } from '../../core/analysis/model.ts';
import type { WritebackPreview } from './person-preview.ts';
import { planContradiction } from './plan-contradiction.ts';
import { groupSchema, recordSchema } from './record-schema.ts';

/** A plan that this version can read. */
export const planVersion = 5;

const count = z.number().int().min(0);

const limit = z.strictObject({
  kind: z.enum(['create', 'update', 'disable', 'delete', 'clear', 'change']),
  attribute: z.string().exactOptional(),
  most: z.number().min(0),
  unit: z.enum(['number', 'percent']),
});

const person = z.strictObject({
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
});

/** A plan as it stands in its file, without its checksum and signature. */
export const planSchema = z.strictObject({
  sfmapPlan: z.literal(planVersion),
  /** An undo takes back what the run `undoes` has written. */
  kind: z.enum(['writeback', 'undo']),
  undoes: z.string().min(1).exactOptional(),
  created: z.iso.datetime(),
  mapping: z.strictObject({
    file: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** From the folder of the plan's file; absent when the mapping came through a pipe, and there is none to look at. */
    path: z.string().min(1).exactOptional(),
  }),
  connection: z.strictObject({
    name: z.string().min(1),
    environment: z.enum(['sandbox', 'test', 'production']),
    host: z.string().min(1),
    company: z.string().min(1),
  }),
  /** Whether everybody in scope was looked at, or some people alone. */
  complete: z.boolean(),
  /** What the mapping allows the plan to change. */
  limits: z.array(limit),
  people: z.array(person),
  /** Who was read and is out of scope. */
  outside: z.array(
    z.strictObject({
      personIdExternal: z.string().nullable(),
      name: z.string(),
      userPrincipalName: z.string(),
      reason: z.string(),
    }),
  ),
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

/** What was agreed on: every change with the row as it was read. */
export type Plan = z.infer<typeof planSchema>;

/** Where a plan is to be applied. */
export type PlanConnection = Plan['connection'];

/**
 * Makes a plan of a preview. People without a change stay in it: who looks at the plan sees the refused and the failed.
 *
 * @param mapping Name of the mapping file, without folders, and the SHA-256 of its text.
 * @param complete Everybody in scope was looked at.
 * @param limits What the mapping allows; whether the plan keeps them says `budget.ts`, now and again before it is applied.
 * @param undoes The run that the plan takes back; absent for a writeback.
 */
export function makePlan(
  preview: WritebackPreview,
  mapping: Plan['mapping'],
  connection: PlanConnection,
  complete: boolean,
  created: Date,
  limits: readonly Pick<BoundLimit, 'kind' | 'attribute' | 'most' | 'unit'>[] = DEFAULT_LIMITS,
  undoes?: string,
): Plan {
  const plan = planSchema.parse({
    sfmapPlan: planVersion,
    ...(undoes === undefined ? { kind: 'writeback' } : { kind: 'undo', undoes }),
    created: created.toISOString(),
    mapping,
    connection,
    complete,
    limits: limits.map(({ kind, attribute, most, unit }) => ({
      kind,
      ...(attribute !== undefined && { attribute }),
      most,
      unit,
    })),
    people: preview.people,
    outside: preview.outside ?? [],
    totals: preview.totals,
  });
  const contradiction = planContradiction(plan);
  if (contradiction !== undefined) throw new Error(`The plan would contradict itself: ${contradiction}.`);
  return plan;
}
