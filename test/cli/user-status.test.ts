import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../server/src/core/json.ts';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';
import { TamperingProxy } from './support/tampering-proxy.ts';

// Before anything is written a preview says whose user is inactive, or one that SuccessFactors does not let be changed.

const tenant = useTenant('--people', '300');
const { sfmap } = tenant;
const inactive = '100201';
let onboarding = '';

beforeAll(async () => {
  const rows = await tenant.sandbox.rows('User', { $filter: "status in 'e'" });
  const accounts = await sfmap.run([
    'preview',
    example('scenario-2'),
    '--connection',
    'sandbox',
    '--all',
    '--format',
    'json',
  ]);
  const changing: { personIdExternal: string; calls: JsonObject[] }[] = JSON.parse(accounts.out).people;
  const ids = new Set(changing.filter(({ calls }) => calls.length > 0).map(({ personIdExternal }) => personIdExternal));
  onboarding = rows.map((row) => String(row['userId'])).find((id) => ids.has(id)) ?? '';
  expect(onboarding).not.toBe('');
});

const chosen = () => ['--connection', 'sandbox', ...persons(inactive, onboarding)];
const preview = (...more: string[]) => sfmap.run(['preview', example('scenario-2'), ...chosen(), ...more]);

const warned = (id: string) =>
  id === inactive
    ? `The user of this person (${id}) is inactive (status f) in SuccessFactors`
    : `The user of this person (${id}) is still in onboarding (status e, active_external_suite) in SuccessFactors`;

test('text, JSON and HTML of a preview', async () => {
  const text = (await preview()).out;
  const json = JSON.parse((await preview('--format', 'json')).out);
  const html = (await preview('--format', 'html')).out;
  for (const id of [inactive, onboarding]) {
    expect(text).toContain(`  warning   ${warned(id)}`);
    const person = json.people.find((each: JsonObject) => each['personIdExternal'] === id);
    expect(person.warnings).toEqual([expect.stringContaining(warned(id))]);
    expect(html).toContain(warned(id));
  }
});

test('a plan and its Markdown', async () => {
  const plan = join(sfmap.folder, 'status.json');
  await sfmap.run(['plan', example('scenario-2'), ...chosen(), '--out', plan]);
  expect(readFileSync(plan, 'utf8')).toContain(warned(inactive));
  const shown = await sfmap.run(['show', plan]);
  expect(shown.out).toContain(warned(inactive));
  const markdown = await sfmap.run(['show', plan, '--format', 'markdown', '--values']);
  expect(markdown.out).toMatch(/\*\*warning\*\* The user of this person \(100201\) is inactive \(status f\)/);
});

test('a tenant that does not let employments be read is previewed without a word about users', async () => {
  const proxy = await TamperingProxy.before(tenant.sandbox);
  proxy.onPeople(({ url, answer }) => {
    const refuses = url.includes('employmentNav');
    if (refuses)
      answer(403, '{"error":{"code":"COE_FORBIDDEN","message":{"value":"no permission for EmpEmployment"}}}');
    return refuses;
  });
  const { out, code } = await sfmap.run(['preview', example('scenario-2'), ...chosen()], {
    env: { SFMAP_SANDBOX_HOST: proxy.origin },
  });
  proxy.stop();
  expect(code).toBe(0);
  expect(out).not.toContain('The user of this person');
  expect(out).toContain('Total: 2 people');
});
