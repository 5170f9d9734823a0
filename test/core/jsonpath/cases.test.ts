import { describe, expect, it } from 'vitest';
import { compilePath } from '../../../server/src/core/jsonpath/compile.ts';
import { selectTokens } from '../../../server/src/core/jsonpath/select-tokens.ts';
import recorded from './cases.json' with { type: 'json' };

interface Case {
  readonly path: string;
  readonly text?: readonly (string | null)[];
  readonly places?: readonly string[];
  readonly error?: string;
}

const cases: readonly Case[] = recorded.cases;

describe('paths over one worker', () => {
  it.each(cases)('$path', ({ path, text, places, error }) => {
    const before = JSON.stringify(recorded.payload);
    const result = selectTokens(path, recorded.payload);
    if (error !== undefined) {
      expect(result).toMatchObject({ ok: false, phase: error });
      return;
    }
    if (!result.ok) throw new Error(result.message);
    if (text !== undefined) expect(result.matches.map((match) => match.text)).toEqual(text);
    if (places !== undefined) expect(result.matches.map((match) => match.path)).toEqual(places);
    expect(JSON.stringify(recorded.payload)).toBe(before);
  });
});

describe('settings', () => {
  it('reads dates as text where they are switched off', () => {
    const path = "$.employmentNav.results[?(@.startDate == '/Date(1583280000000)/')].startDate";
    const result = selectTokens(path, recorded.payload, { dates: false });
    expect(result).toMatchObject({ ok: true, matches: [{ text: '/Date(1583280000000)/' }] });
  });

  it('writes dates and numbers in the culture that is asked for', () => {
    const date = selectTokens('dateOfBirth', recorded.payload, { culture: 'de-DE' });
    expect(date).toMatchObject({ matches: [{ text: '01.07.1985 00:00:00' }] });
    const number = selectTokens('employmentNav.results[0].fte', recorded.payload, { culture: 'de-DE' });
    expect(number).toMatchObject({ matches: [{ text: '0,8' }] });
    const unknown = selectTokens('dateOfBirth', recorded.payload, { culture: 'tlh' });
    expect(unknown).toMatchObject({ ok: false, message: expect.stringContaining('en-us') });
  });

  it('stops at the limit without looking further', () => {
    const path = compilePath('$.employmentNav.results[*].userId');
    expect(path.values(recorded.payload, 1)).toEqual({ ok: true, results: ['204417-1'] });
    expect(path.values(recorded.payload, 0)).toEqual({ ok: true, results: [] });
    expect(compilePath('$.phoneNav.results[0,-1]').values(recorded.payload, 1)).toMatchObject({ ok: true });
    expect(compilePath('$.phoneNav.results[0,-1]').values(recorded.payload)).toMatchObject({ ok: false });
  });

  it('gives a rejected path its first problem for every payload', () => {
    const path = compilePath('a[?(@.b == "x")]');
    expect(path.values({})).toEqual(path.matches([]));
    expect(path.values({})).toMatchObject({ ok: false, phase: 'parse', offset: 11 });
  });

  it('gives a member that a filter over an object selects as a member', () => {
    expect(compilePath('$[?(1 == 1)]').matches({ a: 5 })).toEqual({
      ok: true,
      results: [{ value: { $property: 'a', value: 5 }, location: ['a'] }],
    });
  });
});
