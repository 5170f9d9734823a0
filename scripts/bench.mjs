#!/usr/bin/env node
// `npm run bench [name…]`: runs the benchmarks of test/bench and writes their tables into docs/benchmarks.md.
// `npm run bench -- --check` writes nothing and fails where a figure is more than three times its goal.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './lib/process.mjs';

const PAGE = join(root, 'docs', 'benchmarks.md');
const BEGIN = '<!-- written by npm run bench -->';
const OUTSIDE = 3;
const check = process.argv.includes('--check');
const asked = process.argv.slice(2).filter((argument) => argument !== '--check');
const folder = join(root, 'test', 'bench');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => basename(file, '.bench.ts'))
  .filter((name) => asked.length === 0 || asked.includes(name));

// Some of them measure the built programs: those that are shipped.
const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--minify', '--if-stale'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (built.status !== 0) process.exit(1);

const out = mkdtempSync(join(tmpdir(), 'sfmap-bench-'));
const reports = [];
try {
  for (const name of names) {
    const outfile = join(out, `${name}.cjs`);
    await build({
      entryPoints: [join(folder, `${name}.bench.ts`)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      logLevel: 'error',
    });
    console.error(`bench: ${name}`);
    const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', outfile], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`The benchmark ${name} failed.`);
    for (const line of stdout.split('\n')) if (line.startsWith('{')) reports.push(JSON.parse(line));
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}

const text = reports.map(table).join('\n');
console.log(text);
if (asked.length === 0 && !check) {
  const page = readFileSync(PAGE, 'utf8');
  const at = page.indexOf(BEGIN);
  if (at === -1) throw new Error(`${PAGE} has no line ${BEGIN}`);
  writeFileSync(PAGE, `${page.slice(0, at)}${BEGIN}\n\n${machine()}\n\n${text}`);
  console.error('bench: docs/benchmarks.md is written');
}

if (check) {
  const goals = reports.flatMap(({ rows }) => rows).flatMap((row) => row.goals ?? []);
  const outside = goals.filter(({ measured, goal }) => measured > goal * OUTSIDE);
  for (const { what, measured, goal } of outside) {
    console.error(`bench: ${what}: ${measured.toFixed(1)}, which is more than ${OUTSIDE} times the goal of ${goal}`);
  }
  console.error(
    `bench: ${goals.length - outside.length} of ${goals.length} figures are within ${OUTSIDE} times their goals`,
  );
  if (outside.length > 0) process.exitCode = 1;
}

function table({ title, about, rows }) {
  const heads = Object.keys(rows[0].cells);
  const lines = rows.map(({ name, cells }) => `| ${name} | ${heads.map((head) => cells[head]).join(' | ')} |`);
  return [
    `## ${title}`,
    '',
    about,
    '',
    `| | ${heads.join(' | ')} |`,
    `| --- | ${heads.map(() => '---:').join(' | ')} |`,
    ...lines,
    '',
  ].join('\n');
}

function machine() {
  const day = new Date().toISOString().slice(0, 10);
  const { length } = cpus();
  const start = performance.now();
  let x = 1;
  for (let i = 0; i < 50_000_000; i++) x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
  const calibration = performance.now() - start;
  return `${day}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${length} cores, ${Math.round(totalmem() / 2 ** 30)} GB. Calibration loop of 50 million steps: ${calibration.toFixed(0)} ms (${x}).`;
}
