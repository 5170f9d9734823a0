import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const value = z.union([z.string(), z.array(z.string())]);

/**
 * One expression and what it gives. `documented` is true where Microsoft prints the same, else what is printed there;
 * `why` says why ours differs or what was chosen. `host: {}` is a world that gives nothing.
 */
const functionCase = z.strictObject({
  expression: z.string(),
  input: z.record(z.string(), z.union([value, z.null()])).optional(),
  value: value.optional(),
  matches: z.string().optional(),
  state: z.enum(['null', 'dropped', 'error']).optional(),
  error: z.string().optional(),
  documented: z.union([z.literal(true), z.string()]).optional(),
  why: z.string().optional(),
  show: z.literal(true).optional(),
  taken: z.array(z.string()).optional(),
  note: z.string().optional(),
  host: z.strictObject({}).optional(),
});

export type FunctionCase = z.infer<typeof functionCase>;

const file = z.strictObject({ function: z.string(), cases: z.array(functionCase).min(1) });

const folder = join(import.meta.dirname, 'cases');

/** The cases of every function, by its name. */
export const functionCases: ReadonlyMap<string, readonly FunctionCase[]> = new Map(
  readdirSync(folder).map((name) => {
    const read = file.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    return [read.function, read.cases] as const;
  }),
);
