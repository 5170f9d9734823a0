import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ms, report, spread } from './measure.ts';

// Each sample is a VS Code of its own: an extension is activated once in the life of its host.
const samples = 21;
const goal = 50;

/** When the extension is activated: milliseconds after its host was ready. */
const moments = [
  { name: 'in a window that has come to rest', pause: 4_000 },
  { name: 'while the window starts', pause: 0 },
] as const;

/** Milliseconds for the code, for `activate`, and until its end. */
function activation(pause: number): readonly number[] {
  // A folder without a mapping: with one the extension would be active before it is asked.
  const folder = join('test', 'bench', 'activation');
  const args = [join('test', 'host', 'run.ts'), join(folder, 'host.ts'), folder];
  const env = { ...process.env, SFMAP_BENCH_PAUSE_MS: String(pause) };
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  const took = /^activation (\d+) (\d+) (\d+)$/m.exec(stdout);
  if (status !== 0 || took === null) throw new Error(`VS Code gave no time:\n${stdout}`);
  return took.slice(1).map(Number);
}

report({
  title: 'VS Code: activation of the extension',
  about:
    `From the reading of the code to the end of \`activate\`, by VS Code's own figures, in ${samples} newly started extension hosts each. ` +
    'No connection is opened and no engine is started by it (`test/host/activation.ts`).',
  rows: moments.map(({ name, pause }) => {
    const all = Array.from({ length: samples }, () => activation(pause));
    const { p50, p95, max } = spread(all.map(([code = 0, call = 0, end = 0]) => code + call + end));
    const { p50: reading } = spread(all.map(([code = 0]) => code));
    return {
      name,
      cells: { p50: ms(p50), p95: ms(p95), max: ms(max), goal: ms(goal), 'of it the code, p50': ms(reading) },
      goals: [{ what: `activation ${name}`, measured: p95, goal }],
    };
  }),
});
