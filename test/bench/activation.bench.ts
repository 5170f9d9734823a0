import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ms, report, spread } from './measure.ts';

// Each sample is a VS Code of its own: an extension is activated once in the life of its host.
const samples = 9;
const goal = 50;

function activation(): number {
  const args = [join('test', 'host', 'run.ts'), join('test', 'bench', 'activation', 'host.ts')];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const took = /^activation ([\d.]+)$/m.exec(stdout)?.[1];
  if (status !== 0 || took === undefined) throw new Error(`VS Code gave no time:\n${stdout}`);
  return Number(took);
}

const { p50, p95, max } = spread(Array.from({ length: samples }, activation));
report({
  title: 'VS Code: activation of the extension',
  about:
    `From the request to the end of \`activate\`, with the reading of the code, in ${samples} newly started extension hosts. ` +
    'No connection is opened and no engine is started by it (`test/host/activation.ts`).',
  rows: [
    {
      name: 'activation',
      cells: { p50: ms(p50), p95: ms(p95), max: ms(max), goal: ms(goal) },
      goals: [{ what: 'activation', measured: p95, goal }],
    },
  ],
});
