import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionSignatures } from '../../../server/src/core/catalog/functions.ts';
import { expressionFunctions } from '../../../server/src/core/expressions/functions.ts';
import { functionCases } from './function-cases.ts';

/** Microsoft's reference as data, kept beside the repository; `SFMAP_SHARED` names another place. */
const place = process.env['SFMAP_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared');
const file = join(place, 'reference', 'entra-functions.json');
const present = existsSync(file);

const reference = z.object({
  functions: z.array(
    z.object({
      name: z.string(),
      examples: z.array(z.object({ expr: z.string(), output: z.string() })),
    }),
  ),
});

it('evaluates every function of the catalogue', () => {
  expect([...expressionFunctions.keys()].sort()).toEqual([...functionSignatures.keys()].sort());
  expect(expressionFunctions.size).toBe(46);
});

describe.skipIf(!present)(`the function reference${present ? '' : ' (not on this machine: skipped)'}`, () => {
  const { functions } = present ? reference.parse(JSON.parse(readFileSync(file, 'utf8'))) : { functions: [] };

  it('lists the functions that are evaluated', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual([...expressionFunctions.keys()].sort());
  });

  it.each(functions)('$name: each of its examples is a case, with what Microsoft prints', ({ name, examples }) => {
    const cases = functionCases.get(name) ?? [];
    for (const { expr, output } of examples) {
      const printed = cases.filter((one) => one.expression === expr).map((one) => asPrinted(one));
      expect(printed).toContain(output);
    }
  });
});

function asPrinted({ documented, value }: { documented?: true | string | undefined; value?: unknown }): unknown {
  if (documented !== true) return documented;
  return Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : value;
}
