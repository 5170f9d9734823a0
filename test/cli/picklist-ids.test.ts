import { expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

const tenant = useTenant('--picklist-ids', 'second');

test('types that another tenant has are an error of each group, which names those of this one', async () => {
  const args = ['preview', example('scenario-2'), '--connection', 'sandbox', ...persons('100101')];
  const { out, code } = await tenant.sfmap.run(args);
  const [id, number] = Object.values(tenant.sandbox.announcement.emailTypes);
  expect(out).toContain('emailType: 8448 is no option of ecEmailType in this tenant. It has ');
  expect(out).toContain(`${id} (B)`);
  expect(out).toContain(String(number));
  expect(out).toContain('10605 is no option of ecPhoneType in this tenant.');
  expect(code).toBe(1);
});
