import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleSandbox, dig, list, RunningSandbox, runSandbox } from './support/start-sandbox.ts';

let bundle: Awaited<ReturnType<typeof bundleSandbox>>;
let folder: string;
beforeAll(async () => {
  bundle = await bundleSandbox();
  folder = mkdtempSync(join(tmpdir(), 'sandbox-trouble-'));
});
afterAll(() => {
  bundle.remove();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string) => join(folder, name);
const start = (name: string) => RunningSandbox.startBundle(bundle.file, '--state', file(name));
const email = (type: string, address: string) => ({
  __metadata: { uri: `PerEmail(emailType='${type}',personIdExternal='100101')` },
  emailAddress: address,
  isPrimary: type === '8448',
});
const addresses = async (sandbox: RunningSandbox) => {
  const rows = await sandbox.rows('PerEmail', { $filter: "personIdExternal eq '100101'" });
  return rows.map((row) => row['emailAddress']);
};

describe('a state file', () => {
  /** A file that a sandbox made, with something in it changed. */
  async function changed(name: string, sql: string): Promise<void> {
    await (await start(name)).stop();
    const database = new DatabaseSync(file(name));
    database.exec(sql);
    database.close();
  }

  it.each([
    [
      'of another version',
      "UPDATE tenant SET value = '0' WHERE name = 'format'",
      /made by another version of the sandbox\. Delete it/,
    ],
    [
      'that does not say when it began',
      "UPDATE tenant SET value = 'once' WHERE name = 'begun'",
      /does not say when its tenant began\. Delete it/,
    ],
  ])('%s is refused with code 2', async (name, sql, message) => {
    await changed(`${name}.db`, sql);
    const ended = await runSandbox(bundle.file, ['--port', '0', '--state', file(`${name}.db`)]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  it('of another program is refused and left as it is', async () => {
    const database = new DatabaseSync(file('other.db'));
    database.exec('CREATE TABLE bookmarks (url TEXT)');
    database.close();
    const before = readFileSync(file('other.db'));
    const ended = await runSandbox(bundle.file, ['--port', '0', '--state', file('other.db')]);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringMatching(/it is a database of another program/)]);
    expect(readFileSync(file('other.db')).equals(before)).toBe(true);
    expect(existsSync(`${file('other.db')}-wal`)).toBe(false);
  });

  it.each(['/dev/null/x', '/dev/full', tmpdir()])('%s is refused with a sentence', async (name) => {
    const ended = await runSandbox(bundle.file, ['--port', '0', '--state', name]);
    expect([ended.code, ended.stdout, ended.stderr]).toEqual([2, '', expect.stringMatching(/Name a file/)]);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
});

describe('a tenant that is killed while it writes', () => {
  it('has at the next start each call that it answered, and no call by half', async () => {
    for (let round = 0; round < 3; round += 1) {
      const sandbox = await start('killed.db');
      let answered = 0;
      const writing = (async () => {
        for (let turn = 1; ; turn += 1) {
          const results = await sandbox.upsert([
            email('8448', `${turn}@business.example`),
            email('8446', `${turn}@personal.example`),
          ]);
          expect(results.map((result) => result['status'])).toEqual(['OK', 'OK']);
          answered = turn;
        }
      })().catch(() => undefined);
      await vi.waitFor(() => expect(answered).toBeGreaterThan(3 + round), { timeout: 20_000, interval: 1 });
      sandbox.process.kill('SIGKILL');
      await writing;
      const next = await start('killed.db');
      const turns = (await addresses(next)).map((address) => Number.parseInt(String(address), 10));
      expect(new Set(turns).size).toBe(1);
      expect([answered, answered + 1]).toContain(turns[0]);
      await next.control('/sandbox/reset', 'POST');
      await next.stop();
    }
  });
});

// The limit of a process's files stands for a full disk; Windows has neither the limit nor the shell.
describe.skipIf(process.platform === 'win32')('a disk that is full', () => {
  it('fails the call with an error that says so, keeps nothing of it, and goes on reading', async () => {
    await (await start('full.db')).stop();
    const limited = spawn(
      'sh',
      [
        '-c',
        'ulimit -f 400; exec "$@"',
        'sh',
        process.execPath,
        bundle.file,
        '--port',
        '0',
        '--json',
        '--no-shuffle',
        '--state',
        file('full.db'),
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    let log = '';
    limited.stderr.on('data', (data) => {
      log += String(data);
    });
    const line = await new Promise<string>((resolve) =>
      createInterface({ input: limited.stdout }).once('line', resolve),
    );
    const sandbox = new RunningSandbox(limited, JSON.parse(line));
    let last = await addresses(sandbox);
    let refused: Response | undefined;
    for (let turn = 1; turn < 2000 && !refused; turn += 1) {
      const answer = await sandbox.post([
        email('8448', `${turn}@business.example`),
        email('8446', `${turn}@personal.example`),
      ]);
      if (answer.status === 200) {
        expect(list(dig(await answer.json(), 'd')).map((result) => result['status'])).toEqual(['OK', 'OK']);
        last = [`${turn}@business.example`, `${turn}@personal.example`];
      } else refused = answer;
    }
    expect([refused?.status, await refused?.text()]).toEqual([
      500,
      expect.stringMatching(
        /COE_GENERAL_SERVER_FAILURE.*The sandbox cannot write its state file \([^)]+\), and nothing of this call was kept/,
      ),
    ]);
    expect(await addresses(sandbox)).toEqual(last);
    const { writeCount } = await sandbox.state();
    const phone = async () =>
      dig(await (await sandbox.graph('users/amara.nwosu@contoso.example')).json(), 'mobilePhone');
    const before = await phone();
    for (let turn = 0; turn < 5; turn += 1) {
      const patch = {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: `{"mobilePhone":"+1 ${turn}"}`,
      };
      const answer = await sandbox.graph('users/amara.nwosu@contoso.example', patch);
      expect([answer.status, await answer.text()]).toEqual([
        500,
        expect.stringContaining('cannot write its state file'),
      ]);
    }
    expect(await phone()).toBe(before);
    // Listings are renewed too, and a changeset fails as a whole.
    const body = `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\n\r\nPOST upsert?$format=json HTTP/1.1\r\n\r\n${JSON.stringify([email('8448', 'lost@business.example')])}\r\n--c--\r\n--b--`;
    const batch = await sandbox.sf(
      '$batch',
      {},
      { method: 'POST', headers: { 'content-type': 'multipart/mixed; boundary=b' }, body },
    );
    expect([batch.status, await batch.text()]).toEqual([500, expect.stringContaining('state file')]);
    expect(await addresses(sandbox)).toEqual(last);
    expect((await sandbox.state())['writeCount']).toBe(writeCount);
    await sandbox.stop();
    expect(log).toContain('cannot write its state file');
    expect(log).not.toMatch(/^\s+at /m);

    const roomy = await start('full.db');
    expect(await addresses(roomy)).toEqual(last);
    await roomy.stop();
  });
});
