import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltLibrary } from './support/built-library.ts';

let library: BuiltLibrary;
beforeAll(async () => {
  library = await BuiltLibrary.build();
});
afterAll(() => library.remove());

const EXPORTS = [
  'REASON_KINDS',
  'askJsonPathPlus',
  'check',
  'evaluateExpression',
  'evaluateMapping',
  'format',
  'parameterValues',
  'secondOpinion',
  'selectTokens',
];

/** Runs a script in a plain Node; gives what it printed as JSON. */
async function run(script: string, flags: readonly string[] = []): Promise<unknown> {
  const { code, out, err } = await library.node([
    ...flags,
    '-e',
    script.replaceAll('CORE', JSON.stringify(library.core)),
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

describe('dist/core.cjs in a plain Node', () => {
  it('gives these exports and no other', async () => {
    expect(await run('console.log(JSON.stringify(Object.keys(require(CORE)).sort()))')).toEqual(EXPORTS);
  });

  it('is imported by an ES module by name', async () => {
    const script = 'import { selectTokens } from CORE; console.log(JSON.stringify(selectTokens("$.a", { a: 1 })));';
    const answer = await run(script, ['--input-type=module']);
    expect(answer).toEqual({ ok: true, matches: [{ path: 'a', value: 1, text: '1' }] });
  });

  it('touches no file, no network, no process and no timer when it is loaded', async () => {
    const script = `
      const touched = [];
      const watch = (name) => {
        const module = require(name);
        for (const key of Object.keys(module)) {
          if (typeof module[key] !== 'function' || /^[A-Z]/.test(key)) continue;
          const before = module[key];
          module[key] = function (...args) {
            const mine = name === 'node:fs' && String(args[0]).startsWith(require('node:path').dirname(CORE));
            if (!mine && loading) touched.push(name + '.' + key + '(' + String(args[0]).slice(0, 80) + ')');
            return before.apply(this, args);
          };
        }
      };
      let loading = false;
      ['node:fs', 'node:net', 'node:dns', 'node:http', 'node:https', 'node:child_process', 'node:timers'].forEach(watch);
      loading = true;
      require(CORE);
      loading = false;
      console.log(JSON.stringify(touched.filter((call) => !/toNamespacedPath|internalModule/.test(call))));
    `;
    expect(await run(script)).toEqual([]);
  });

  it('does not hold up a program that has loaded it, and serves nobody unasked', async () => {
    const script = `
      const { Worker, isMainThread } = require('node:worker_threads');
      const core = require(CORE);
      const thread = new Worker('require(' + JSON.stringify(CORE) + '); require("node:worker_threads").parentPort.postMessage("loaded")', { eval: true });
      thread.once('message', (message) => console.log(JSON.stringify(message)));
    `;
    expect(await run(script)).toBe('loaded');
  });

  it('says so where the program may not start a process', async () => {
    const script = `require(CORE).askJsonPathPlus('$', 1).then((answer) => console.log(JSON.stringify(answer)));`;
    const flags = ['--permission', '--allow-fs-read=*', '--no-warnings'];
    expect(await run(script, flags)).toEqual({
      ok: false,
      message: expect.stringMatching(/^jsonpath-plus cannot be started: /),
      stopped: 'failed',
    });
  });

  it('answers bad input with a value, not a throw', async () => {
    const script = `
      const core = require(CORE);
      console.log(JSON.stringify([
        core.check('map {'),
        core.evaluateMapping('nonsense', {}),
        core.evaluateExpression('Join(', {}),
        core.selectTokens('$[', null),
        core.selectTokens('$', null, { culture: 'xx-XX' }),
      ]));
    `;
    const answers = await run(script);
    expect(answers).toEqual([
      expect.arrayContaining([expect.objectContaining({ code: expect.stringMatching(/^SFM\d{4}$/) })]),
      expect.objectContaining({ targets: {}, attributes: expect.anything() }),
      expect.objectContaining({ state: 'error' }),
      expect.objectContaining({ ok: false, phase: 'parse' }),
      expect.objectContaining({ ok: false, phase: 'evaluate' }),
    ]);
  });
});
