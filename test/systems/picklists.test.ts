import { expect, test } from 'vitest';
import { Picklists } from '../../server/src/systems/successfactors/picklists.ts';
import { clientOf, problemOf, serveTenant } from './support/fake-tenant.ts';

const list = (...options: [string | number, string | null][]) => ({
  status: 200,
  body: JSON.stringify({
    d: { picklistOptions: { results: options.map(([id, externalCode]) => ({ id, externalCode })) } },
  }),
});

async function picklists(...answers: { status: number; body: string }[]) {
  const tenant = await serveTenant({
    page: () => answers.shift() ?? { status: 404, body: '{"error":{"code":"NotFoundException"}}' },
  });
  return { ...tenant, lists: new Picklists(clientOf(tenant.origin), { pause: async () => undefined }) };
}

test('an option is found by its external code, and a picklist is read once', async () => {
  const { lists, paths, queries } = await picklists(list(['663469', 'B'], [663470, 'P'], ['663471', null]));
  expect(await lists.optionId('ecEmailType', 'B')).toBe('663469');
  expect(await lists.optionId('ecEmailType', 'P')).toBe('663470');
  expect(paths).toEqual(["Picklist('ecEmailType')"]);
  expect(queries[0]?.get('$expand')).toBe('picklistOptions');
});

test.each([
  ['X', 'No option of ecEmailType has the external code X. The tenant has B = 1, P = 2, P = 3.'],
  ['P', 'More than one option of ecEmailType has the external code P. The tenant has B = 1, P = 2, P = 3.'],
])('a code that names no single option: %s', async (code, words) => {
  const { lists } = await picklists(list(['1', 'B'], ['2', 'P'], ['3', 'P']));
  expect((await problemOf(lists.optionId('ecEmailType', code))).sentence).toBe(words);
});

test('a picklist that is not there is asked for again the next time', async () => {
  const { lists, paths } = await picklists();
  expect((await problemOf(lists.options('ecEmailType'))).refused).toBe('request');
  await problemOf(lists.options('ecEmailType'));
  expect(paths).toHaveLength(2);
});

test.each(['{"d":{}}', '{"d":{"picklistOptions":{"results":[{"id":"B"}]}}}'])('%s is a broken answer', async (body) => {
  const { lists } = await picklists({ status: 200, body });
  expect((await problemOf(lists.options('ecEmailType'))).code).toBe('SFM-HTTP-SHAPE');
});
