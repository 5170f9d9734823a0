import { describe, expect, it } from 'vitest';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { preview } from '../../server/src/features/preview.ts';
import { analysisFor } from '../support/example-people.ts';

const P = 'provision SuccessFactors -> EntraID\n';

describe('the preview of a mapping', () => {
  it('names person and situation, lists every target, counts', () => {
    const text = `${P}source {\n  third = $.employmentNav.results[2].startDate\n}\nmap {\n  employeeId <- [personIdExternal] match 1\n  department <- [department]\n  mail <- IgnoreFlowIfNullOrEmpty([third])\n  employeeHireDate <- [startDate]\n  state <- [third]\n  country <- "DE" on create\n  city <- FormatDateTime([lastName], , "yyyy", "yyyy")\n}\n`;
    expect(preview(analysisFor(text, 'rehire', { label: 'rehire.json' }))).toEqual({
      title: 'Rita Okafor · 100401',
      text: `Rita Okafor · 100401 · rehire
inbound → Entra ID, values of rehire.json

  employeeId        100401
  department        Operations
  mail              ⊘ dropped: third is empty (no third employment)
  employeeHireDate  2017-01-09
  state             ∅ third is empty (no third employment)
  country           DE
  city              ✖ "Okafor" is not in the format "yyyy": expected 4 digits at "Okafor".

4 values, 1 empty, 1 dropped, 1 error
`,
    });
  });

  it('says whether the person is in scope, and which clause decides', () => {
    const scoped = (scope: string) =>
      preview(analysisFor(`${P}scope {\n${scope}\n}\nmap { surname <- [lastName] }\n`, 'plain')).text.split('\n')[2];
    expect(scoped('  "Americas": [countryOfCompany] IS NOT NULL')).toBe('in scope: Americas');
    expect(scoped('  [lastName] EQUALS "Okafor", "Solberg" and [firstName] IS NULL')).toBe(
      'out of scope: [lastName] EQUALS "Okafor", "Solberg", but lastName is "Nwosu"',
    );
  });

  it('of a writeback', () => {
    const text = 'provision EntraID -> SuccessFactors\nmap {\n  personIdExternal <- [employeeId] match 1\n}\n';
    const user = { displayName: 'Zoë Okafor', employeeId: '100401' };
    expect(preview(analysisFor(text, user)).text).toBe(
      'Zoë Okafor · 100401\nwriteback → SuccessFactors, values of Zoë Okafor · 100401\n\n  personIdExternal  100401\n\n1 value, 0 empty, 0 dropped, 0 errors\n',
    );
  });

  it('points at mistakes', () => {
    const text = `${P}map {\n  surname <- Join(" ", [lastName]\n  city <- [nobody]\n}\n`;
    expect(preview(analysisFor(text, 'plain')).text).toContain('The mapping has 2 errors: see Problems.');
  });

  it('without a person says how to get one', () => {
    expect(preview(analysisFor(P))).toEqual({
      title: 'no sample',
      text: expect.stringContaining('"sfmap: Choose Sample Person"'),
    });
  });

  it('lets no text of a payload steer a terminal or break its lines', () => {
    const hostile = 'a\nb\u001b]8;;x\u0007\u202e\u009b';
    const person = { personIdExternal: hostile, personalInfoNav: { results: [{ displayName: hostile }] } };
    const text = `${P}scope { [personIdExternal] EQUALS "x" }\nmap {\n  employeeId <- [personIdExternal]\n  city <- CDate([personIdExternal])\n}\n`;
    const told = preview(analysisFor(text, person, { label: hostile }));
    expect(told.title).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(told.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(told.text.split('\n')).toHaveLength(9);
  });
});

describe('the problem of a sample', () => {
  it('stands at the name of the first sample that has a file', () => {
    const text = `${P}sample a\nsample b = "b.json"\nsample c = "c.json"\nmap { surname <- [nobody] }\n`;
    const found = diagnostics(analysisFor(text), 'The payload b.json does not exist. Check the path.');
    const problem = found.find(({ code }) => code === 'SFM1104');
    expect(text.slice(problem?.start, problem?.end)).toBe('"b.json"');
    expect([...found].map(({ start }) => start)).toEqual(found.map(({ start }) => start).sort((x, y) => x - y));
  });

  it('is none without a sample, or without a problem', () => {
    expect(diagnostics(analysisFor(`${P}map { surname <- [lastName] }`), 'gone')).toEqual([]);
    expect(diagnostics(analysisFor(`${P}sample b = "b.json"\nmap { surname <- [lastName] }`))).toEqual([]);
  });
});
