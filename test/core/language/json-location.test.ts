import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLocationAt } from '../../../server/src/core/language/json-location.ts';
import { jsonPlace } from '../../../server/src/core/language/json-place.ts';

const TEXT = `{
  "personIdExternal": "100401",
  "two \\"words\\"": [
    1,
    { "a": true }
  ],
  "empty": {},
  "last": null
}
`;

describe('the place at an offset of a JSON text', () => {
  it.each([
    ['a name', '"personIdExternal"', 0, ['personIdExternal']],
    ['its value', '"100401"', 3, ['personIdExternal']],
    ['the comma behind it', '"100401",', 8, ['personIdExternal']],
    ['blanks before a line', '  "personIdExternal"', 0, ['personIdExternal']],
    ['the end of a line that opens a list', '[\n', 1, ['two "words"']],
    ['an element', '    1,', 4, ['two "words"', 0]],
    ['a member of a record in a list', 'true', 1, ['two "words"', 1, 'a']],
    ['the closing sign of that record', '}\n  ]', 0, ['two "words"', 1]],
    ['the closing sign of the list', '],', 0, ['two "words"']],
    ['an empty record', '{}', 1, ['empty']],
    ['the last value', 'null', 4, ['last']],
    ['the first sign', '{\n', 0, []],
  ])('%s', (_, part, more, place) => {
    const start = TEXT.indexOf(part);
    expect(start).toBeGreaterThanOrEqual(0);
    expect(jsonLocationAt(TEXT, start + more)).toEqual(place);
  });

  it('leads to every value of every text, and back', () => {
    const places = (value: unknown, at: (string | number)[] = []): (string | number)[][] =>
      typeof value === 'object' && value !== null
        ? [at, ...Object.entries(value).flatMap(([k, v]) => places(v, [...at, Array.isArray(value) ? Number(k) : k]))]
        : [at];
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        for (const place of places(JSON.parse(text))) {
          const found = jsonPlace(text, place);
          if (found !== undefined) expect(jsonLocationAt(text, found.value.start)).toEqual(place);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('throws at no text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', 'a', '\n', '\\') }),
        fc.nat(40),
        (text, at) => {
          expect(Array.isArray(jsonLocationAt(text, at))).toBe(true);
        },
      ),
    );
  });
});
