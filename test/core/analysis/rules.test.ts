import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../server/src/core/analysis/rules.ts';
import type { Json } from '../../../server/src/core/json.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { check } from '../../../server/src/library/library.ts';
import { markedText } from '../../support/marked-text.ts';

interface Reported {
  /** A file; `«»` stand around what is underlined first, `¦` for a `|`. */
  readonly text: string;
  readonly severity: string;
  readonly message: string;
  readonly fixes?: readonly { readonly title: string; readonly preferred?: boolean; readonly text: string }[];
}

interface RuleCases {
  readonly payload?: Json;
  readonly reported: readonly Reported[];
  /** Files that the rule has nothing to say about. */
  readonly silent: readonly string[];
}

/** One file for each table of rules. */
const folder = join(import.meta.dirname, 'cases');
const cases = readdirSync(folder).flatMap((name) =>
  Object.entries(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Readonly<Record<string, RuleCases>>),
);

describe.each(cases)('%s', (code, { payload, reported, silent }) => {
  const options = payload === undefined ? {} : { payload };

  it.each(reported)('reports $message', ({ text: marked, severity, message, fixes = [] }) => {
    const { text, ranges } = markedText(marked);
    const all = check(text, options);
    const own = all.filter((one) => one.code === code);
    const [first] = own;
    expect({ start: first?.start, end: first?.end }).toEqual(ranges[0]);
    expect(first).toMatchObject({ severity, message });
    expect(
      first?.fixes.map(({ title, preferred, edits }) => ({
        title,
        ...(preferred === true ? { preferred } : {}),
        text: applyEdits(text, edits),
      })),
    ).toEqual(fixes);
    for (const fix of fixes) {
      const after = check(fix.text, options);
      expect(after.filter((one) => one.code === code).length).toBeLessThan(own.length);
      const known = new Set(all.map((one) => one.code));
      expect(after.filter((one) => !known.has(one.code))).toEqual([]);
    }
  });

  it.each(silent)('says nothing about %j', (text) => {
    expect(check(text, options).filter((one) => one.code === code)).toEqual([]);
  });
});

/** What cannot be read hides what is wrong with it: mistakes of the text, and of a path. */
const HIDES = /^SFM(?:10\d\d|3001)$/;

describe.each(cases)('a preferred fix in a case of %s', (_code, { payload, reported, silent }) => {
  const options = payload === undefined ? {} : { payload };
  const serious = (text: string) => check(text, options).filter(({ severity }) => severity !== 'information');
  const countOf = (code: string, findings: readonly { readonly code: string }[]) =>
    findings.filter((one) => one.code === code).length;

  it('leaves fewer findings, and no error or warning that was not there', () => {
    for (const text of [...reported.map((one) => markedText(one.text).text), ...silent]) {
      const all = check(text, options);
      for (const { code, fixes } of all) {
        const fix = HIDES.test(code) ? undefined : fixes.find(({ preferred }) => preferred === true);
        if (fix === undefined) continue;
        const mended = applyEdits(text, fix.edits);
        const after = serious(mended);
        const raised = after.filter((one) => countOf(one.code, after) > countOf(one.code, all));
        expect({ text, title: fix.title, raised }).toEqual({ text, title: fix.title, raised: [] });
        expect(countOf(code, check(mended, options))).toBeLessThan(countOf(code, all));
      }
    }
  });
});

it('has cases for every rule', () => {
  const covered = new Set(cases.map(([code]) => code));
  const elsewhere = ['SFM4001', 'SFM4002'];
  expect(rules.map(({ code }) => code).filter((code) => !covered.has(code) && !elsewhere.includes(code))).toEqual([]);
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
});

describe('SFM4001, the primary phone', () => {
  const example = (name: string) =>
    readFileSync(join(import.meta.dirname, '..', '..', '..', 'examples', 'writeback', `${name}.sfmap`), 'utf8');
  const phones = (business: string, cell: string, number = '[telephoneNumber]') => `provision EntraID -> SuccessFactors
map {
  personIdExternal       <- [employeeId] match 1
  businessPhoneNumber    <- ${number}
  businessPhoneType      <- "10605"
  businessPhoneIsPrimary <- ${business}
  cellPhoneNumber        <- [mobile]
  cellPhoneType          <- "10606"
  cellPhoneIsPrimary     <- ${cell}
}
`;
  const found = (text: string) => check(text).filter(({ code }) => code === 'SFM4001');
  const aboveInformation = (text: string) => check(text).filter(({ severity }) => severity !== 'information');

  it('names the combinations of scenario 4, as information, with the fix that ends them', () => {
    const text = example('scenario-4');
    const [finding] = found(text);
    expect(finding?.severity).toBe('information');
    expect(finding?.message).toBe(
      'With telephoneNumber empty and mobile set, no phone would be primary. With telephoneNumber and mobile set, no phone would be primary.',
    );
    const [fix] = finding?.fixes ?? [];
    expect(fix?.title).toBe('Make the cell phone primary when there is one, else the business phone');
    const mended = applyEdits(text, fix?.edits ?? []);
    expect(mended).toContain('cellPhoneIsPrimary     <- IIF(IsPresent([mobile]), "true", "false")');
    expect(aboveInformation(mended)).toEqual([]);
    expect(found(example('scenario-4-corrected'))).toEqual([]);
  });

  it.each([
    ['"true"', '"true"', /With telephoneNumber and mobile set, two phones would be primary\./],
    [
      '"false"',
      '"false"',
      /With telephoneNumber set and mobile empty, no phone would be primary\..*With telephoneNumber and mobile set, no phone/,
    ],
    [
      'IIF(IsPresent([mobile]), "false", "true")',
      'IIF(IsPresent([telephoneNumber]), "true", "false")',
      /With telephoneNumber empty and mobile set, no phone would be primary\./,
    ],
    [
      'IIF(InStr([telephoneNumber],"+49")=1,"true","false")',
      '"true"',
      /With telephoneNumber and mobile set and InStr\(\[telephoneNumber\],"\+49"\) = 1 true, two phones would be primary\./,
    ],
  ])('warns of %s beside %s', (business, cell, message) => {
    const [finding] = found(phones(business, cell));
    expect(finding).toMatchObject({ severity: 'warning', message: expect.stringMatching(message) });
    const mended = applyEdits(phones(business, cell), finding?.fixes[0]?.edits ?? []);
    expect(aboveInformation(mended)).toEqual([]);
  });

  it.each([
    ['IIF(IsPresent([mobile]), "false", "true")', 'IIF(IsPresent([mobile]), "true", "false")'],
    ['IIF(IsPresent([telephoneNumber]), "true", "false")', 'IIF(IsPresent([telephoneNumber]), "false", "true")'],
    ['IIF(Len([mobile]) > 0, "false", "true")', '"true"'],
    [
      'IIF(IsPresent([mobile]), IIF(Left([telephoneNumber], 3) = "+49", "true", "false"), "true")',
      'IIF(IsPresent([telephoneNumber]), IIF(Left([telephoneNumber],3) <> "+49", "true", "false"), "true")',
    ],
  ])('is content with %s beside %s', (business, cell) => {
    expect(found(phones(business, cell))).toEqual([]);
  });

  it('only informs where two conditions over one attribute may exclude each other', () => {
    const elsewhere =
      'IIF(IsPresent([telephoneNumber]), IIF(Left([telephoneNumber], 3) = "+43", "true", "false"), "true")';
    const business = 'IIF(IsPresent([mobile]), IIF(Left([telephoneNumber], 3) = "+49", "true", "false"), "true")';
    expect(found(phones(business, elsewhere))).toMatchObject([{ severity: 'information' }]);
  });
});

describe('what Microsoft prints itself', () => {
  it.each(['scenario-1', 'scenario-2', 'scenario-3', 'scenario-4', 'scenario-5'])(
    '%s is never above information',
    (name) => {
      const text = readFileSync(
        join(import.meta.dirname, '..', '..', '..', 'examples', 'writeback', `${name}.sfmap`),
        'utf8',
      );
      expect(check(text).filter(({ severity }) => severity !== 'information')).toEqual([]);
      for (const { fixes } of check(text)) expect(fixes.filter(({ preferred }) => preferred === true)).toEqual([]);
    },
  );

  it('of paths and expressions is never above information', () => {
    const text = `provision SuccessFactors -> EntraID
source {
  okToRehire                 = $.employmentNav.results[0].okToRehire
  timeZone                   = $.employmentNav.results[0].userNav.timeZone
  flsaStatus                 = $.employmentNav.results[0].jobInfoNav.results[0].flsaStatus
  empJobNavCustomString35    = $.employmentNav.results[0].jobInfoNav.results[0].customString35
  custom35                   = $.employmentNav.results[0].userNav.custom35
  conversion                 = $.employmentNav.results[?(@.userNav != null)].jobInfoNav.results[0].departmentNav.name_localized
  rehire                     = $.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav.name_localized
  standard                   = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].departmentNav.name_localized
  globalAssignmentDepartment = $.employmentNav.results[?(@.assignmentClass == 'GA')].jobInfoNav.results[0].departmentNav.name_localized
  secondJobDepartment        = $.employmentNav.results[1].jobInfoNav.results[0].departmentNav.name_localized
}
map {
  department                 <- IIF(IsPresent([globalAssignmentDepartment]),[globalAssignmentDepartment],[department])
  accountEnabled             <- Switch([emplStatus], "True", "A", "False", "U", "False", "P", "False")
  physicalDeliveryOfficeName <- [empJobNavCustomString35]
}
`;
    const job = { departmentNav: { name_localized: 'Sales' } };
    const employment = (assignmentClass: string) => ({ assignmentClass, userNav: {}, jobInfoNav: { results: [job] } });
    for (const classes of [['ST'], ['ST', 'ST'], ['ST', 'GA'], ['GA', 'GA', 'ST']]) {
      const payload = { personIdExternal: '1', employmentNav: { results: classes.map(employment) } };
      const above = check(text, { payload }).filter(
        ({ severity, code }) => severity !== 'information' && code !== 'SFM3002',
      );
      expect(above).toEqual([]);
    }
    expect(check(text).filter(({ severity }) => severity !== 'information')).toEqual([]);
  });
});

describe('more findings than anybody reads', () => {
  it('are cut to the first thousand, errors before the rest, and the number of the others is said', () => {
    const lines = Array.from({ length: 1_500 }, (_, i) => `  badge${i} <- "a\\d"\n`).join('');
    const text = `provision SuccessFactors -> EntraID\nmap {\n${lines}  surname <- [nobody]\n}\n`;
    const found = check(text);
    expect(found).toHaveLength(1_001);
    expect(found.map(({ code }) => code)).toContain('SFM2002');
    expect(found.find(({ code }) => code === 'SFM1012')).toMatchObject({
      severity: 'information',
      message: expect.stringMatching(/^There are [\d,]+ more findings in this file\./),
    });
    expect([...found].sort((a, b) => a.start - b.start).map(({ start }) => start)).toEqual(
      found.map(({ start }) => start),
    );
  });
});
