import { describe, expect, it } from 'vitest';
import { codeLenses, testState } from '../../server/src/features/code-lenses.ts';
import { analysisFor, inboundExample } from '../support/example-people.ts';

const P = 'provision SuccessFactors -> EntraID\n';

/** Action → title, with the text that the lens stands above. */
function lenses(text: string, person?: Parameters<typeof analysisFor>[1]) {
  return codeLenses(analysisFor(text, person)).map(({ action, title, start, end }) => [
    action,
    title,
    text.slice(start, end).split('\n')[0],
  ]);
}

describe('above map', () => {
  const text = `${P}source {\n  suffix = $.personalInfoNav.results[0].suffix\n}\nmap {\n  surname <- [lastName]\n  givenName <- IgnoreFlowIfNullOrEmpty([suffix])\n  city <- [suffix]\n}\n`;

  it('so many have a value; the rest by kind', () => {
    const lens = codeLenses(analysisFor(text, 'plain')).find(({ action }) => action === 'show values');
    expect(lens).toMatchObject({
      title: '1 of 3 resolved',
      tooltip: 'Amara Nwosu · 100101: 1 value, 1 empty, 1 dropped, 0 errors',
    });
    expect(text.slice(lens?.start, lens?.end)).toBe('map');
  });

  it.each([
    ['without a person', text, undefined],
    ['without a mapping', `${P}map {\n}\n`, 'plain'],
    ['without the block', P, 'plain'],
  ])('nothing %s', (_name, other, person) => {
    expect(lenses(other, person).filter(([action]) => action === 'show values')).toEqual([]);
  });
});

describe('above source', () => {
  it('the size of the query', () => {
    const text = `${P}source {\n  jobTitle2 = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].jobTitle\n}\nmap {\n  surname <- [lastName]\n  jobTitle <- [jobTitle2]\n}\n`;
    const [found] = lenses(text);
    expect(found).toEqual(['show query', expect.stringMatching(/^OData query: \d+ navigations, 3 fields$/), 'source']);
  });

  it('nothing in a writeback: its list has no paths', () => {
    expect(lenses('provision EntraID -> SuccessFactors\nsource {\n  mail : String\n}\n')).toEqual([]);
  });
});

describe('above a test', () => {
  const rita = { personIdExternal: '1', personalInfoNav: { results: [{ firstName: 'Rita', lastName: 'Okafor' }] } };
  const files = new Map([['rita.json', { payload: rita }]]);
  const text = (expectation: string) =>
    `${P}map {\n  surname <- [lastName]\n}\ntest "name" {\n  given "rita.json"\n  expect ${expectation}\n}\n`;
  const stateOf = (written: string, known: typeof files = files) =>
    testState(analysisFor(written), known, written.indexOf('test "name"'))?.title;

  it('its state and a run', () => {
    expect(lenses(text('surname == "Okafor"'))).toEqual([
      ['show test', undefined, 'test "name"'],
      ['run test', 'Run', 'test "name"'],
    ]);
  });

  it.each([
    ['surname == "Okafor"', 'passes'],
    ['surname == "Doe"', 'fails: surname is "Okafor"'],
    ['surname == "Doe"\n  expect in scope\n  expect surname absent', 'fails: surname is "Okafor" (and 1 more)'],
  ])('%s', (expectation, title) => {
    expect(stateOf(text(expectation))).toBe(title);
  });

  it('a file that was not read is a reason', () => {
    expect(stateOf(text('in scope'), new Map())).toMatch(/^fails: The file rita\.json was not read/);
  });

  it('a long reason is cut', () => {
    const long = { ...rita, personalInfoNav: { results: [{ firstName: '', lastName: '😀'.repeat(300) }] } };
    const title = stateOf(text('surname == "Doe"'), new Map([['rita.json', { payload: long }]])) ?? '';
    expect([...title].length).toBeLessThanOrEqual(107);
    expect(title).toMatch(/…$/);
  });

  it('nothing where no test begins any more', () => {
    expect(testState(analysisFor(text('in scope')), files, 3)).toBeUndefined();
  });
});

it('stand in the order of the text, and none of them in an empty file', () => {
  const starts = codeLenses(analysisFor(inboundExample(), 'rehire')).map(({ start }) => start);
  expect(starts.length).toBeGreaterThan(2);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect(codeLenses(analysisFor(''))).toEqual([]);
});
