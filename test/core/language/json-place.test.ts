import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../server/src/core/json.ts';
import { jsonPlace } from '../../../server/src/core/language/json-place.ts';

describe('the place of a value in JSON', () => {
  const text = '\ufeff { "a,b" : [ 1, {"c\\"d":"}]", "e": null} , [ ] ],\r\n "f": {"a": 2, "a": 3} , "\\u0067": true }';
  it.each<[string, readonly (string | number)[], string, string | undefined]>([
    ['the whole', [], text.slice(2), undefined],
    ['a member', ['a,b'], '[ 1, {"c\\"d":"}]", "e": null} , [ ] ]', '"a,b"'],
    ['an element', ['a,b', 0], '1', undefined],
    ['below an element', ['a,b', 1, 'c"d'], '"}]"', '"c\\"d"'],
    ['null', ['a,b', 1, 'e'], 'null', '"e"'],
    ['an empty list', ['a,b', 2], '[ ]', undefined],
    ['the last of two names', ['f', 'a'], '3', '"a"'],
    ['a name in escapes', ['g'], 'true', '"\\u0067"'],
  ])('%s', (_, location, value, key) => {
    const place = jsonPlace(text, location);
    expect(place && text.slice(place.value.start, place.value.end)).toBe(value);
    expect(place?.key && text.slice(place.key.start, place.key.end)).toBe(key);
  });

  it.each<[readonly (string | number)[]]>([
    [['x']],
    [['a,b', 3]],
    [['a,b', 'x']],
    [['f', 0]],
    [['f', 'a', 'b']],
    [['a,b', 2, 0]],
  ])('there is none at %j', (location) => {
    expect(jsonPlace(text, location)).toBeUndefined();
  });

  it.each(['', '{', '{"a"', '{"a":', '[', '"', '{"a":1,', '}'])('ends in a text that is cut off: %j', (broken) => {
    expect(() => jsonPlace(broken, ['a', 0])).not.toThrow();
  });

  it('is where every value of any JSON stands', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (json, indent) => {
        const written = JSON.stringify(JSON.parse(json), undefined, indent);
        const visit = (value: Json, location: readonly (string | number)[]) => {
          const place = jsonPlace(written, location);
          expect(JSON.parse(written.slice(place?.value.start, place?.value.end))).toEqual(value);
          if (Array.isArray(value)) for (const [i, item] of value.entries()) visit(item, [...location, i]);
          else if (typeof value === 'object' && value !== null)
            for (const [name, item] of Object.entries(value)) visit(item, [...location, name]);
        };
        visit(JSON.parse(written), []);
      }),
    );
  });
});
