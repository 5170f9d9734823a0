import * as z from 'zod';
import { SfmapError } from '../../core/errors.ts';
import { oneLine } from '../../core/one-line.ts';
import { planHeaderSchema } from '../plan/plan-schema.ts';
import { causes } from '../run/run-result.ts';
import { type KeptRun, type RunTotals, runTotalsSchema } from './kept-run.ts';

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' });
    return z.NEVER;
  }
});

const bytes = z.instanceof(Uint8Array);

const runRow = z.object({
  number: z.number(),
  name: z.string(),
  checksum: z.string(),
  plan: json.pipe(planHeaderSchema),
  mapping_path: z.string().nullable(),
  value_mode: z.enum(['encrypted', 'omitted']),
  key_id: z.string().nullable(),
  salt: bytes,
  process: z.number(),
  machine: z.string(),
  started: z.string(),
  ended: z.string().nullable(),
  state: z.enum(['running', 'cancelled', 'stopped', 'finished']),
  continued_by: z.string().nullable(),
  totals: json.pipe(runTotalsSchema).nullable(),
});

export const personRow = z.object({
  seq: z.number(),
  person: z.string().nullable(),
  step: z.enum(['import', 'scope', 'match', 'action']),
  outcome: z.enum([
    'not found',
    'out of scope',
    'not linked',
    'unchanged',
    'refused',
    'error',
    'update',
    'create',
    'disable',
    'delete',
  ]),
  sealed: bytes.nullable(),
});
export type PersonRow = z.infer<typeof personRow>;

export const recordRow = z.object({
  seq: z.number(),
  owner: z.number(),
  entity: z.enum(['PerEmail', 'PerPhone', 'User', 'Account', 'Manager']),
  row_key: json.pipe(z.record(z.string(), z.string())),
  intended: z.string().nullable(),
  judged: z.string().nullable(),
  state: z.enum(['written', 'already', 'failed', 'skipped', 'unknown', 'not reached']).nullable(),
  cause: z.enum(causes).nullable(),
  read_back: z.number(),
  made: z.string().nullable(),
  sealed: bytes.nullable(),
});
export type RecordRow = z.infer<typeof recordRow>;

/** Reads a row of the state file. @throws SfmapError exit 2: it is not as this version writes it. */
export function readRow<S extends z.ZodType>(schema: S, row: unknown, file: string): z.infer<S> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new SfmapError(
    'SFM-STATE',
    `The state file ${oneLine(file)} holds a row that sfmap has not written, at ${place}.`,
    'Put a copy of it back, or move it away; then the runs that it holds are forgotten.',
    2,
  );
}

/** A run of its row. @param count What it came to, where the row does not say. */
export function readRun(row: unknown, file: string, count: (run: number) => RunTotals): KeptRun {
  const read = readRow(runRow, row, file);
  const { number, name, checksum, plan, salt, process, machine, started, state } = read;
  return {
    number,
    name,
    plan,
    checksum,
    valueMode: read.value_mode,
    salt,
    process,
    machine,
    started,
    state,
    totals: read.totals ?? count(number),
    ...(read.mapping_path !== null && { mappingPath: read.mapping_path }),
    ...(read.key_id !== null && { keyId: read.key_id }),
    ...(read.ended !== null && { ended: read.ended }),
    ...(read.continued_by !== null && { continuedBy: read.continued_by }),
  };
}
