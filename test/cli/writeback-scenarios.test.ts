import { beforeEach, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons, tenantRows } from './support/sfmap.ts';

// The five supported scenarios of Microsoft's document, run from the built command line against a tenant over HTTP.
// Business e-mail 8448, personal 8446; business phone 10605, cell 10606, home 10607.

const tenant = useTenant();
const { sfmap } = tenant;

beforeEach(async () => {
  expect((await tenant.sandbox.control('/sandbox/reset', 'POST')).ok).toBe(true);
});

const both = '100101';
const telephoneOnly = '100102';
const mobileOnly = '100502';
const neither = '100501';

async function writeback(name: string, ids: readonly string[], ...more: string[]) {
  return sfmap.run(['writeback', example(name), '--connection', 'sandbox', ...persons(...ids), '--yes', ...more]);
}

/** Writes, and shows that a second run finds nothing to write. */
async function writeTwice(name: string, ids: readonly string[], ...more: string[]) {
  const first = await writeback(name, ids, ...more);
  expect(first.err).not.toContain('sfmap:');
  expect(first.code).toBe(0);
  const second = await writeback(name, ids, ...more);
  expect(second.out).toContain('Nothing to write.');
  expect(second.code).toBe(0);
  return first;
}

test('scenario 1 writes the e-mail address and leaves every phone as it is', async () => {
  const before = await tenantRows(tenant.sandbox, both);
  await writeTwice('scenario-1', [both]);
  expect(await tenantRows(tenant.sandbox, both)).toEqual([
    '10605 +1 206 555 0101 primary',
    '10606 +1 206 555 0151',
    '8446 amara.n@mail.example',
    '8448 amara.nwosu@contoso.example primary',
  ]);
  expect(before).toContain('10605 +1 206 555 0101 primary');
});

test('scenario 2 writes both numbers, the business phone stays primary', async () => {
  await writeTwice('scenario-2', [both, telephoneOnly]);
  expect(await tenantRows(tenant.sandbox, both)).toEqual([
    '10605 +1 425 555 0111 primary',
    '10606 +1 425 555 0161',
    '8446 amara.n@mail.example',
    '8448 amara.nwosu@contoso.example primary',
  ]);
  // No mobile in Entra ID: no cell phone row is sent.
  expect(await tenantRows(tenant.sandbox, telephoneOnly)).toEqual([
    '10605 +49 30 23125 200 primary',
    '8448 ingrid.solberg@contoso.example primary',
  ]);
});

test('scenario 3 writes both numbers, the cell phone stays primary', async () => {
  await writeTwice('scenario-3', ['101101']);
  expect(await tenantRows(tenant.sandbox, '101101')).toEqual([
    '10605 +1 206 555 0191',
    '10606 +1 206 555 0181 primary',
    '8448 priya.raman@contoso.example primary',
  ]);
});

describe('scenario 4 as printed, in the four combinations of the two numbers', () => {
  test('both numbers: no phone is primary, and a warning says so', async () => {
    const { out } = await writeTwice('scenario-4', [both]);
    expect(out).toContain('With this mapping no phone of this person is primary');
    expect(out).toContain('cellPhoneIsPrimary <- IIF(IsPresent([mobile]), "true", "false")');
    expect(await tenantRows(tenant.sandbox, both)).toEqual([
      '10605 +1 425 555 0111',
      '10606 +1 425 555 0161',
      '8446 amara.n@mail.example',
      '8448 amara.nwosu@contoso.example primary',
    ]);
  });

  test('telephone number alone: the business phone is primary', async () => {
    const { out } = await writeTwice('scenario-4', [telephoneOnly]);
    expect(out).not.toContain('warning');
    expect(await tenantRows(tenant.sandbox, telephoneOnly)).toEqual([
      '10605 +49 30 23125 200 primary',
      '8448 ingrid.solberg@contoso.example primary',
    ]);
  });

  test('mobile alone: the cell phone is not primary, the business phone keeps its row', async () => {
    await writeTwice('scenario-4', [mobileOnly]);
    expect(await tenantRows(tenant.sandbox, mobileOnly)).toEqual([
      '10605 +49 30 23125 502 primary',
      '10606 +49 171 39200 02',
      '8448 tomas.herrera@contoso.example primary',
    ]);
  });

  test('neither: nothing is written', async () => {
    const before = await tenantRows(tenant.sandbox, neither);
    const { out, code } = await writeback('scenario-4', [neither]);
    expect(out).toContain('Nothing to write.');
    expect(code).toBe(0);
    expect(await tenantRows(tenant.sandbox, neither)).toEqual(before);
  });
});

test('scenario 4 corrected makes the cell phone primary where there is a mobile', async () => {
  const { out } = await writeTwice('scenario-4-corrected', [both, telephoneOnly, '101101'], '--switch-primary');
  expect(out).not.toContain('warning');
  expect(await tenantRows(tenant.sandbox, both)).toContain('10606 +1 425 555 0161 primary');
  expect(await tenantRows(tenant.sandbox, both)).toContain('10605 +1 425 555 0111');
  expect(await tenantRows(tenant.sandbox, telephoneOnly)).toContain('10605 +49 30 23125 200 primary');
  expect(await tenantRows(tenant.sandbox, '101101')).toContain('10606 +1 206 555 0181 primary');
});

test('scenario 5 writes the mobile as business phone, else the telephone number', async () => {
  await writeTwice('scenario-5', [both, telephoneOnly]);
  expect(await tenantRows(tenant.sandbox, both)).toEqual([
    '10605 +1 425 555 0161 primary',
    '10606 +1 206 555 0151',
    '8446 amara.n@mail.example',
    '8448 amara.nwosu@contoso.example primary',
  ]);
  expect(await tenantRows(tenant.sandbox, telephoneOnly)).toContain('10605 +49 30 23125 200 primary');
});

test('placeholders of a new hire are replaced', async () => {
  await writeTwice('scenario-2', ['101201']);
  expect(await tenantRows(tenant.sandbox, '101201')).toEqual([
    '10605 +44 20 7946 0801 primary',
    '8448 lucas.moreau@contoso.example primary',
  ]);
});

describe('what Microsoft does not support', () => {
  test('a personal e-mail that is primary is refused; the other people and groups go on', async () => {
    const { out, code } = await writeback('scenario-2', ['100901', telephoneOnly]);
    expect(code).toBe(0);
    expect(out).toContain(
      'refused   e-mail: The personal e-mail (type 8446) is primary in SuccessFactors, and the mapping makes the business e-mail (type 8448) primary.',
    );
    const rows = await tenantRows(tenant.sandbox, '100901');
    expect(rows).toContain('8446 sofia.l@mail.example primary');
    expect(rows).toContain('8448 sofia.lindqvist@fabrikam.example');
    expect(rows).toContain('10605 +49 30 23125 991 primary');
    expect(await tenantRows(tenant.sandbox, telephoneOnly)).toContain('10605 +49 30 23125 200 primary');
  });

  test('with --switch-primary the personal e-mail gives its flag up in the same call', async () => {
    const { out } = await writeTwice('scenario-1', ['100901'], '--switch-primary');
    expect(out).toContain('isPrimary of type 8446');
    const rows = await tenantRows(tenant.sandbox, '100901');
    expect(rows).toContain('8446 sofia.l@mail.example');
    expect(rows).toContain('8448 sofia.lindqvist@contoso.example primary');
  });

  test('a home phone that is primary is refused, and switched when asked', async () => {
    const { out } = await writeback('scenario-2', ['101401']);
    expect(out).toContain('The personal phone (type 10607) is primary in SuccessFactors');
    const refused = await tenantRows(tenant.sandbox, '101401');
    expect(refused.filter((row) => row.startsWith('106') && row.endsWith('primary'))).toHaveLength(1);
    expect(refused.find((row) => row.startsWith('10607'))).toMatch(/primary$/);

    await writeTwice('scenario-2', ['101401'], '--switch-primary');
    const rows = await tenantRows(tenant.sandbox, '101401');
    expect(rows.find((row) => row.startsWith('10607'))).not.toMatch(/primary$/);
    expect(rows).toContain('10605 +49 30 23125 491 primary');
    expect(rows).toContain('10606 +49 171 39200 49');
  });

  test('the flag does not move from business to cell phone, nor back, unless asked', async () => {
    const toCell = await writeback('scenario-3', ['101001']);
    expect(toCell.out).toContain('refused   cell phone: The business phone (type 10605) is primary');
    expect(toCell.out).toContain('refused   business phone:');
    expect(await tenantRows(tenant.sandbox, '101001')).toEqual([
      '10605 +44 20 7946 0901 primary',
      '10606 +44 7700 900901',
      '8448 daniel.oconnor@contoso.example primary',
    ]);

    const { err } = await writeTwice('scenario-3', ['101001'], '--switch-primary');
    expect(err).toContain('1 primary flag moves from business phone to cell phone');
    expect(await tenantRows(tenant.sandbox, '101001')).toEqual([
      '10605 +44 20 7946 0991',
      '10606 +44 7700 900991 primary',
      '8448 daniel.oconnor@contoso.example primary',
    ]);

    const back = await writeback('scenario-2', ['101001']);
    expect(back.out).toContain('refused   business phone: The cell phone (type 10606) is primary');
    await writeTwice('scenario-2', ['101001'], '--switch-primary');
    expect(await tenantRows(tenant.sandbox, '101001')).toContain('10605 +44 20 7946 0991 primary');
  });
});

test('everybody in scope: what fails for one person is said and stops nobody else', async () => {
  const { out, code } = await sfmap.run([
    'writeback',
    example('scenario-2'),
    '--connection',
    'sandbox',
    '--all',
    '--yes',
  ]);
  expect(code).toBe(1);
  expect(out).toContain('employeeId is empty, so this user cannot be linked to a person.');
  expect(out).toMatch(/(\d+) of \1 rows written/);
  const again = await sfmap.run(['preview', example('scenario-2'), '--connection', 'sandbox', '--all']);
  expect(again.out).toContain(' 0 rows to write for 0 people');
});
