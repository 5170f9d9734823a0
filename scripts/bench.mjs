#!/usr/bin/env node
// `npm run bench [name…]`: runs the benchmarks of test/bench and writes their tables into docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './lib/process.mjs';

const PAGE = join(root, 'docs', 'benchmarks.md');
const BEGIN = '<!-- written by npm run bench -->';
const asked = process.argv.slice(2);
const folder = join(root, 'test', 'bench');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => basename(file, '.bench.ts'))
  .filter((name) => asked.length === 0 || asked.includes(name));

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
if (asked.length === 0) {
  const page = readFileSync(PAGE, 'utf8');
  const at = page.indexOf(BEGIN);
  if (at === -1) throw new Error(`${PAGE} has no line ${BEGIN}`);
  writeFileSync(PAGE, `${page.slice(0, at)}${BEGIN}\n\n${machine()}\n\n${text}`);
  console.error('bench: docs/benchmarks.md is written');
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
