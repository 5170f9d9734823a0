import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { type Ended, example, persons, type RunOptions, tenantRows } from './support/sfmap.ts';

// A run is kept, told, gone on with and taken back. What must not happen is shown too: two runs at once, a journal that
// cannot be kept, values that cannot be read.

const tenant = useTenant();
const { sfmap } = tenant;
let state: string;
let count = 0;

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  count += 1;
  state = join(sfmap.folder, `state-${count}`);
});

const three = ['100101', '100102', '101201'];
const run = (args: readonly string[], options: RunOptions = {}) =>
  sfmap.run(args, { ...options, env: { SFMAP_STATE: state, ...options.env } });
const write = (name = 'scenario-2', ids: readonly string[] = three, options: RunOptions = {}, ...more: string[]) =>
  run(['writeback', example(name), '--connection', 'sandbox', ...persons(...ids), '--yes', ...more], options);
const rowsOf = (ids: readonly string[]) => Promise.all(ids.map((id) => tenantRows(tenant.sandbox, id)));
const nameOf = ({ err }: Ended) => /Run ([a-z]+-\d+)\./.exec(err)?.[1] ?? '';
const newest = async () => JSON.parse((await run(['runs', '--format', 'json'])).out)[0];
const change = (sql: string) => {
  const database = new DatabaseSync(join(state, 'state.db'));
  database.exec(sql);
  database.close();
};

/** Kills a run while it writes. */
async function killed(): Promise<string> {
  await tenant.sandbox.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 300, system: 'successfactors' });
  const ended = await write('scenario-2', three, {
    env: { SFMAP_BATCH_SIZE: '1' },
    onErr: (text, kill) => {
      if (text.includes('Writing')) setTimeout(() => kill('SIGKILL'), 700);
    },
  });
  expect(ended.code).toBeNull();
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  return (await newest()).run;
}

describe('what is told of a run', () => {
  const scoped = `provision EntraID -> SuccessFactors
scope {
  "One": [employeeId] EQUALS "100101"
}
map {
  personIdExternal <- [employeeId] match 1
  email            <- [mail]
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`;

  test('everybody who was read has their steps, also those of whom nothing was written', async () => {
    const file = join(sfmap.folder, 'scoped.sfmap');
    writeFileSync(file, scoped);
    const ended = await run(['writeback', file, '--connection', 'sandbox', '--all', '--yes']);
    const name = nameOf(ended);
    const logged = JSON.parse((await run(['log', name, '--format', 'json'])).out);
    const { read, inScope, outOfScope, updated, unchanged, refused, notJudged, rows } = logged.totals;
    expect(read).toBe(inScope + outOfScope);
    expect(outOfScope).toBeGreaterThan(0);
    expect(inScope).toBe(updated + unchanged + refused + notJudged);
    expect(logged.people).toHaveLength(read);
    expect(rows.written).toBe(rows.planned);
    const outside = logged.people.find(({ steps }: { steps: { step: string }[] }) => steps.at(-1)?.step === 'scope');
    expect(outside.steps).toEqual([
      { step: 'import', outcome: 'read from Entra ID' },
      { step: 'scope', outcome: 'out of scope', reasons: [expect.stringContaining('employeeId')] },
    ]);
    const text = await run(['log', name]);
    expect(text.out).toContain(`${read} people read, ${inScope} in scope, ${outOfScope} out of scope`);
  });

  test('a person is found by employee id and by user principal name, in every run', async () => {
    const first = nameOf(await write());
    await write('scenario-2', ['100102']);
    const second = (await newest()).run;
    const byId = JSON.parse((await run(['log', '100102', '--format', 'json'])).out);
    expect(byId.map((each: { run: string }) => each.run)).toEqual([second, first]);
    expect(byId[1].steps.map(({ step }: { step: string }) => step)).toEqual([
      'import',
      'scope',
      'match',
      'action',
      'result',
    ]);
    const byName = await run(['log', byId[0].userPrincipalName.toUpperCase()]);
    expect(byName.out).toContain(first);
    const nobody = await run(['log', 'nobody@contoso.example']);
    expect(nobody.code).toBe(2);
    expect(nobody.err).toContain('no run has read a person nobody@contoso.example');
  });
});

describe('taking a run back', () => {
  test.each([
    ['scenario-2', three, [] as string[]],
    ['scenario-3', ['100101', '101001', '100102'], ['--switch-primary']],
  ])('rows that were made go, values and flags go back together, and back again: %s', async (name, ids, more) => {
    const before = await rowsOf(ids);
    const written = await write(name, ids, {}, ...more);
    const after = await rowsOf(ids);
    expect(after).not.toEqual(before);
    const undone = await run(['undo', nameOf(written), '--yes']);
    expect(undone.code).toBe(0);
    expect(await rowsOf(ids)).toEqual(before);
    const again = await run(['undo', nameOf(undone), '--yes']);
    expect(again.code).toBe(0);
    expect(await rowsOf(ids)).toEqual(after);
  });

  test('what somebody has changed since stays, and is named', async () => {
    const written = await write();
    await tenant.sandbox.upsert([
      {
        __metadata: { uri: "PerPhone(personIdExternal='100101',phoneType='10605')" },
        phoneNumber: '+1 206 555 7777',
        isPrimary: true,
      },
    ]);
    const undone = await run(['undo', nameOf(written), '--yes']);
    expect(undone.code).toBe(1);
    expect(undone.out).toContain('PerPhone 10605: it has changed since the run wrote it, and is left as it is');
    expect(await tenantRows(tenant.sandbox, '100101')).toContain('10605 +1 206 555 7777 primary');
  });

  test('an undo is a plan: it can be written down, shown and applied', async () => {
    const before = await rowsOf(three);
    const written = await write();
    const file = join(sfmap.folder, `undo-${count}.json`);
    const made = await run(['undo', nameOf(written), '--out', file]);
    expect(made.code).toBe(0);
    expect((await run(['show', file])).out).toContain(`Undo of run ${nameOf(written)}.`);
    const applied = await run(['apply', file, '--yes']);
    expect(applied.code).toBe(0);
    expect(await rowsOf(three)).toEqual(before);
    expect(await newest()).toMatchObject({ kind: 'undo', undoes: nameOf(written), state: 'finished' });
  });

  test('a run without values names what it cannot take back', async () => {
    writeFileSync(join(sfmap.folder, 'omit.json'), '{ "journal": { "values": "omitted" } }');
    const config = ['--config', join(sfmap.folder, 'omit.json')];
    const written = await write('scenario-2', three, {}, ...config);
    expect(written.code).toBe(0);
    const files = readdirSync(state).filter((name) => name.startsWith('state.'));
    expect(files).not.toContain('state.key');
    const after = await rowsOf(three);
    const undone = await run(['undo', nameOf(written), '--yes', ...config]);
    expect(undone.code).toBe(1);
    expect(undone.out).toContain('PerPhone 10605 was written, and what stood there before is not kept');
    expect(undone.out).toContain('Nothing to write.');
    expect(await rowsOf(three)).toEqual(after);
    const bytes = files.map((name) => readFileSync(join(state, name), 'latin1')).join('');
    for (const value of ['425 555', 'contoso.example']) expect(bytes).not.toContain(value);
  });
});

describe('a run that ended early', () => {
  test('is found when its process was killed, and goes on to what its plan says', async () => {
    const name = await killed();
    expect((await run(['runs'])).out).toMatch(new RegExp(`${name} .*interrupted`));
    const resumed = await run(['resume', '--yes']);
    expect(resumed.code).toBe(0);
    expect(resumed.out).toMatch(/6 of 6 rows written/);
    expect(await newest()).toMatchObject({ run: name, state: 'finished' });
    const again = await run(['resume', name, '--yes']);
    expect(again.code).toBe(1);
    expect(again.err).toContain('is finished: nothing of it is left.');
    expect((await run(['resume', '--yes'])).err).toContain('No run has ended early.');
  });

  test('can be taken back without going on with it', async () => {
    const before = await rowsOf(three);
    const undone = await run(['undo', await killed(), '--yes']);
    expect(undone.code).toBe(0);
    expect(await rowsOf(three)).toEqual(before);
  });

  test('is too old after a day', async () => {
    const name = await killed();
    change("UPDATE runs SET started = '2020-01-01T00:00:00.000Z'");
    const resumed = await run(['resume', name, '--yes']);
    expect(resumed.code).toBe(1);
    expect(resumed.err).toContain('a run can go on for 24 hours. Make a new plan');
  });

  test('goes on with the file of its plan where it keeps no values', async () => {
    const plan = join(sfmap.folder, `omitted-${count}.json`);
    writeFileSync(join(sfmap.folder, 'omit.json'), '{ "journal": { "values": "omitted" } }');
    const config = ['--config', join(sfmap.folder, 'omit.json')];
    await run(['plan', example('scenario-2'), '--connection', 'sandbox', ...persons(...three), '--out', plan]);
    await tenant.sandbox.control('/sandbox/faults', 'POST', { kind: '500', after: 4, system: 'successfactors' });
    const ended = await run(['apply', plan, '--yes', ...config], { env: { SFMAP_BATCH_SIZE: '1' } });
    expect(ended.code).toBe(3);
    await tenant.sandbox.control('/sandbox/faults', 'DELETE');
    const without = await run(['resume', nameOf(ended), '--yes', ...config]);
    expect(without.code).toBe(2);
    expect(without.err).toContain(`sfmap resume ${nameOf(ended)} --plan PLAN`);
    const resumed = await run(['resume', nameOf(ended), '--yes', '--plan', plan, ...config]);
    expect(resumed.code).toBe(0);
    expect(resumed.out).toContain('6 of 6 rows written');
  });
});

describe('two runs at once', () => {
  test('the second one is refused and told who writes; a killed one holds nothing', async () => {
    const plan = join(sfmap.folder, `second-${count}.json`);
    await run(['plan', example('scenario-2'), '--connection', 'sandbox', ...persons('100502'), '--out', plan]);
    await tenant.sandbox.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 1200, system: 'successfactors' });
    let second: Promise<Ended> | undefined;
    const first = await write('scenario-2', three, {
      env: { SFMAP_BATCH_SIZE: '1' },
      onErr: (text) => {
        if (text.includes('Writing')) second ??= run(['apply', plan, '--yes']);
      },
    });
    const refused = await second;
    expect(first.code).toBe(0);
    expect(refused?.code).toBe(1);
    expect(refused?.err).toMatch(
      new RegExp(`Run ${nameOf(first)} \\(process \\d+ on .+, since 20.+Z\\) writes to SuccessFactors SANDBOX`),
    );
    await tenant.sandbox.control('/sandbox/faults', 'DELETE');
    expect((await run(['apply', plan, '--yes'])).code).toBe(0);
  });
});

describe('a journal that cannot be kept', () => {
  const unchanged = async (ended: Ended, message: string, before: unknown) => {
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(message);
    expect(ended.err).not.toMatch(/\n\s+at /);
    expect(await rowsOf(three)).toEqual(before);
  };

  test('a state file of a newer version is refused before anything is sent', async () => {
    await run(['runs']);
    change('PRAGMA user_version = 99');
    const before = await rowsOf(three);
    await unchanged(await write(), 'was written by a newer sfmap (version 99', before);
  });

  test.each([
    ['no database', (file: string) => writeFileSync(file, 'x'.repeat(8192))],
    [
      'a damaged page',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0xff, 4096);
        writeFileSync(file, bytes);
        for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      },
    ],
  ])('%s is refused before anything is sent', async (_name, damage) => {
    await run(['runs']);
    damage(join(state, 'state.db'));
    const before = await rowsOf(three);
    await unchanged(await write(), 'the file is damaged', before);
  });

  test('a full disk ends the run: nothing is sent that is not in the journal', async () => {
    await run(['runs']);
    const env = { ...process.env, ...sfmap.env, SFMAP_STATE: state, SFMAP_BATCH_SIZE: '1' };
    const args = ['writeback', example('scenario-2'), '--connection', 'sandbox', '--all', '--yes'];
    // The size of a file is limited as a full disk would: the plan fits, and then less and less.
    const ended = spawnSync('bash', ['-c', 'ulimit -f 110; exec "$@"', 'sh', process.execPath, sfmap.bundle, ...args], {
      env,
      encoding: 'utf8',
    });
    expect(ended.status).toBe(3);
    expect(ended.stdout).toContain('The run ended early: The journal cannot be written, so nothing more is sent');
    expect(ended.stdout).toMatch(/[1-9]\d* of 28 rows written .*, \d+ not written\./);
    const resumed = await run(['resume', '--yes']);
    expect(resumed.code).toBe(0);
    expect(resumed.out).toContain('28 of 28 rows written');
  });
});

describe('the key of the values', () => {
  const key = (letter: string) => ({ env: { SFMAP_STATE_KEY: letter.repeat(40) } });

  test('another key tells what happened without values, and takes nothing back', async () => {
    const written = await write('scenario-2', three, key('a'));
    const name = nameOf(written);
    expect((await run(['log', name], key('a'))).out).toContain('+1 425 555 0111');
    const logged = await run(['log', name], key('b'));
    expect(logged.code).toBe(0);
    expect(logged.out).toContain('written      PerPhone 10605');
    expect(logged.out).not.toContain('+1 425');
    expect(logged.err).toContain('encrypted with another key than the one that is here');
    const undone = await run(['undo', name, '--yes'], key('b'));
    expect(undone.code).toBe(2);
    expect(undone.err).toContain('Set SFMAP_STATE_KEY to the key of that time');
    expect((await run(['undo', name, '--yes'], key('a'))).code).toBe(0);
  });

  test('a key that is lost is said to be gone', async () => {
    const name = nameOf(await write());
    rmSync(join(state, 'state.key'));
    const undone = await run(['undo', name, '--yes']);
    expect(undone.code).toBe(2);
    expect(undone.err).toContain('the key that the values of its people are encrypted with is gone');
  });

  test('one that is too short is no key', async () => {
    const ended = await write('scenario-2', three, { env: { SFMAP_STATE_KEY: 'short' } });
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('SFMAP_STATE_KEY is shorter than 32 characters');
  });
});
