import { expect, it } from 'vitest';
import { formatLocation, locate } from '../../../server/src/core/jsonpath/locate.ts';

const payload = { a: [{ 'b c': 1 }], '': 2, __proto__x: null };

it.each([
  [['employmentNav', 'results', 1, 'userId'], 'employmentNav.results[1].userId'],
  [[], ''],
  [[0, 'a'], '[0].a'],
  [['two words', 0], "['two words'][0]"],
  [['a', "it's"], "a['it\\'s']"],
  [['a.b'], "['a.b']"],
  [['tab\t'], "['tab\\t']"],
])('%j is %s', (location, text) => {
  expect(formatLocation(location)).toBe(text);
});

it('finds what stands at a place, and nothing that an object merely inherits', () => {
  expect(locate(payload, ['a', 0, 'b c'])).toBe(1);
  expect(locate(payload, [''])).toBe(2);
  expect(locate(payload, ['a', 1])).toBeUndefined();
  expect(locate(payload, ['a', 'length'])).toBeUndefined();
  expect(locate(payload, ['constructor'])).toBeUndefined();
  expect(locate(payload, [])).toBe(payload);
});
