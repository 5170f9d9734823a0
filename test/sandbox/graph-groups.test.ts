import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, curlGraph, eventual, graphAll, graphJson } from './support/curl-graph.ts';
import { type Json, list, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
const ids = new Map<string, string>();
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '300');
  for (const group of await graphAll(sandbox, 'groups')) ids.set(String(group['displayName']), String(group['id']));
});
afterAll(() => sandbox.stop());

const names = (of: readonly Json[]): string[] => of.map((each) => String(each['displayName'])).sort();
const path = (group: string, more: string) => `groups/${ids.get(group)}/${more}`;

describe('groups', () => {
  it('an assigned, a dynamic, a nested and a Microsoft 365 group', async () => {
    expect([...ids.keys()].sort()).toEqual([
      'Berlin Office',
      'Contoso Employees',
      'Contoso Writeback',
      'Logistics Team',
      'Pilot Regions',
      'Writeback Pilot',
    ]);
    const { body } = await graphJson(
      sandbox,
      `groups/${ids.get('Contoso Employees')}?$select=groupTypes,membershipRule,membershipRuleProcessingState,securityEnabled`,
    );
    expect(body).toMatchObject({
      groupTypes: ['DynamicMembership'],
      membershipRule: '(user.employeeType -eq "Employee") and (user.accountEnabled -eq true)',
      membershipRuleProcessingState: 'On',
      securityEnabled: true,
    });
  });

  it.each([
    ["displayName eq 'berlin office'", ['Berlin Office']],
    ["startswith(displayName,'Pilot')", ['Pilot Regions']],
    ["groupTypes/any(c:c eq 'Unified')", ['Logistics Team']],
    ['mailEnabled eq true', ['Logistics Team']],
  ])('filter %s', async (filter, found) => {
    expect(names(await graphAll(sandbox, `groups?$filter=${filter}`))).toEqual(found);
  });

  it('search the words of name and description', async () => {
    const found = await graphAll(sandbox, 'groups?$search="description:contact"&$orderby=displayName&$count=true', {
      headers: eventual,
    });
    expect(names(found)).toEqual(['Contoso Writeback', 'Writeback Pilot']);
  });

  it('404 for no group', async () => {
    const { status, body } = await graphJson(sandbox, 'groups/00000000-0000-4000-8000-000000000000');
    expect([status, codeOf(body)]).toEqual([404, 'Request_ResourceNotFound']);
  });
});

describe('members', () => {
  it('users and groups, each with its type and its own properties', async () => {
    const members = await graphAll(sandbox, path('Pilot Regions', 'members'));
    expect(members.map((each) => [each['@odata.type'], each['displayName']])).toEqual([
      ['#microsoft.graph.group', 'Writeback Pilot'],
      ['#microsoft.graph.group', 'Berlin Office'],
      ['#microsoft.graph.user', 'Nokuthula Dlamini'],
    ]);
    expect(members[0]).not.toHaveProperty('userPrincipalName');
    expect(members[2]).not.toHaveProperty('groupTypes');
    const chosen = await graphAll(sandbox, path('Pilot Regions', 'members?$select=displayName,employeeId'));
    expect(chosen[2]).toEqual({
      '@odata.type': '#microsoft.graph.user',
      displayName: 'Nokuthula Dlamini',
      employeeId: '101301',
    });
  });

  it('users alone by a cast, groups alone by a cast', async () => {
    expect(
      names(await graphAll(sandbox, path('Pilot Regions', 'members/microsoft.graph.user?$select=displayName'))),
    ).toEqual(['Nokuthula Dlamini']);
    expect(names(await graphAll(sandbox, path('Pilot Regions', 'members/microsoft.graph.group')))).toEqual([
      'Berlin Office',
      'Writeback Pilot',
    ]);
    expect((await graphJson(sandbox, path('Pilot Regions', 'members/microsoft.graph.device'))).status).toBe(404);
  });

  it('of nested groups, each once, page after page', async () => {
    const cast = 'transitiveMembers/microsoft.graph.user?$select=displayName,employeeId&$count=true&$top=3';
    const users = await graphAll(sandbox, path('Contoso Writeback', cast), { headers: eventual });
    expect(users.map((user) => user['employeeId']).sort()).toEqual([
      '100101',
      '100102',
      '100201',
      '100401',
      '100502',
      '100601',
      '100901',
      '101101',
      '101301',
    ]);
    const all = await graphAll(sandbox, path('Contoso Writeback', 'transitiveMembers?$top=2'));
    expect(all).toHaveLength(users.length + 3);
    const counted = await curlGraph(
      sandbox,
      path('Contoso Writeback', 'transitiveMembers/microsoft.graph.user/$count'),
      { headers: eventual },
    );
    expect(counted.text).toBe('9');
  });

  it('a cast of transitive members, a filter and a count need the advanced query parameters', async () => {
    for (const more of [
      'transitiveMembers/microsoft.graph.user',
      "members?$filter=displayName eq 'x'",
      'members/$count',
    ]) {
      expect((await graphJson(sandbox, path('Writeback Pilot', more))).status).toBe(400);
    }
    const cast = path('Writeback Pilot', 'transitiveMembers/microsoft.graph.user');
    expect((await graphJson(sandbox, cast, { headers: eventual })).status).toBe(400);
    const filtered = await graphAll(
      sandbox,
      path('Writeback Pilot', "members/microsoft.graph.user?$filter=startswith(displayName,'Ri')&$count=true"),
      { headers: eventual },
    );
    expect(names(filtered)).toEqual(['Rita Okafor']);
  });

  it('a dynamic group holds whom its rule names, as they are now', async () => {
    const count = async () =>
      Number((await curlGraph(sandbox, path('Contoso Employees', 'members/$count'), { headers: eventual })).text);
    const users = await graphAll(sandbox, 'users?$select=employeeType,accountEnabled&$top=999');
    const before = users.filter((user) => user['employeeType'] === 'Employee' && user['accountEnabled']).length;
    expect(await count()).toBe(before);
    const members = await graphAll(sandbox, path('Contoso Employees', 'members?$select=id&$top=90'));
    expect(new Set(members.map((each) => each['id'])).size).toBe(before);
    await graphJson(sandbox, 'users/rita.okafor@contoso.example', {
      method: 'PATCH',
      body: { employeeType: 'Contractor' },
    });
    expect(await count()).toBe(before - 1);
    await sandbox.control('/sandbox/reset', 'POST');
  });

  it('a deleted user is no member', async () => {
    await curlGraph(sandbox, 'users/rita.okafor@contoso.example', { method: 'DELETE' });
    expect(names(await graphAll(sandbox, path('Writeback Pilot', 'members')))).toEqual([
      'Amara Nwosu',
      'Ingrid Solberg',
      'Priya Raman',
    ]);
    await sandbox.control('/sandbox/reset', 'POST');
  });
});

describe('memberOf', () => {
  const rita = 'users/rita.okafor@contoso.example';

  it('the groups of a user, directly and by way of others', async () => {
    expect(names(await graphAll(sandbox, `${rita}/memberOf`))).toEqual(['Contoso Employees', 'Writeback Pilot']);
    expect(names(await graphAll(sandbox, `${rita}/transitiveMemberOf`))).toEqual([
      'Contoso Employees',
      'Contoso Writeback',
      'Pilot Regions',
      'Writeback Pilot',
    ]);
    const cast = await graphAll(
      sandbox,
      `${rita}/transitiveMemberOf/microsoft.graph.group?$count=true&$select=displayName`,
      { headers: eventual },
    );
    expect(cast).toHaveLength(4);
    const expanded = await graphJson(sandbox, `${rita}?$select=id&$expand=memberOf($select=displayName)`);
    expect(names(list(expanded.body['memberOf']))).toEqual(['Contoso Employees', 'Writeback Pilot']);
  });
});
