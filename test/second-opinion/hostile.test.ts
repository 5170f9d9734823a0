import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../server/src/core/json.ts';
import { runJsonPathPlus } from '../../server/src/second-opinion/run-json-path-plus.ts';
import { BuiltLibrary } from '../library/support/built-library.ts';

const payload = (): Json => ({ r: [{ s: 'ab', l: [1, 2], n: 3 }] });

let library: BuiltLibrary;
beforeAll(async () => {
  library = await BuiltLibrary.build();
});
afterAll(() => library.remove());

/** What each of these does to a program that runs jsonpath-plus itself, in its safe mode, is noted beside it. */
const hostile: readonly (readonly [string, string, object])[] = [
  ['runs for years', "$.r[?('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match('^(a+)+$'))]", { timedOut: true }],
  ['aborts the process: an array of 500,000,000', "$.r[?('x'.repeat(500000000).split(''))]", { stopped: 'memory' }],
  ['aborts the process: a heap without room', "$.r[?('x'.repeat(400000000).toUpperCase())]", { stopped: 'memory' }],
  [
    'aborts the process: a text cut into pieces',
    "$.r[?(@.l.fill('x'.repeat(100000000)).join('').split(''))]",
    { stopped: 'memory' },
  ],
  ['takes memory that no heap limit counts', "$.r[?('x'.repeat(500000000).normalize())]", { stopped: 'memory' }],
  ['makes a circle of the payload', '$.r[?(@.l.push(@.l))].l', { stopped: 'size' }],
];

describe('paths that harm whoever runs jsonpath-plus', () => {
  it.each(hostile)('is ended where one %s', async (_, path, expected) => {
    const mine = payload();
    const timeoutMs = 'timedOut' in expected ? 1_500 : 15_000;
    const answer = await library.require().askJsonPathPlus(path, mine, { timeoutMs, memoryMb: 128 });
    expect(answer).toMatchObject({ ok: false, ...expected });
    expect(mine).toEqual(payload());
  });

  it('does change the payload of a program that runs it itself, and never ours', async () => {
    const changing = '$.r[?(@.l.push(3))].l';
    const harmed = payload();
    runJsonPathPlus(changing, harmed);
    expect(harmed).not.toEqual(payload());

    const mine = payload();
    const { ours, theirs, reason } = await library.require().secondOpinion(changing, mine);
    expect(mine).toEqual(payload());
    expect(ours).toEqual({ ok: true, matches: [] });
    expect(theirs).toEqual({ ok: true, matches: [{ path: 'r[0].l', value: [1, 2, 3] }] });
    expect(reason?.kind).toBe('script');
  });

  it('keeps to the time it is given', async () => {
    const started = performance.now();
    const path = "$.r[?('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match('^(a+)+$'))]";
    const answer = await library.require().askJsonPathPlus(path, payload(), { timeoutMs: 300 });
    expect(answer).toEqual({ ok: false, timedOut: true });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('reads 100,000 dots and 5,000 nested filters to an answer', async () => {
    const { askJsonPathPlus } = library.require();
    for (const path of ['.'.repeat(100_000), `$${'[?(@'.repeat(5_000)}`, '$..*'.repeat(8), '['.repeat(50_000)]) {
      expect(await askJsonPathPlus(path, payload(), { timeoutMs: 1_500 })).toHaveProperty('ok');
    }
  });

  it('stops an answer that is too long to be handed over', async () => {
    const wide = { r: Array.from({ length: 3_000 }, (_, index) => ({ text: `${'x'.repeat(20_000)}${index}` })) };
    const answer = await library.require().askJsonPathPlus('$..*', wide, { timeoutMs: 20_000, memoryMb: 1_024 });
    expect(answer).toMatchObject({ ok: false, stopped: 'size' });
  });

  it('looks for the reason in bounded time, whatever the filter', async () => {
    const wide = Array.from({ length: 3_000 }, (_, index) => ({ n: String(index), deep: [[index]] }));
    for (const path of [
      `$[?(${"@.n == 'x' || ".repeat(400)}@.n == 5)]`,
      '$[?(@.n > 5 && @.n != 7 || @.deep)]..*',
      '$..*..*',
    ]) {
      const started = performance.now();
      expect(await library.require().secondOpinion(path, wide)).toMatchObject({ agree: false });
      expect(performance.now() - started).toBeLessThan(20_000);
    }
  });

  it('refuses limits that are none', async () => {
    const { askJsonPathPlus } = library.require();
    for (const limits of [{ timeoutMs: 0 }, { timeoutMs: Number.NaN }, { memoryMb: 1 }, { memoryMb: 1.5 }]) {
      await expect(askJsonPathPlus('$', payload(), limits)).rejects.toThrow(RangeError);
    }
  });
});

describe('the process that runs jsonpath-plus', () => {
  it('gets nothing of the environment', async () => {
    const script = `
      process.env.SFMAP_TEST_SF_PASSWORD = 'Wisteria-7';
      const { fork } = require('node:child_process');
      require('node:child_process').fork = (file, args, options) => {
        console.log(JSON.stringify(options.env) + JSON.stringify(args));
        return fork(file, args, options);
      };
      require(${JSON.stringify(library.core)}).askJsonPathPlus('$.a', { a: 1 }).then((answer) => console.log(JSON.stringify(answer)));
    `;
    const { out } = await library.node(['-e', script]);
    expect(out).toContain('"ELECTRON_RUN_AS_NODE":"1"');
    expect(out).toContain('{"ok":true,"matches":[{"path":"a","value":1}]}');
    expect(out).not.toContain('Wisteria');
  });

  it('ends with a caller that is killed', async () => {
    const path = "$.r[?('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match('^(a+)+$'))]";
    const script = `
      const { fork } = require('node:child_process');
      require('node:child_process').fork = (...args) => {
        const child = fork(...args);
        console.log(child.pid);
        setTimeout(() => process.kill(process.pid, 'SIGKILL'), 700);
        return child;
      };
      void require(${JSON.stringify(library.core)}).askJsonPathPlus(${JSON.stringify(path)}, ${JSON.stringify(payload())}, { timeoutMs: 60000 });
    `;
    const { out } = await library.node(['-e', script]);
    const pid = Number(out.trim());
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => runs(pid), { timeout: 5_000 }).toBe(false);
  });
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A process that has ended, but whom nobody has waited for yet, does nothing any more.
  return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
}
