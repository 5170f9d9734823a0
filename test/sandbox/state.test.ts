import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleSandbox, dig, list, RunningSandbox, runSandbox } from './support/start-sandbox.ts';

let bundle: Awaited<ReturnType<typeof bundleSandbox>>;
let folder: string;
beforeAll(async () => {
  bundle = await bundleSandbox();
  folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
});
afterAll(() => {
  bundle.remove();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string) => join(folder, name);
const start = (name: string, ...args: string[]) =>
  RunningSandbox.startBundle(bundle.file, '--people', '40', '--state', file(name), ...args);
const mail = (person: string, address: string) => ({
  __metadata: { uri: `PerEmail(emailType='8448',personIdExternal='${person}')` },
  emailAddress: address,
  isPrimary: true,
});
const address = async (of: RunningSandbox, person: string) =>
  dig(await of.json(`PerEmail(emailType='8448',personIdExternal='${person}')`), 'd', 'emailAddress');
const mobile = async (of: RunningSandbox) =>
  dig(await (await of.graph('users/amara.nwosu@contoso.example')).json(), 'mobilePhone');

describe('--state', () => {
  it('keeps rows and accounts over a restart, until a reset', async () => {
    const first = await start('kept.db');
    const seeded = await first.state();
    await first.upsert([mail('100101', 'kept@contoso.example'), mail('200001', 'kept2@contoso.example')]);
    await first.upsert([
      {
        __metadata: { uri: "PerEmail(emailType='8446',personIdExternal='100101')" },
        isPrimary: false,
        operation: 'DELETE',
      },
    ]);
    await first.graph('users/amara.nwosu@contoso.example', { method: 'PATCH', body: '{"mobilePhone":"+1 1"}' });
    const people = (await first.state())['people'];
    await first.stop();

    const second = await start('kept.db');
    expect((await second.state())['people']).toEqual(people);
    expect([await address(second, '100101'), await address(second, '200001'), await mobile(second)]).toEqual([
      'kept@contoso.example',
      'kept2@contoso.example',
      '+1 1',
    ]);
    expect(await second.rows('PerEmail', { $filter: "personIdExternal eq '100101'" })).toHaveLength(1);
    await second.control('/sandbox/reset', 'POST');
    expect((await second.state())['people']).toEqual(seeded['people']);
    await second.stop();

    const third = await start('kept.db');
    expect(await address(third, '100101')).toBe('amara.nwosu@fabrikam.example');
    await third.stop();
    expect(existsSync(`${file('kept.db')}-wal`)).toBe(false);
  });

  it('keeps what was written before the tenant died, call by call', async () => {
    const mortal = await start('mortal.db', '--fault', 'die-after-upserts=2');
    await mortal.upsert([mail('100101', 'one@contoso.example')]);
    await expect(mortal.upsert([mail('100102', 'two@contoso.example')])).rejects.toThrow(/fetch failed/);
    expect(await mortal.ended).toBe(1);
    const next = await start('mortal.db');
    expect([await address(next, '100101'), await address(next, '100102')]).toEqual([
      'one@contoso.example',
      'two@contoso.example',
    ]);
    await next.stop();
  });

  it('the pre-hires of a kept tenant keep their first day', async () => {
    const day = async (of: RunningSandbox) =>
      dig(list(dig(await of.json("PerPerson('100801')/employmentNav"), 'd', 'results'))[0], 'startDate');
    const first = await start('days.db');
    const before = await day(first);
    await first.stop();
    const second = await start('days.db');
    expect(await day(second)).toBe(before);
    await second.stop();
  });

  it.each([
    ['other people', ['--people', '41'], /belongs to --people 40 --seed 1 --picklist-ids first\. Start with these/],
    ['another tenant', ['--people', '40', '--picklist-ids', 'second'], /belongs to .* --picklist-ids first/],
    ['another seed', ['--people', '40', '--seed', '2'], /belongs to --people 40 --seed 1/],
  ])('refuses a file of %s with code 2', async (_, args, message) => {
    await (await start('seed.db')).stop();
    const ended = await runSandbox(bundle.file, ['--port', '0', '--state', file('seed.db'), ...args]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    ['no database', 'text.db', /cannot be used \(file is not a database\)/],
    ['a folder that does not exist', 'nowhere/x.db', /cannot be used \(unable to open database file\)/],
  ])('refuses %s with a sentence', async (_, name, message) => {
    writeFileSync(file('text.db'), 'This is a letter and no database. '.repeat(100));
    const ended = await runSandbox(bundle.file, ['--port', '0', '--state', file(name)]);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(ended.stderr).toContain('Name a file');
  });

  it('refuses a file that another sandbox has open', async () => {
    const first = await start('shared.db');
    const ended = await runSandbox(bundle.file, ['--port', '0', '--people', '40', '--state', file('shared.db')]);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringMatching(/cannot be used \(database is locked\)/)]);
    await first.upsert([mail('100101', 'mine@contoso.example')]);
    expect(await address(first, '100101')).toBe('mine@contoso.example');
    await first.stop();
  });

  it('needs the name of a file', async () => {
    const ended = await runSandbox(bundle.file, ['--state']);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('--state takes the name of a file')]);
  });

  it('in a Node without SQLite, as an editor may carry one: what is written is kept in memory, a file is refused', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-experimental-sqlite');
    const without = await RunningSandbox.startBundle(bundle.file);
    await without.upsert([mail('100101', 'kept@contoso.example')]);
    expect(await address(without, '100101')).toBe('kept@contoso.example');
    await without.graph('users/amara.nwosu@contoso.example', { method: 'PATCH', body: '{"mobilePhone":"+1 1"}' });
    expect(await mobile(without)).toBe('+1 1');
    await without.control('/sandbox/reset', 'POST');
    expect([await address(without, '100101'), await mobile(without)]).toEqual([
      'amara.nwosu@fabrikam.example',
      '+1 425 555 0161',
    ]);
    await without.stop();
    const ended = await runSandbox(bundle.file, ['--port', '0', '--state', file('x.db')]);
    vi.unstubAllEnvs();
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^sandbox: --state needs a Node with SQLite, 22\.13 or later, and this is v\d/),
    });
  });
});
