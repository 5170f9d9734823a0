import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ms, report, spread } from './measure.ts';

// Each sample is a VS Code of its own: an extension is activated once in the life of its host.
const samples = 9;
const goal = 50;

/** Milliseconds for the code, for `activate`, and until its end. */
function activation(): readonly number[] {
  // A folder without a mapping: with one the extension would be active before it is asked.
  const folder = join('test', 'bench', 'activation');
  const args = [join('test', 'host', 'run.ts'), join(folder, 'host.ts'), folder];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const took = /^activation (\d+) (\d+) (\d+)$/m.exec(stdout);
  if (status !== 0 || took === null) throw new Error(`VS Code gave no time:\n${stdout}`);
  return took.slice(1).map(Number);
}

const all = Array.from({ length: samples }, activation);
const { p50, p95, max } = spread(all.map(([code = 0, call = 0, end = 0]) => code + call + end));
const { p50: reading } = spread(all.map(([code = 0]) => code));
report({
  title: 'VS Code: activation of the extension',
  about:
    `From the reading of the code to the end of \`activate\`, by VS Code's own figures, in ${samples} newly started extension hosts. ` +
    'No connection is opened and no engine is started by it (`test/host/activation.ts`).',
  rows: [
    {
      name: 'activation',
      cells: { p50: ms(p50), p95: ms(p95), max: ms(max), goal: ms(goal), 'of it the code, p50': ms(reading) },
      goals: [{ what: 'activation', measured: p95, goal }],
    },
  ],
});
