import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons, tenantRows } from './support/sfmap.ts';

const tenant = useTenant('--people', '60');
const { sfmap } = tenant;
let state: string;
let runs = 0;

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  runs += 1;
  state = join(sfmap.folder, `state-${runs}`);
});

const run = (command: string, ...more: string[]) =>
  sfmap.run([command, example('scenario-2'), '--connection', 'sandbox', '--state', state, ...more]);
const preview = async (...more: string[]) => {
  const ended = await run('preview', '--changed', '--format', 'json', ...more);
  expect(ended.code, ended.err).not.toBe(2);
  return JSON.parse(ended.out);
};
const writeback = (...more: string[]) => run('writeback', '--changed', '--yes', ...more);

/** Changes a user over Graph itself, as an administrator would. */
const patch = async (name: string, body: object) => {
  const answer = await tenant.sandbox.graph(`users/${name}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(204);
};
const ingrid = 'ingrid.solberg@contoso.example';
const amara = 'amara.nwosu@contoso.example';
const newNumber = (last: string) => ({ businessPhones: [`+1 425 555 01${last}`] });
const names = (read: { people: { userPrincipalName: string }[] }) =>
  read.people.map(({ userPrincipalName }) => userPrincipalName);

/** Some users of the sandbox have no person, so that the run ends with 1 and they are looked at again. */
async function firstRun() {
  const first = await writeback();
  expect([first.code, first.err]).toEqual([1, expect.stringContaining('Run ')]);
  return first;
}

test('the first run reads everybody and says why; the next one reads who has changed since', async () => {
  const first = await firstRun();
  expect(first.out).toContain('Everybody was read: no run over who has changed has come to its end yet.');
  const idle = await preview();
  const again: number = idle.people.length;
  expect(idle).toMatchObject({ complete: false, changes: { since: expect.any(String), changed: 0, removed: 0 } });
  expect(idle.totals.rows).toBe(0);

  await patch(ingrid, newNumber('77'));
  const changed = await run('preview', '--changed');
  expect(changed.out).toMatch(/Users of Entra ID since 20\S+Z: 1 changed, \d+ to be looked at again next time\./);
  expect(changed.out).toContain('Ingrid Solberg · 100102');
  expect((await preview()).people).toHaveLength(again + 1);

  await writeback();
  expect((await tenantRows(tenant.sandbox, '100102')).join()).toContain('+1 425 555 0177');
  expect((await preview()).changes).toMatchObject({ changed: 0 });
});

test('somebody who could not be judged is looked at again without a change in Entra ID', async () => {
  await patch(ingrid, { employeeId: 'nobody-1' });
  await firstRun();
  const failed = names(await preview());
  expect(failed).toContain(ingrid);
  await patch(ingrid, { employeeId: '100102' });
  await writeback();
  expect(names(await preview())).not.toContain(ingrid);
});

test('a preview never moves the place, a plan does when it is applied, once', async () => {
  await firstRun();
  await patch(ingrid, newNumber('78'));
  for (let times = 0; times < 2; times += 1) expect((await preview()).changes).toMatchObject({ changed: 1 });

  const plan = join(sfmap.folder, `changed-${runs}.json`);
  await run('plan', '--changed', '--out', plan);
  expect((await preview()).changes).toMatchObject({ changed: 1 });
  const applied = await sfmap.run(['apply', plan, '--yes', '--state', state]);
  expect(applied.code).toBe(0);
  expect((await preview()).changes).toMatchObject({ changed: 0 });

  await patch(amara, newNumber('79'));
  await writeback();
  await patch(amara, newNumber('80'));
  // The old plan again: the place has gone on since, and stays where it is.
  await sfmap.run(['apply', plan, '--yes', '--state', state]);
  expect((await preview()).changes).toMatchObject({ changed: 1 });
});

test('a plan with nothing to write moves the place all the same', async () => {
  await firstRun();
  await patch(ingrid, { businessPhones: [] });
  await writeback();
  expect((await preview()).changes).toMatchObject({ changed: 0 });
});

test('a run of which a row failed leaves the place where it was', async () => {
  await firstRun();
  await patch(ingrid, newNumber('81'));
  const plan = join(sfmap.folder, `failed-${runs}.json`);
  await run('plan', '--changed', '--out', plan);
  await tenant.sandbox.upsert([
    {
      __metadata: { uri: "PerPhone(personIdExternal='100102',phoneType='10605')" },
      phoneNumber: '+49 30 555 1',
      isPrimary: true,
    },
  ]);
  const skipped = await sfmap.run(['apply', plan, '--yes', '--state', state]);
  expect([skipped.code, skipped.out]).toEqual([1, expect.stringContaining('1 skipped')]);
  expect((await preview()).changes).toMatchObject({ changed: 1 });
  await writeback();
  expect((await tenantRows(tenant.sandbox, '100102')).join()).toContain('+1 425 555 0181');
  expect((await preview()).changes).toMatchObject({ changed: 0 });
});

test('a run that is killed leaves the place, and moves it when it is resumed to its end', async () => {
  await firstRun();
  for (const [place, name] of [ingrid, amara].entries()) await patch(name, newNumber(`9${place}`));
  await tenant.sandbox.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 600, system: 'successfactors' });
  let killed = false;
  await sfmap.run(
    ['writeback', example('scenario-2'), '--connection', 'sandbox', '--state', state, '--changed', '--yes'],
    {
      env: { SFMAP_BATCH_SIZE: '1' },
      onErr: (text, kill) => {
        if (!killed && text.includes('Writing')) kill('SIGKILL');
        killed ||= text.includes('Writing');
      },
    },
  );
  expect(killed).toBe(true);
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  expect((await preview()).changes).toMatchObject({ changed: 2 });
  const resumed = await sfmap.run(['resume', '--yes', '--state', state]);
  expect([resumed.code, resumed.err]).toEqual([0, expect.stringContaining('Run ')]);
  expect((await preview()).changes).toMatchObject({ changed: 0 });
  expect((await tenantRows(tenant.sandbox, '100102')).join()).toContain('+1 425 555 0190');
});

test('what Entra ID has forgotten, and another mapping or other options, need everybody again', async () => {
  await firstRun();
  await tenant.sandbox.control('/sandbox/graph-changes', 'DELETE');
  const forgotten = await run('preview', '--changed');
  expect(forgotten.out).toContain('Everybody was read: Entra ID no longer knows what has changed');
  await writeback();
  expect(await preview()).toMatchObject({ complete: false });

  expect(await preview('--switch-primary')).toMatchObject({ complete: true, changes: { everybody: 'mapping' } });
  const copy = join(sfmap.folder, 'scenario-2.sfmap');
  writeFileSync(copy, `// Changed.\n${readFileSync(example('scenario-2'), 'utf8')}`);
  const edited = await sfmap.run(['preview', copy, '--connection', 'sandbox', '--state', state, '--changed']);
  expect(edited.out).toContain('Everybody was read: the mapping, its parameters or its options are not those');
});

test('a user who was deleted is not written, and the log says so', async () => {
  await firstRun();
  const { id } = (await (await tenant.sandbox.graph(`users/${ingrid}?$select=id`)).json()) as { id: string };
  expect((await tenant.sandbox.graph(`users/${ingrid}`, { method: 'DELETE' })).status).toBe(204);
  const before = await tenantRows(tenant.sandbox, '100102');
  const ended = await writeback();
  expect(ended.out).toContain('1 deleted, of whom nothing is written');
  const name = /sfmap log ([a-z]+-\d+)/.exec(ended.err)?.[1];
  const listed = JSON.parse((await sfmap.run(['runs', '--state', state, '--format', 'json'])).out);
  const log = await sfmap.run(['log', name ?? listed[0].run, '--state', state]);
  expect(log.out).toContain(id);
  expect(log.out).toContain('deleted in Entra ID, and can be restored');
  expect(await tenantRows(tenant.sandbox, '100102')).toEqual(before);
});

describe('two users with one person', () => {
  test('are an error although only one of them has changed', async () => {
    await firstRun();
    await patch(amara, { employeeId: '100102' });
    const out = (await run('preview', '--changed')).out;
    expect(out).toContain('2 Entra users are linked to person 100102:');
  });
});

describe('wrong usage', () => {
  test('--changed does not go with people, and not with an inbound mapping', async () => {
    const both = await run('preview', '--changed', ...persons('100102'));
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('Only one of --person')]);
    const mapping = 'provision SuccessFactors -> EntraID\nmap {\n  employeeId <- [personIdExternal] match 1\n}\n';
    const inbound = await sfmap.run(['preview', '-', '--connection', 'sandbox', '--changed'], { input: mapping });
    expect([inbound.code, inbound.err]).toEqual([2, expect.stringContaining('who has changed in Entra ID')]);
  });
});
