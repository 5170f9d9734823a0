import fc from 'fast-check';
import { JSONPath } from 'jsonpath-plus';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../server/src/core/json.ts';
import { compilePath } from '../../../server/src/core/jsonpath/compile.ts';
import { explainEmpty } from '../../../server/src/core/jsonpath/explain.ts';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';

/** People whose records all have the same fields, so that no filter meets an absent one. */
const record = fc.record({
  userId: fc.constantFrom('a-1', 'b-2', 'c-3'),
  type: fc.constantFrom('ST', 'GA'),
  number: fc.integer({ min: 0, max: 9 }),
  active: fc.boolean(),
  nav: fc.record({ name: fc.constantFrom('Sales', 'IT') }),
});
const person = fc.record({
  personIdExternal: fc.string({ minLength: 1, maxLength: 5 }),
  employmentNav: fc.record({ results: fc.array(record, { maxLength: 4 }) }),
});

const field = fc.constantFrom('.userId', '.type', '.number', '.nav.name', ".nav['name']", '.nav', '');
const comparison = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('@.type', '@.userId', '@.nav.name'),
      fc.constantFrom('==', '!='),
      fc.constantFrom('ST', 'IT', 'a-1'),
    )
    .map(([side, operator, value]) => `${side} ${operator} '${value}'`),
  fc
    .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>='), fc.integer({ min: 0, max: 9 }))
    .map(([operator, value]) => `@.number ${operator} ${value}`),
  fc.constantFrom('@.active == true', '@.active != false'),
);
const connected = fc.oneof(
  comparison,
  fc.array(comparison, { minLength: 2, maxLength: 3 }).map((terms) => terms.join(' && ')),
  fc.array(comparison, { minLength: 2, maxLength: 3 }).map((terms) => terms.join(' || ')),
);
const choice = fc.oneof(
  fc.integer({ min: 0, max: 4 }).map((index) => `[${index}]`),
  fc.constantFrom('[*]', '[-1:]', '[:2]', '[1:]', '[0:3:2]', '[-2:]', '[:-1]'),
  connected.map((test) => `[?(${test} )]`),
);
const path = fc.oneof(
  fc.constantFrom('$.personIdExternal', "$['personIdExternal']", '$.employmentNav.results', '$.nothing'),
  fc.tuple(choice, field).map(([chosen, behind]) => `$.employmentNav.results${chosen}${behind}`),
);

describe('jsonpath-plus as second opinion', () => {
  it('agrees on names, indices, slices and simple filters over fields that every element has', () => {
    fc.assert(
      fc.property(person, path, (payload, text) => {
        const second: unknown = JSONPath({ path: text, json: structuredClone(payload), eval: 'safe', wrap: true });
        const selection = compilePath(text).values(payload as Json);
        expect(selection).toEqual({ ok: true, results: second });
      }),
      { numRuns: 2_000, seed: 20240506 },
    );
  });
});

const fragment = fc.constantFrom(
  ...['$', '@', '.', '..', '*', '[', ']', '(', ')', '?(', "'", '"', ' ', ',', ':', '-', '0', '1', 'a', 'b', '==', '!='],
  ...['<', '>=', '=~', '/', '\\', '&&', '||', 'true', 'null', '[?(@.a', '[0]', '[-1:]', "['a']", '[?(@.a == 1)]', '\t'],
);
const anyPath = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join('')),
);

describe('any text and any payload', () => {
  it('reads, runs and explains without throwing, and leaves the payload as it was', () => {
    fc.assert(
      fc.property(anyPath, fc.jsonValue(), (text, value) => {
        const payload = value as Json;
        const before = JSON.stringify(payload);
        const parsed = parsePath(text);
        expect(parsed.text).toBe(text);
        for (const { start, end, fix } of parsed.problems) {
          expect(start >= 0 && start <= end && end <= text.length).toBe(true);
          if (fix !== undefined) expect(fix.start >= 0 && fix.start <= fix.end && fix.end <= text.length).toBe(true);
        }
        for (const step of parsed.steps) expect(step.lead <= step.start && step.start <= step.end).toBe(true);
        const compiled = compilePath(parsed, { budget: 10_000 });
        const values = compiled.values(payload);
        const matches = compiled.matches(payload);
        if (values.ok && matches.ok) expect(matches.results.map((match) => match.value)).toEqual(values.results);
        explainEmpty(parsed, payload);
        expect(JSON.stringify(payload)).toBe(before);
      }),
      { numRuns: 5_000, seed: 20240507 },
    );
  });
});
