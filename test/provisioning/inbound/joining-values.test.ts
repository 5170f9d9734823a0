import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { previewInTenant } from '../support/preview-in-tenant.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const UPN = 'amara.nwosu@contoso.example';
const give = (values: object) =>
  sandbox.graph(`users/${UPN}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(values),
  });
const mapping = (joins: string) =>
  `provision SuccessFactors -> EntraID\nmap {\n  ${joins}\n  jobTitle <- [jobTitle]\n}\n`;

describe('an account is found by a value as it is', () => {
  // "Known issues": special characters in joining values fail in Microsoft's service.
  test.each([
    "O'Brien''s",
    'Anna Maria',
    'Ærø-Åse Ünal',
    '12#34',
    'R&D',
    'a+b',
    '100%25',
    'a/b?c=d',
    '(x)*[y]',
    '007',
    '渡辺',
  ])('%s', async (value) => {
    expect((await give({ employeeId: value })).status).toBe(204);
    const text = mapping(`employeeId <- Switch([personIdExternal], "none", "100101", "${value}") match 1`);
    const person = (await previewInTenant(sandbox, text, { ids: ['100101'] })).get('100101');
    expect(person?.account).toMatchObject({ userPrincipalName: UPN, matchedBy: `employeeId ${value}` });
  });

  test('leading zeros count', async () => {
    await give({ employeeId: '00100101' });
    const find = async (expression: string) =>
      (await previewInTenant(sandbox, mapping(`employeeId <- ${expression} match 1`), { ids: ['100101'] })).get(
        '100101',
      );
    expect((await find('Append("00", [personIdExternal])'))?.account?.userPrincipalName).toBe(UPN);
    expect((await find('Append("0", [personIdExternal])'))?.account).toBeUndefined();
    expect((await find('[personIdExternal]'))?.account).toBeUndefined();
  });

  test('names with a quote find one account, the same name twice finds none and says so', async () => {
    const text = mapping('surname <- [lastName] match 1');
    const people = await previewInTenant(sandbox, text, { ids: ['101001', '100501', '100502'] });
    expect(people.get('101001')?.account?.userPrincipalName).toBe('daniel.oconnor@contoso.example');
    for (const id of ['100501', '100502'])
      expect(people.get(id)?.errors).toEqual([expect.stringMatching(/^2 accounts have surname Herrera: /)]);
  });
});

test('an account that was written before is found by its object id, whatever was changed in it', async () => {
  const { id } = parse(await (await sandbox.graph(`users/${UPN}?$select=id`)).text());
  await give({ employeeId: 'changed' });
  const text = mapping('employeeId <- [personIdExternal] match 1');
  const knownAccount = (person: string) => (person === '100101' ? String(id) : undefined);
  const people = await previewInTenant(sandbox, text, { ids: ['100101', '100102'], knownAccount });
  expect(people.get('100101')?.account).toEqual({
    id,
    userPrincipalName: UPN,
    matchedBy: 'its object id, remembered',
  });
  expect(people.get('100102')?.account?.matchedBy).toBe('employeeId 100102');
  // A deleted account is none: the worker is matched anew, and would be created.
  expect((await sandbox.graph(`users/${String(id)}`, { method: 'DELETE' })).status).toBe(204);
  const gone = (await previewInTenant(sandbox, text, { ids: ['100101'], knownAccount })).get('100101');
  expect(gone).toMatchObject({
    action: 'create',
    warnings: [expect.stringContaining(`The account ${String(id)} of an earlier run`)],
  });
  expect(gone?.account).toBeUndefined();
});
