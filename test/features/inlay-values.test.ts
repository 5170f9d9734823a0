import { describe, expect, it } from 'vitest';
import { inlayDetail, inlayValues } from '../../server/src/features/inlay-values.ts';
import { analysisFor } from '../support/example-people.ts';

const P = 'provision SuccessFactors -> EntraID\n';

/** Declaration → the value behind it. */
function values(text: string, person: Parameters<typeof analysisFor>[1]): Record<string, string> {
  const found = inlayValues(analysisFor(text, person), { start: 0, end: text.length });
  return Object.fromEntries(
    found.map(({ at, label }) => {
      const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim();
      return [line.split(/ *(?:=|<-|:) */)[0] ?? '', label];
    }),
  );
}

describe('behind source entries', () => {
  const JOB = 'jobInfoNav.results[0]';
  const cases: readonly (readonly [name: string, entry: string, person: string, label: string])[] = [
    ['a value and its employment', `$.employmentNav.results[0].${JOB}.departmentNav.name_localized`, 'rehire', 'Operations  ·  1 of 2 employments'],
    ['the second one', `$.employmentNav.results[-1:].${JOB}.departmentNav.name_localized`, 'rehire', 'Sales EMEA  ·  2 of 2 employments'],
    ['one employment goes without saying', `$.employmentNav.results[0].${JOB}.departmentNav.name_localized`, 'plain', 'Logistics'],
    ['a date in ISO', '$.employmentNav.results[0].startDate', 'plain', '2018-03-05'],
    ['no second employment', `$.employmentNav.results[1].${JOB}.jobTitle`, 'plain', '∅ no second employment'],
    ['no third employment', '$.employmentNav.results[2].startDate', 'rehire', '∅ no third employment'],
    ['null', '$.personalInfoNav.results[0].suffix', 'plain', '∅ suffix is null'],
    ['not expanded', '$.personalInfoNav.results[0].personNav.x', 'plain', '∅ personNav not expanded'],
    ['several values', '$.emailNav.results[*].emailAddress', 'rehire', 'rita.okafor@fabrikam.example  ·  1 of 2 values'],
    ['a Boolean', '$.employmentNav.results[0].okToRehire', 'rehire', 'True  ·  1 of 2 employments'],
  ]; // biome-ignore format: a table
  it.each(cases)('%s', (_name, path, person, label) => {
    expect(values(`${P}source {\n  a = ${path}\n}\n`, person)).toEqual({ a: label });
  });

  it('all values of a multi-valued one, shortened at forty characters', () => {
    const text = `${P}source {\n  a : String[] = $.emailNav.results[*].emailAddress\n}\n`;
    const [label] = Object.values(values(text, 'rehire'));
    expect(label).toMatch(/^rita\.okafor@fabrikam\.example, .*…$/);
    expect([...(label ?? '')]).toHaveLength(40);
  });

  it('with a parameter in the path', () => {
    const text = `${P}param type = "10605"\nsource {\n  a = $.phoneNav.results[?(@.phoneType == '{{type}}')].phoneNumber\n}\n`;
    expect(values(text, 'plain')).toEqual({ a: '+1 206 555 0101' });
  });
});

describe('behind mappings', () => {
  const cases: readonly (readonly [name: string, mapping: string, label: string | undefined])[] = [
    ['a value, also with options', '[personIdExternal] match 1', '100101'],
    ['a value from two', 'Join(" ", [firstName], [lastName])', 'Amara Nwosu'],
    ['nothing flows', 'none', '∅ nothing is mapped'],
    ['an attribute without a value', '[suffix]', '∅ suffix is empty (suffix is null)'],
    ['the default', '[suffix] default "none"', 'none'],
    ['an empty text', 'Replace([lastName], "Nwosu", , , "", , )', '""'],
    ['dropped', 'IgnoreFlowIfNullOrEmpty([suffix])', '⊘ dropped: suffix is empty (suffix is null)'],
    ['an error', 'FormatDateTime([lastName], , "yyyy", "yyyy")', '✖ "Nwosu" is not in the format "yyyy": expected 4 digits at "Nwosu".'],
    ['a constant is its own value', '"DE"', undefined],
    ['a constant with a parameter', '"{{city}}, {{city}}"', 'Łódź, Łódź'],
    ['a broken mapping', 'Join(" ", [firstName], ', undefined],
    ['an unknown name', '[nobody]', undefined],
  ]; // biome-ignore format: a table
  it.each(cases)('%s', (_name, mapping, label) => {
    const text = `${P}param city = "Łódź"\nsource {\n  suffix = $.personalInfoNav.results[0].suffix\n}\nmap {\n  city <- ${mapping}\n  surname <- [lastName]\n}\n`;
    expect(values(text, 'plain')).toEqual({
      suffix: '∅ suffix is null',
      ...(label === undefined ? {} : { city: label }),
      surname: 'Nwosu',
    });
  });

  it('of a writeback come from the Entra user', () => {
    const text =
      'provision EntraID -> SuccessFactors\nmap {\n  personIdExternal <- [employeeId] match 1\n  userId <- [extensionAttribute1]\n}\n';
    expect(values(text, { employeeId: '100401', mobilePhone: null })).toEqual({
      personIdExternal: '100401',
      userId: '∅ extensionAttribute1 is empty (not set in Entra ID)',
    });
  });

  it('that must be unique are those of the first rule that has one', () => {
    const text =
      'provision SuccessFactors -> ActiveDirectory\nmap {\n  sAMAccountName <- SelectUniqueValue([personIdExternal], [lastName]) on create\n}\n';
    expect(values(text, 'plain')).toEqual({ sAMAccountName: '100101  ·  if it is free' });
  });

  it('only the first of two mappings of one target has one', () => {
    const text = `${P}map {\n  city <- [lastName]\n  city <- [firstName]\n}\n`;
    const found = inlayValues(analysisFor(text, 'plain'), { start: 0, end: text.length });
    expect(found).toEqual([{ at: text.indexOf('[lastName]') + 10, label: 'Nwosu' }]);
  });
});

describe('values of strangers', () => {
  it('never steer the editor, and keep to their line', () => {
    const hostile = 'a\nb\r\u001b[31m\u202Ec\u200b\u0085';
    const person = { personIdExternal: hostile };
    const text = `${P}map {\n  employeeId <- [personIdExternal]\n  city <- CDate([personIdExternal])\n}\n`;
    const labels = Object.values(values(text, person));
    expect(labels[0]).toBe('a⏎b␛000d␛001b[31m␛202ec␛200b␛0085');
    expect(labels[1]).toContain('a⏎b␛000d␛001b[31m␛202ec');
    for (const label of labels) expect(label).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('are shortened by characters, not by halves of them', () => {
    const person = { personIdExternal: '😀'.repeat(60) };
    const text = `${P}map {\n  employeeId <- [personIdExternal]\n}\n`;
    expect(Object.values(values(text, person))).toEqual([`${'😀'.repeat(39)}…`]);
  });

  it('keep the joiners that names need', () => {
    const person = { personIdExternal: 'نی‌لوفر' };
    const text = `${P}map {\n  employeeId <- [personIdExternal]\n}\n`;
    expect(Object.values(values(text, person))).toEqual(['نی‌لوفر']);
  });

  it('a reason is a sentence, and not a page', () => {
    const person = { personIdExternal: 'x'.repeat(5_000) };
    const [label] = Object.values(values(`${P}map {\n  city <- CDate([personIdExternal])\n}\n`, person));
    expect([...(label ?? '')].length).toBeLessThanOrEqual(80);
  });
});

it('are those of the visible lines alone', () => {
  const lines = Array.from(
    { length: 1_000 },
    (_, index) => `  extension_${String(index).padStart(32, '0')}_x <- [lastName]\n`,
  );
  const text = `${P}map {\n${lines.join('')}}\n`;
  const analysis = analysisFor(text, 'plain');
  const start = text.indexOf(lines[400] ?? '?') + 3;
  const end = text.indexOf(lines[404] ?? '?') + 3;
  const found = inlayValues(analysis, { start, end });
  expect(found).toHaveLength(5);
  expect(found[0]?.at).toBe(start - 3 + (lines[400] ?? '').length - 1);
});

it('are none without a person', () => {
  expect(inlayValues(analysisFor(`${P}map { city <- [lastName] }`), { start: 0, end: 99 })).toEqual([]);
});

describe('more about a value', () => {
  const text = `${P}source {\n  suffix = $.personalInfoNav.results[0].suffix\n  last = $.personalInfoNav.results[0].lastName\n}\nmap {\n  surname <- ToUpper([last])\n  displayName <- Join(" ", [firstName], [last])\n  city <- [suffix]\n  usageLocation <- "DE"\n}\n`;
  const detail = (behind: string, person: string | undefined = 'plain') =>
    inlayDetail(analysisFor(text, person), text.indexOf(behind) + behind.length);

  it('a source entry: its path and its place', () => {
    expect(detail('results[0].lastName')).toEqual({
      text: 'last ← Nwosu\n  $.personalInfoNav.results[0].lastName\n  found at personalInfoNav.results[0].lastName',
      location: ['personalInfoNav', 'results', 0, 'lastName'],
    });
    expect(detail('results[0].suffix')?.text).toContain('empty: suffix is null');
  });

  it('a mapping: how the value came about, and the place of its only attribute', () => {
    expect(detail('ToUpper([last])')).toEqual({
      text: expect.stringMatching(/^surname ← "NWOSU"\n {2}ToUpper → "NWOSU"\n {4}\[last\] → "Nwosu"/),
      location: ['personalInfoNav', 'results', 0, 'lastName'],
    });
    expect(detail('[firstName], [last])')).not.toHaveProperty('location');
  });

  it.each([
    ['between declarations', 'map {'],
    ['behind a name', '  surname'],
  ])('nothing %s', (_name, behind) => {
    expect(detail(behind)).toBeUndefined();
  });

  it('nothing without a person', () => {
    expect(inlayDetail(analysisFor(text), text.indexOf('ToUpper([last])') + 15)).toBeUndefined();
  });
});
