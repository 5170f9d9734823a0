import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

// Runs that are old are forgotten: nothing of their people stays in the file.

const tenant = useTenant();
const { sfmap } = tenant;
let count = 0;
let state = '';

beforeEach(async () => {
  count += 1;
  state = join(sfmap.folder, `state-${count}`);
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

const run = (args: string[], env: Record<string, string> = {}) =>
  sfmap.run(args, { env: { SFMAP_STATE: state, ...env } });
const write = async (id: string, name = 'scenario-2', ...more: string[]) => {
  const args = ['writeback', example(name), '--connection', 'sandbox', ...persons(id), '--yes', ...more];
  const ended = await run(args);
  return /Run ([a-z]+-\d+)\./.exec(ended.err)?.[1] ?? '';
};
const names = async () =>
  (JSON.parse((await run(['runs', '--format', 'json'])).out) as { run: string }[]).map((each) => each.run);

/** Puts the beginning of a run back by so many days. */
function age(name: string, days: number, more = ''): void {
  const database = new DatabaseSync(join(state, 'state.db'));
  const started = new Date(Date.now() - days * 86_400_000).toISOString();
  database.prepare(`UPDATE runs SET started = ?${more} WHERE name = ?`).run(started, name);
  database.close();
}

/** All that the state folder keeps of runs, as it lies on the disk. */
const bytes = () =>
  ['state.db', 'state.db-wal']
    .map((name) => join(state, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1'))
    .join('');

describe('runs --forget-before', () => {
  test('deletes what is older for good, and keeps the rest', async () => {
    const old = await write('100101');
    const young = await write('100102');
    age(old, 91);
    expect(bytes()).toContain('100101');
    const forgotten = await run(['runs', '--forget-before', '90d', '--yes']);
    expect(forgotten).toMatchObject({ code: 0, out: '1 run was forgotten.\n', err: '' });
    expect(await names()).toEqual([young]);
    expect(bytes()).not.toContain('100101');
    expect(bytes()).toContain('100102');
    expect((await run(['log', old])).err).toContain(`There is no run ${old}`);
    expect((await run(['log', young])).out).toContain('100102');
  });

  test('takes a day too, and only runs of the connection that is named', async () => {
    const old = await write('100101');
    age(old, 400);
    const day = new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10);
    const other = await run(['runs', '--forget-before', day, '--connection', 'elsewhere', '--yes']);
    expect(other.out).toBe('No run is that old.\n');
    const json = await run(['runs', '--forget-before', day, '--connection', 'sandbox', '--yes', '--format', 'json']);
    expect(JSON.parse(json.out)).toEqual({ forgotten: [old], stillNeeded: [] });
    expect(await names()).toEqual([]);
  });

  test('never a run that can still go on', async () => {
    const open = await write('100101');
    const database = new DatabaseSync(join(state, 'state.db'));
    database.exec("UPDATE runs SET state = 'stopped', totals = NULL; UPDATE records SET state = NULL, judged = NULL");
    database.close();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const kept = await run(['runs', '--forget-before', tomorrow, '--yes']);
    expect(kept.out).toBe(`0 runs were forgotten.\nKept, for they can still go on: ${open}.\n`);
    expect((await run(['resume', open, '--yes'])).code).toBe(0);
    const gone = await run(['runs', '--forget-before', tomorrow, '--yes']);
    expect(gone.out).toBe('1 run was forgotten.\n');
  });

  test('the room goes back to the disk, also of a file that an earlier version made', async () => {
    const file = join(state, 'state.db');
    const old = await write('100101');
    const database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = NONE; VACUUM');
    const insert = database.prepare(
      'INSERT INTO people (run, seq, person, named, step, outcome, sealed) SELECT run, ?, ?, named, step, outcome, sealed FROM people WHERE seq = 0',
    );
    for (let seq = 1000; seq < 4000; seq += 1) insert.run(seq, `somebody-${seq}-of-the-old-run`);
    database.close();
    age(old, 100);
    const full = statSync(file).size;
    expect((await run(['runs', '--forget-before', '90d', '--yes'])).code).toBe(0);
    expect(statSync(file).size).toBeLessThan(full / 2);
    expect(bytes()).not.toContain('of-the-old-run');
    await write('100102');
    expect((await names()).length).toBe(1);
  });

  test('asks, and without a terminal needs --yes', async () => {
    const old = await write('100101');
    age(old, 91);
    const ended = await run(['runs', '--forget-before', '90d']);
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining('Add --yes.')]);
    expect(await names()).toEqual([old]);
  });

  test.each(['', 'yesterday', '0d', '2026-02-30', '2026-13-01', '-5d', '90'])('%j is no time', async (text) => {
    const ended = await run(['runs', '--forget-before', text, '--yes']);
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining('a day such as 2026-08-01')]);
  });
});

describe('journal.keepDays', () => {
  const config = (keepDays: unknown) => {
    const file = join(sfmap.folder, 'keep.json');
    writeFileSync(file, JSON.stringify({ journal: { keepDays } }));
    return ['--config', file];
  };

  test('a new run forgets the older ones of its tenant', async () => {
    const old = await write('100101');
    const elsewhere = await write('101301');
    const young = await write('100102');
    age(old, 31);
    age(elsewhere, 31, ', plan = replace(plan, \'"company":"\', \'"company":"OTHER\')');
    age(young, 29);
    const now = await write('101201', 'scenario-2', ...config(30));
    expect(await names()).toEqual([now, young, elsewhere]);
    expect(bytes()).not.toContain('100101');
  });

  test('without it all are kept', async () => {
    const old = await write('100101');
    age(old, 4000);
    const now = await write('100102');
    expect(await names()).toEqual([now, old]);
  });

  test.each([0, -1, 1.5, '90', 4000])('%j is refused before anything is read', async (keepDays) => {
    const args = ['writeback', example('scenario-2'), '--connection', 'sandbox', '--all', '--yes', ...config(keepDays)];
    const ended = await run(args);
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining('journal.keepDays')]);
  });
});
