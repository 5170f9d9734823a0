import { describe, expect, it } from 'vitest';
import { samplePersonParams } from '../../server/src/lsp/sample-person-params.ts';

const uri = 'file:///a.sfmap';
const rita = { personIdExternal: '7' };
const of = (payload: unknown) => samplePersonParams({ uri, person: { label: 'Rita', payload } });

describe('the person of sfmap/samplePerson', () => {
  it.each([
    ['one person', rita],
    ['an answer with one', { d: rita }],
    ['an answer with several, of whom the first is taken', { d: { results: [rita, { personIdExternal: '8' }] } }],
    ['what stands in "d" of an answer', { results: [rita] }],
    ['a page of Graph', { value: [rita] }],
  ])('is %s', (_, payload) => {
    expect(of(payload)).toEqual({ uri, person: { label: 'Rita', payload: rita } });
  });

  it('is a person that has a field called results', () => {
    const odd = { ...rita, results: [{ personIdExternal: '8' }] };
    expect(of(odd).person?.payload).toEqual(odd);
  });

  it.each([
    ['nobody', { d: { results: [] } }],
    ['no object', { d: 'x' }],
    ['a list of nothing', { results: [] }],
  ])('is not %s', (_, payload) => {
    expect(() => of(payload)).toThrow(/holds nobody/);
  });

  it('goes with null', () => {
    expect(samplePersonParams({ uri, person: null })).toEqual({ uri, person: null });
  });
});
