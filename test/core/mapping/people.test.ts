import { describe, expect, it } from 'vitest';
import type { Json } from '../../../server/src/core/json.ts';
import { locate } from '../../../server/src/core/jsonpath/locate.ts';
import { peopleOf, placeOfFirstPerson } from '../../../server/src/core/mapping/people.ts';

describe('the place of the first person', () => {
  const rita = { personIdExternal: '1' };
  it.each<[string, Json, readonly (string | number)[]]>([
    ['a person', rita, []],
    ['an answer about one', { d: rita }, ['d']],
    ['an answer about several', { d: { results: [rita, {}] } }, ['d', 'results', 0]],
    ['a page of Graph', { value: [rita, {}] }, ['value', 0]],
    ['a user of Graph that has a value', { id: '1', value: [] }, []],
    ['a list', [rita], []],
  ])('in %s', (_, payload, place) => {
    expect(placeOfFirstPerson(payload)).toEqual(place);
    expect(locate(payload, place)).toBe(peopleOf(payload)[0]);
  });
});
