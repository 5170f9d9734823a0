import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboundPerson } from '../../../server/src/provisioning/inbound/inbound-person.ts';
import { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { previewInTenant } from '../support/preview-in-tenant.ts';
import { FORMS, type Form, SITUATIONS, situationsTable } from './situations.ts';

let sandbox: RunningSandbox;
const previewed = new Map<Form, ReadonlyMap<string, InboundPerson>>();
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
  for (const form of FORMS) previewed.set(form, await previewInTenant(sandbox, mapping(form)));
});
afterAll(() => sandbox.stop());

const mapping = (form: Form) => `provision SuccessFactors -> EntraID
${form === '[0]' ? '' : `source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results${form}\n}`}
map {
  employeeId          <- [personIdExternal]                                        match 1
  extensionAttribute1 <- [userId]
  department          <- [department]
  jobTitle            <- [jobTitle]
  employeeHireDate    <- [startDate]
  manager             <- [manager]
  accountEnabled      <- Switch([activeEmploymentsCount], "True", "0", "False")
}
`;

const given = (person: InboundPerson | undefined, target: string) =>
  person?.lines.find((line) => line.target === target)?.after;
const day = (person: InboundPerson | undefined) => String(given(person, 'employeeHireDate')).split(' ')[0];

describe.each(FORMS)('employments read by results%s', (form) => {
  test.each(SITUATIONS)('$id $name, $situation', ({ id, situation, right, wrong }) => {
    const person = previewed.get(form)?.get(id);
    expect(person).toMatchObject({ situation, errors: [], account: { matchedBy: `employeeId ${id}` } });
    const read = ['extensionAttribute1', 'department', 'jobTitle'].map((target) => given(person, target));
    expect(read).toEqual(wrong[form] ?? right);
  });

  test('gives everybody else what every other form gives them', () => {
    const told = new Set(SITUATIONS.map(({ id }) => id));
    const others = (one: Form) =>
      [...(previewed.get(one)?.values() ?? [])].filter((each) => !told.has(each.personIdExternal));
    expect(others(form).length).toBe(7);
    expect(others(form).map((each) => each.lines)).toEqual(others('[0]').map((each) => each.lines));
  });

  test('keeps who has left disabled, and who is there enabled', () => {
    const enabled = SITUATIONS.map(({ id }) => [id, given(previewed.get(form)?.get(id), 'accountEnabled')]);
    for (const [id, value] of enabled)
      expect([id, value]).toEqual([id, id === '100201' || id === '100501' ? 'False' : 'True']);
  });

  // A reference is read from one source, and people before their first day are found by the first start: both keep [0].
  test('leaves hire date and manager as the first employment has them', () => {
    const people = previewed.get(form);
    expect(day(people?.get('100301'))).toBe('2/1/2021');
    expect(day(people?.get('100401'))).toBe('1/9/2017');
    expect(given(people?.get('100401'), 'manager')).toBe('amara.nwosu@contoso.example');
    // The User of the employment before a conversion is gone, and the manager with it: the account keeps the former one.
    expect(people?.get('100301')?.lines.find(({ target }) => target === 'manager')).toMatchObject({
      before: 'ingrid.solberg@contoso.example',
      note: 'kept',
    });
  });

  test('reads who begins later as of the first day', () => {
    const person = previewed.get(form)?.get('100801');
    expect(day(person)).toBe(
      new Date(`${person?.asOfDate}T00:00:00Z`).toLocaleDateString('en-US', { timeZone: 'UTC' }),
    );
  });
});

test('the edition of 2020 reads nobody who has left, and a newcomer without a job', async () => {
  const people = await previewInTenant(sandbox, mapping('[-1:]'), { generation: '2020' });
  expect(SITUATIONS.filter(({ id }) => !people.has(id)).map(({ id }) => id)).toEqual(['100201', '100501']);
  const newcomer = people.get('100801');
  expect(newcomer?.asOfDate).toBeUndefined();
  expect(newcomer?.lines.find(({ target }) => target === 'department')).toMatchObject({ note: 'kept' });
});

test('the page about scenarios has the table', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/scenarios.md'), 'utf8');
  expect(page).toContain(situationsTable());
});
