import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The folder of recorded data that is kept beside the repository; `SFMAP_SHARED` names another place. */
const recorded = process.env['SFMAP_SHARED'] ?? join(repository, '..', 'shared');

/** A recorded file as text, undefined where the data is not there. */
export function recordedFile(path: string): string | undefined {
  const file = join(recorded, 'data', path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

const cases = z.object({
  documents: z.array(z.json()),
  cases: z.array(
    z.object({
      selector: z.string(),
      document: z.number(),
      outcome: z.string(),
      count: z.number().optional(),
      types: z.array(z.string()).optional(),
      text: z.array(z.string().nullable()).optional(),
      values: z.array(z.json()).optional(),
    }),
  ),
});

const fuzz = z.object({
  documents: z.array(z.json()),
  cases: z.array(
    z.object({
      s: z.string(),
      d: z.number(),
      k: z.enum(['ok', 'json-exception', 'other-exception']),
      p: z.array(z.string()).optional(),
      r: z.string().optional(),
      m: z.string().optional(),
    }),
  ),
});

const library = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      api: z.string(),
      path: z.string().optional(),
      document: z.json().optional(),
      documentHasNonJsonValues: z.boolean().optional(),
      errorWhenNoMatch: z.boolean().optional(),
      outcome: z.string().optional(),
      exception: z.string().optional(),
      tokens: z.array(z.json()).optional(),
      filters: z.array(z.json()).optional(),
    }),
  ),
});

export const recordedCases = read('jsonpath/json-net-cases.json', cases);
export const recordedFuzz = read('jsonpath/json-net-fuzz.json', fuzz);
export const recordedLibrary = read('jsonpath/newtonsoft-tests.json', library);

function read<T>(path: string, schema: z.ZodType<T>): T | undefined {
  const text = recordedFile(path);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}
