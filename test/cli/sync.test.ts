import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { TenantLock } from '../../server/src/provisioning/state/tenant-lock.ts';
import { list, parse } from '../sandbox/support/start-sandbox.ts';
import { useTenant } from './support/set-up.ts';
import { persons } from './support/sfmap.ts';
import { setClock, simulatedClock } from './support/simulated-clock.ts';

const tenant = useTenant('--people', '40');
const { sfmap } = tenant;
const file = join(sfmap.folder, 'workers.sfmap');
const mapping = `provision SuccessFactors -> EntraID
source {
  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]
  emplStatus = $.employmentNav.results[-1:].jobInfoNav.results[0].emplStatusNav.externalCode
}
scope {
  [personIdExternal] REGEX MATCH "^100"
}
actions create, update, disable
limits {
  create <= 100%
  update <= 100%
  disable <= 100%
}
map {
  employeeId        <- [personIdExternal] match 1
  userPrincipalName <- Join("", [personIdExternal], "@contoso.example") on create
  mailNickname      <- [personIdExternal] on create
  displayName       <- Join(" ", [firstName], [lastName]) default "unknown"
  department        <- [department]
  manager           <- [manager]
  accountEnabled    <- Switch([emplStatus], "False", "A", "True", "U", "True")
}
`;

let state = 0;
beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await setClock(tenant.sandbox, '2027-02-01T08:00:00Z');
  writeFileSync(file, mapping);
  state += 1;
});

interface Round {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `sfmap sync` at a time of a simulated clock, over a state folder of each test. */
async function sync(now: string, ...args: readonly string[]): Promise<Round> {
  await setClock(tenant.sandbox, now);
  const env = { ...simulatedClock(now), SFMAP_STATE: join(sfmap.folder, `state-${state}`) };
  return sfmap.run(['sync', file, '--connection', 'sandbox', '--yes', ...args], { env });
}

const hr = (...events: readonly Record<string, unknown>[]) => tenant.sandbox.control('/sandbox/hr', 'POST', { events });

/** A request to Graph with a token of this moment: the clock of the tenant moves. */
async function graph(path: string, method = 'GET', body?: unknown): Promise<Record<string, unknown>> {
  const token = parse(await (await tenant.sandbox.requestToken()).text())['access_token'];
  const answer = await fetch(`${tenant.sandbox.announcement.graph}/v1.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
  return answer.status === 204 ? {} : parse(await answer.text());
}

async function account(id: string): Promise<Record<string, unknown>> {
  const query = `users?$filter=employeeId eq '${id}'&$select=department,accountEnabled,displayName,id`;
  const found = list((await graph(query))['value']);
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

describe('sfmap sync', () => {
  test('full first, then who has changed; a department is seen when somebody moves', async () => {
    const full = await sync('2027-02-01T08:00:00Z', '--incremental');
    expect(full.err).toContain('Run ');
    expect(full.out).toContain('Everybody was read: no sync of everybody has come to its end yet');
    expect(full.code).toBe(0);
    const none = await sync('2027-02-01T08:40:00Z', '--incremental');
    expect(none.out).toContain('Workers who changed since 2027-02-01T08:00');
    expect(none.out).toContain('Nothing to write.');
    await hr({ kind: 'move', person: '100101', on: '2027-02-01', department: 'Finance' });
    const moved = await sync('2027-02-01T09:20:00Z', '--incremental');
    expect(moved.out).toContain('Workers who changed since 2027-02-01T08:40');
    expect(moved.out).not.toContain('100102');
    expect(await account('100101')).toMatchObject({ department: 'Finance' });
  });

  test('disables who has left when the last day is over, and enables who comes back', async () => {
    await sync('2027-02-01T08:00:00Z', '--full');
    await hr({ kind: 'terminate', person: '100101', on: '2027-02-02' });
    await sync('2027-02-02T08:00:00Z', '--incremental');
    expect(await account('100101')).toMatchObject({ accountEnabled: true });
    await sync('2027-02-03T08:00:00Z', '--incremental');
    expect(await account('100101')).toMatchObject({ accountEnabled: false });
    await hr({ kind: 'rehire', person: '100101', on: '2027-02-03' });
    await sync('2027-02-03T09:00:00Z', '--incremental');
    expect(await account('100101')).toMatchObject({ accountEnabled: true });
  });

  test('another meaning of the mapping makes it a full one, another layout does not', async () => {
    await sync('2027-02-01T08:00:00Z', '--full');
    writeFileSync(file, `// a comment\n${mapping.replace('[department]', '  [department]')}`);
    const same = await sync('2027-02-01T08:40:00Z', '--incremental');
    expect(same.out).toContain('Workers who changed since');
    writeFileSync(file, mapping.replace('"unknown"', '"nobody"'));
    const other = await sync('2027-02-01T09:20:00Z', '--incremental');
    expect(other.out).toContain(
      'Everybody was read: mapping, scope, parameters or connection are not those of the last sync',
    );
  });

  const double = {
    accountEnabled: true,
    displayName: 'Double',
    mailNickname: 'double',
    userPrincipalName: 'double@contoso.example',
    employeeId: '100101',
    passwordProfile: { password: 'Long-enough-1' },
  };

  test('who fails is looked at again without a change, and does not hold the others back', async () => {
    const { id } = await account('100101');
    const { id: second } = await graph('users', 'POST', double);
    expect(second).not.toBe(id);
    const full = await sync('2027-02-01T08:00:00Z', '--full');
    expect(full.code).toBe(1);
    expect(full.out).toContain('100101');
    const again = await sync('2027-02-01T08:40:00Z', '--incremental');
    expect(again.out).toContain('1 to be looked at again.');
    await graph(`users/${second}`, 'DELETE');
    const mended = await sync('2027-02-01T09:20:00Z', '--incremental');
    expect(mended.out).toContain('100101');
    expect(mended.code).toBe(0);
    expect((await sync('2027-02-01T10:00:00Z', '--incremental')).out).not.toContain('100101');
  });

  test('who keeps failing is tried less and less often, and at once when something of theirs changes', async () => {
    await graph('users', 'POST', double);
    await sync('2027-02-01T08:00:00Z', '--full');
    const tried = async (time: string) => {
      const { out } = await sync(`2027-02-01T${time}:00Z`, '--incremental');
      expect([time, out]).toEqual([time, expect.stringContaining('1 to be looked at again.')]);
      return out.includes('100101');
    };
    const times = ['08:40', '09:20', '10:00', '10:40', '11:20', '12:00', '12:40', '13:20'];
    const all: boolean[] = [];
    for (const time of times) all.push(await tried(time));
    expect(all).toEqual([true, true, false, true, false, false, false, true]);
    await hr({ kind: 'move', person: '100101', on: '2027-02-01', department: 'Finance' });
    expect(await tried('14:00')).toBe(true);
  });

  test('a plan that breaks its limits moves nothing', async () => {
    await sync('2027-02-01T08:00:00Z', '--full');
    await hr({ kind: 'move', person: '100101', on: '2027-02-01', department: 'Finance' });
    writeFileSync(file, mapping.replace('update <= 100%', 'update <= 0'));
    const over = await sync('2027-02-01T09:00:00Z', '--incremental');
    expect([over.code, over.err]).toEqual([1, expect.stringContaining('over its limits')]);
    writeFileSync(file, mapping);
    expect((await sync('2027-02-01T10:00:00Z', '--incremental')).out).toContain('since 2027-02-01T08:00');
    expect(await account('100101')).toMatchObject({ department: 'Finance' });
  });

  test('--restart forgets where it goes on and who has which account', async () => {
    await sync('2027-02-01T08:00:00Z', '--full');
    const { id } = await account('100101');
    await graph(`users/${id}`, 'PATCH', { employeeId: 'other' });
    const known = await sync('2027-02-01T08:40:00Z', '--person', '100101');
    expect(known.out).toMatch(/match +amara\.nwosu@contoso\.example|remembered/);
    await graph(`users/${id}`, 'PATCH', { employeeId: 'other' });
    const anew = await sync('2027-02-01T09:20:00Z', '--restart');
    expect(anew.out).not.toContain('Workers who changed');
    expect(await account('100101')).not.toMatchObject({ id });
  });

  test('one person on demand, step by step', async () => {
    await hr({ kind: 'move', person: '100101', on: '2027-02-01', department: 'Finance' });
    const { out, code } = await sync('2027-02-01T08:00:00Z', ...persons('100101'));
    expect(code).toBe(0);
    for (const step of ['import', 'scope', 'match', 'action', 'result'])
      expect(out).toMatch(new RegExp(`\\n  ${step} `));
    expect((await sync('2027-02-01T08:40:00Z', '--incremental')).out).toContain('Everybody was read');
  });

  test.each(['json', 'html'])('what the run did as %s stands alone on standard output', async (format) => {
    await hr({ kind: 'move', person: '100101', on: '2027-02-01', department: 'Finance' });
    const { out, err, code } = await sync('2027-02-01T08:00:00Z', ...persons('100101'), '--format', format);
    expect(code).toBe(0);
    // Whoever is asked reads on standard error what is about to be done.
    expect(err).toContain('100101');
    if (format === 'html') expect(out.trim()).toMatch(/^<!doctype html>.*<\/html>$/is);
    else
      expect(JSON.parse(out)).toMatchObject({ state: 'finished', records: [{ person: '100101', state: 'written' }] });
    const none = await sync('2027-02-01T08:40:00Z', ...persons('100101'), '--format', format);
    expect(none.out).toContain('Nothing to write');
  });

  test('the first one of everybody without a scope says so and offers a pilot', async () => {
    writeFileSync(file, mapping.replace(/scope \{[^}]*\}\n/, ''));
    const first = 'This is the first full run of workers.sfmap on Entra ID';
    expect((await sync('2027-02-01T08:00:00Z', '--full')).err).toContain(first);
    expect((await sync('2027-02-01T09:00:00Z', '--full')).err).not.toContain(first);
  });

  test.each<[string, readonly string[], string]>([
    ['nobody', [], 'needs to know whom the sync is about'],
    ['two kinds', ['--full', '--incremental'], 'Only one of --full, --incremental, --restart and --person goes'],
    ['one person again and again', ['--person', '1', '--every', '1h'], '--person names somebody'],
    ['no time', ['--full', '--every', 'often'], 'It must be a time such as 30s'],
    ['a page again and again', ['--full', '--every', '1h', '--format', 'html'], 'that is no page'],
  ])('refuses in words: %s', async (_what, args, words) => {
    const { code, err } = await sync('2027-02-01T08:00:00Z', ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe('sfmap sync --every', () => {
  const rounds = async (args: readonly string[], enough: (out: string) => boolean) => {
    const env = { SFMAP_STATE: join(sfmap.folder, `state-${state}`) };
    let out = '';
    const ended = await sfmap.run(['sync', file, '--connection', 'sandbox', '--yes', ...args], {
      env,
      onOut: (text, kill) => {
        out = text;
        if (enough(text)) kill('SIGINT');
      },
    });
    return { ...ended, lines: out.trim().split('\n') };
  };

  test('writes a line a round and ends between two of them', async () => {
    await tenant.sandbox.control('/sandbox/reset', 'POST');
    const { lines, code, err } = await rounds(['--full', '--every', '1s'], (out) => out.split('\n').length > 2);
    expect(lines[0]).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}full {2}\d+ read\. .*written to Entra ID.* Run [a-z]+-\d+\.$/,
    );
    expect(lines[1]).toMatch(/Z {2}incremental {2}\d+ read\. /);
    expect(err).toContain('Ended between two rounds.');
    expect(code).toBe(0);
  });

  test('waits for a run of somebody else, and begins when it has ended', async () => {
    const { graph: origin } = tenant.sandbox.announcement;
    const written = { system: 'Entra ID', host: new URL(origin).host, name: 'contoso.example' } as const;
    const holder = { run: 'birch-27', process: 4242, machine: 'build', since: '2027-02-01T07:00:00.000Z' };
    let lock: TenantLock | undefined = TenantLock.take(join(sfmap.folder, `state-${state}`), written, holder);
    const { lines } = await rounds(['--full', '--every', '1s'], (out) => {
      if (!out.includes('The round begins when it has ended.')) return false;
      lock?.release();
      lock = undefined;
      return out.includes('Run ', out.indexOf('\n'));
    });
    expect(lines[0]).toContain(
      'Run birch-27 (process 4242 on build, since 2027-02-01T07:00:00.000Z) writes to Entra ID',
    );
    // Said once, however often it looks.
    expect(lines[1]).toMatch(/Z {2}full {2}\d+ read\. /);
  });

  test('goes into quarantine where a system is not there, and says when it tries again', async () => {
    await tenant.sandbox.control('/sandbox/reset', 'POST');
    await tenant.sandbox.control('/sandbox/settings', 'POST', { basicRetired: true });
    const { lines } = await rounds(['--full', '--every', '1s', '--format', 'json'], (out) =>
      out.includes('quarantine'),
    );
    const [failed, waits] = lines.map((line) => JSON.parse(line));
    expect(failed).toMatchObject({ problem: expect.any(String) });
    expect(waits.problem).toMatch(/^In quarantine \(EncounteredQuarantineException\)\. The next try is at /);
  });
});
