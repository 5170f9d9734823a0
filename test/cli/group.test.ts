import { expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example } from './support/sfmap.ts';

const tenant = useTenant('--people', '60');
const { sfmap } = tenant;

interface Named {
  readonly id: string;
  readonly displayName?: string;
}

const graph = async (path: string): Promise<readonly Named[]> => {
  const answer = await tenant.sandbox.graph(path, { headers: { ConsistencyLevel: 'eventual' } });
  return ((await answer.json()) as { value: Named[] }).value;
};
const preview = (group: string) =>
  sfmap.run(['preview', example('scenario-2'), '--connection', 'sandbox', '--group', group, '--format', 'json']);

test('a writeback is for the users of a group, those of groups in it too', async () => {
  const groups = await graph('groups?$select=id,displayName');
  const nested = groups.find(({ displayName }) => displayName === 'Contoso Writeback');
  const members = await graph(
    `groups/${nested?.id}/transitiveMembers/microsoft.graph.user?$count=true&$select=id&$top=200`,
  );
  const { out, code } = await preview(nested?.id ?? '');
  const { people, complete, totals } = JSON.parse(out);
  expect(members.length).toBeGreaterThan(1);
  expect(people.length + totals.outOfScope).toBe(members.length);
  expect([complete, code]).toEqual([false, totals.failed > 0 ? 1 : 0]);
});

test('a group that is not there, and a name instead of its id, are said', async () => {
  const absent = await preview('00000000-0000-4000-8000-000000000000');
  expect([absent.code, absent.err]).toEqual([2, expect.stringContaining('Entra ID has no group 00000000')]);
  const named = await preview('Writeback Pilot');
  expect([named.code, named.err]).toEqual([2, expect.stringContaining('It must be the object id of a group')]);
});

test('an inbound mapping reads workers, whom no group holds', async () => {
  const mapping = 'provision SuccessFactors -> EntraID\nmap {\n  employeeId <- [personIdExternal] match 1\n}\n';
  const id = '00000000-0000-4000-8000-000000000000';
  const { code, err } = await sfmap.run(['preview', '-', '--connection', 'sandbox', '--group', id], { input: mapping });
  expect([code, err]).toEqual([2, expect.stringContaining('a group holds users of Entra ID')]);
});
