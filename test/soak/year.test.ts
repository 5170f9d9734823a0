import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useTenant } from '../cli/support/set-up.ts';
import type { Ended } from '../cli/support/sfmap.ts';
import { setClock, simulatedClock } from '../cli/support/simulated-clock.ts';
import { dig, type Json, list, parse } from '../sandbox/support/start-sandbox.ts';
import { soak } from '../support/soak.ts';
import { HrYear, isoDay } from './support/hr-year.ts';

// A year of HR: each day something happens to people, and an incremental sync follows while both systems fail now and then.
// In the end a full sync finds nothing left to write, and makes the same accounts in an empty directory.

const { numRuns: days, seed } = soak(8, 365);
const tenant = useTenant('--people', days > 8 ? '120' : '45', '--seed', String(seed));
const { sfmap } = tenant;
const file = join(sfmap.folder, 'workers.sfmap');

const mapping = `provision SuccessFactors -> EntraID
param businessPhoneType = "10605"
source {
  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]
  startDate     = $.employmentNav.results[-1:].startDate
  manager       = $.employmentNav.results[-1:].userNav.manager.empInfo.personIdExternal
  emplStatus    = $.employmentNav.results[-1:].jobInfoNav.results[0].emplStatusNav.externalCode
  businessPhone = $.phoneNav.results[?(@.phoneType == '{{businessPhoneType}}')].phoneNumber
}
actions create, update, disable
limits {
  create <= 100%
  update <= 100%
  disable <= 100%
}
map {
  employeeId        <- [personIdExternal] match 1
  userPrincipalName <- Join("", [personIdExternal], "@contoso.example")
  mailNickname      <- [personIdExternal]
  displayName       <- Join(" ", [firstName], [lastName])
  givenName         <- [firstName]
  surname           <- [lastName]
  department        <- [department]
  jobTitle          <- [jobTitle]
  employeeHireDate  <- [startDate]
  telephoneNumber   <- [businessPhone]
  manager           <- [manager]
  accountEnabled    <- Switch([emplStatus], "False", "A", "True", "U", "True", "P", "True")
}
`;

/** Numbers from 0 to 1 that follow from the seed. */
let state = seed;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

async function graph(path: string, method = 'GET'): Promise<Json> {
  const token = parse(await (await tenant.sandbox.requestToken()).text())['access_token'];
  const url = path.startsWith('http') ? path : `${tenant.sandbox.announcement.graph}/v1.0/${path}`;
  const answer = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? {} : parse(await answer.text());
}

async function users(query: string): Promise<Json[]> {
  const found: Json[] = [];
  for (let url: unknown = `users?$top=100&${query}`; typeof url === 'string'; ) {
    const page: Json = await graph(url);
    found.push(...list(page['value']));
    url = page['@odata.nextLink'];
  }
  return found;
}

/** The mapped attributes of every account by employee id, a manager by employee id too. */
async function accounts(): Promise<ReadonlyMap<string, Json>> {
  const select =
    'id,employeeId,userPrincipalName,mailNickname,displayName,givenName,surname,department,jobTitle,employeeHireDate,businessPhones,accountEnabled';
  const all = await users(`$select=${select}&$expand=manager($select=id)`);
  const personOf = new Map(all.map((user) => [user['id'], user['employeeId']]));
  const told = all.map(({ id: _, manager, ...user }): [string, Json] => [
    String(user['employeeId']),
    { ...user, manager: personOf.get(dig(manager, 'id')) ?? null },
  ]);
  return new Map(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function emptyDirectory(): Promise<void> {
  for (const { id } of await users('$select=id')) await graph(`users/${id}`, 'DELETE');
}

async function hr(events: readonly unknown[]): Promise<void> {
  const answer = await tenant.sandbox.control('/sandbox/hr', 'POST', { events });
  expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
}

const disarm = () => tenant.sandbox.control('/sandbox/faults', 'DELETE');
async function arm(): Promise<void> {
  for (const kind of [
    '429',
    '500',
    '502',
    '503',
    '504',
    'drop',
    'drop-mid-page',
    'batch-429',
    'batch-503',
    'batch-504',
  ])
    await tenant.sandbox.control('/sandbox/faults', 'POST', { kind, rate: 0.01, seconds: 0 });
}

async function sync(day: number, time: string, mode: string, folder = 'state'): Promise<Ended> {
  const now = `${isoDay(day)}T${time}Z`;
  await setClock(tenant.sandbox, now);
  const env = { ...simulatedClock(now), SFMAP_STATE: join(sfmap.folder, folder) };
  return sfmap.run(['sync', file, '--connection', 'sandbox', mode, '--yes'], { env });
}

/** People with one employment that goes on: to them things happen; the others are there as well. */
async function plainPeople(): Promise<string[]> {
  const people = list((await tenant.sandbox.state())['people']);
  return people
    .filter(({ situation }) => situation === 'plain')
    .map(({ personIdExternal }) => String(personIdExternal));
}

test('daily incremental syncs of a year leave what one full sync makes', {
  timeout: days * 30_000 + 120_000,
}, async () => {
  writeFileSync(file, mapping);
  const first = Math.floor(Date.parse('2027-02-01T00:00:00Z') / 86_400_000);
  await setClock(tenant.sandbox, `${isoDay(first)}T06:00:00Z`);
  await emptyDirectory();
  const year = new HrYear(await plainPeople(), random);
  await hr(year.begin(first));
  expect(await sync(first, '07:00:00', '--full')).toMatchObject({ code: 0 });

  let failed = 0;
  for (let day = first; day < first + days; day += 1) {
    await setClock(tenant.sandbox, `${isoDay(day)}T10:00:00Z`);
    await hr(year.day(day));
    // Nobody's own rows change by another name, so an incremental sync does not see it: somebody runs a full one.
    const renamed = (day - first) % 30 === 5;
    if (renamed) await hr([{ kind: 'relabel', department: '50005', name: `Finance ${day}` }]);
    await arm();
    const ended = await sync(day, '20:00:00', renamed ? '--full' : '--incremental');
    await disarm();
    expect(ended.err).not.toContain('did not foresee');
    if (ended.code !== 0) failed += 1;
  }
  // What fails is caught up later; if everything failed, nothing of this would be shown.
  expect(failed).toBeLessThan(days / 2);
  if (days > 100)
    for (const kind of ['hire', 'move', 'leave', 'return', 'terminate', 'rehire', 'convert', 'rename'])
      expect([kind, (year.counts.get(kind) ?? 0) > 5]).toEqual([kind, true]);

  const last = first + days;
  const rest = await sync(last, '20:00:00', '--incremental');
  expect([rest.code, rest.err]).toEqual([0, expect.anything()]);
  const daily = await accounts();
  const nothing = await sync(last, '20:30:00', '--full');
  expect(nothing.out).toContain('Nothing to write.');

  await emptyDirectory();
  expect(await sync(last, '21:00:00', '--full', 'another-state')).toMatchObject({ code: 0 });
  const fresh = await accounts();
  expect(Object.fromEntries(daily)).toEqual(Object.fromEntries(fresh));
  expect(daily.size).toBeGreaterThan(30);
});
