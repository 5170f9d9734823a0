import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SfmapError } from '../../../server/src/core/errors.ts';
import type { UserOrder } from '../../../server/src/provisioning/ports.ts';
import { readGraphError } from '../../../server/src/systems/entra/graph-error.ts';
import { withoutValues } from '../../../server/src/systems/entra/without-values.ts';
import { gather } from '../support/fake-tenant.ts';
import { asksOf, directoryOf, idOf, serveGraph } from './support/small-graph.ts';

const update = (number: number): UserOrder => ({
  kind: 'update',
  id: idOf(number),
  values: new Map([['city', 'Bonn']]),
});

/** JSON that looks like an answer of Graph here and there. */
const part = fc.letrec((tie) => ({
  any: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.record(
      {
        error: tie('any'),
        code: fc.constantFrom('Request_BadRequest', 'resyncRequired', 'x y', ''),
        innerError: tie('any'),
        value: fc.array(tie('any'), { maxLength: 3 }),
        id: fc.constantFrom('1', '2', 'a', 5),
        '@removed': fc.jsonValue({ maxDepth: 1 }),
        '@odata.nextLink': fc.oneof(fc.webUrl(), fc.string()),
        '@odata.deltaLink': fc.oneof(fc.webUrl(), fc.string()),
        responses: fc.array(tie('any'), { maxLength: 3 }),
        status: fc.constantFrom(200, 204, 400, 429, 503, '204'),
      },
      { requiredKeys: [] },
    ),
  ),
})).any;

test('whatever Graph answers, there is a result or a sentence', { timeout: 120_000 }, async () => {
  let answer = { status: 200, json: undefined as unknown };
  const { origin } = await serveGraph(() => answer);
  const status = fc.constantFrom(200, 201, 204, 302, 400, 401, 404, 410, 429, 500, 503);
  await fc.assert(
    fc.asyncProperty(status, part, async (code, json) => {
      answer = { status: code, json: code === 204 ? undefined : json };
      const { directory } = directoryOf(origin);
      const works: (() => Promise<unknown>)[] = [
        () => gather(directory.users(['id'])),
        () => directory.changes(['id'], `${origin}/v1.0/users/delta?$deltatoken=x`),
        () => directory.write([update(1), update(2)]),
      ];
      for (const work of works) {
        try {
          await work();
        } catch (error) {
          expect(error).toBeInstanceOf(SfmapError);
          if (error instanceof SfmapError) expect(error.sentence.length).toBeLessThan(900);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('an order is done exactly where one whole answer of its own says so', { timeout: 120_000 }, async () => {
  let responses: readonly Readonly<Record<string, unknown>>[] = [];
  const { origin } = await serveGraph((asked) => {
    if (asked.path !== '$batch') return { status: 404, json: {} };
    return {
      json: {
        responses: responses.filter(
          ({ id }) => typeof id !== 'string' || asksOf(asked).some((ask) => ask.id === id) || id === '99',
        ),
      },
    };
  });
  const one = fc.record({
    id: fc.constantFrom('1', '2', '3', '99', 1),
    status: fc.constantFrom(200, 204, 400, 404, 500, '204', 42),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 6 }), async (list) => {
      responses = list;
      const results = await directoryOf(origin).directory.write([update(1), update(2), update(3)]);
      expect(results).toHaveLength(3);
      for (const [index, { state }] of results.entries()) {
        const own = list.filter(
          ({ id, status }) => id === String(index + 1) && typeof status === 'number' && status >= 100,
        );
        const [only] = own;
        const expected =
          own.length !== 1
            ? 'unknown'
            : Number(only?.status) < 300
              ? 'done'
              : Number(only?.status) < 500
                ? 'refused'
                : 'unknown';
        expect(state).toBe(expected);
      }
    }),
    { numRuns: 150 },
  );
});

describe('what Graph says of somebody', () => {
  test('is not repeated: no address, no number, no quoted value', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.stringMatching(/^\+?\d[\d ]{3,14}$/),
        fc.stringMatching(/^[A-Z][a-z]{3,9}$/),
        (mail, number, name) => {
          const shown = withoutValues(`The value '${name}' of ${mail}, "${number}", ${number} and '${mail}' is taken.`);
          expect(shown).not.toContain(name);
          expect(shown).not.toContain(number.trim());
          expect(shown).not.toContain('@');
        },
      ),
    );
  });

  test.each([
    ["Resource 'O'Brien' doesn't exist.", "Resource '…' doesn't exist."],
    ["The value 'Rita' of property 'city' of resource 'User'.", "The value '…' of property 'city' of resource 'User'."],
    ["Syntax error at position 12 in 'displayName eq 'Rita Okafor''.", "Syntax error at position 12 in '…'."],
    ['Unexpected "Rita Okafor', 'Unexpected …'],
    ["'Rita", '…'],
    ['User Rita.Okafor@contoso.example has phone +49 30 5550100', 'User … has phone …'],
  ])('%s', (message, shown) => expect(withoutValues(message)).toBe(shown));

  test('is read from any JSON, deep and wide ones too', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => void readGraphError(json)));
    let deep: object = {};
    for (let depth = 0; depth < 10_000; depth += 1) deep = { code: `c${depth}`, innerError: deep };
    expect(readGraphError({ error: deep })?.codes.size).toBeLessThan(10);
    withoutValues(`'${'"\''.repeat(50_000)}`);
    readGraphError({ error: { code: 'x', message: `'${'a@'.repeat(500_000)}` } });
  });
});
