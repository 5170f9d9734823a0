#!/usr/bin/env node
// `npm run mutate [part…]`: Stryker changes the evaluator in small ways and counts the changes that no test notices.
//
// It takes more than an hour on two quiet cores, so it goes part by part and keeps what it found: a part whose sources
// and tests have not changed since is not run again. `npm run mutate -- --every 4 jsonpath` looks at every fourth
// stretch of ten lines alone, the same ones each time: an estimate that a larger part gives in a quarter of the time. At the end it prints the scores, which belong into
// docs/benchmarks.md.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectEnvironment, root, run } from './lib/process.mjs';
import { hashOf } from './lib/stamp.mjs';

// The random and the hostile tests are left out: they take seconds for each mutant, and what they alone notice would be
// luck. So the scores are a lower bound.
const paths = ['test/core/jsonpath/**/*.test.ts', '!**/{hostile,agreement}.test.ts'];
const functions = ['test/core/{expressions,functions}/**/*.test.ts', '!**/properties.test.ts'];

/** Folder of server/src/core, without the folders in it → the tests that judge it. */
const parts = {
  expressions: functions,
  'expressions/dotnet': functions,
  'expressions/functions': functions,
  jsonpath: paths,
  'jsonpath/regex': paths,
};
const STRETCH = 10;
const given = process.argv.slice(2);
const at = given.indexOf('--every');
const every = at === -1 ? 1 : Number(given.splice(at, 2)[1]);
if (!Number.isInteger(every) || every < 1) {
  console.error('--every takes a whole number from 1: which stretches of lines are looked at.');
  process.exit(2);
}
const asked = given;
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(`There is no part ${unknown}. Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const CONFIGURATION = join(root, 'stryker.conf.json');
const KEPT = join(root, '.cache', 'mutation');
const shared = process.env.SFMAP_SHARED ?? join(root, '..', 'shared');
mkdirSync(KEPT, { recursive: true });

const scores = [];
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const hash = hashOf([`server/src/core/${name}`, 'test/core', 'scripts/mutate.mjs']);
  const kept = join(KEPT, `${name.replace('/', '-')}${every === 1 ? '' : `-${every}`}.json`);
  const known = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : undefined;
  if (known?.hash === hash) {
    scores.push({ name, ...known });
    continue;
  }
  const report = await mutate(name, parts[name]);
  if (report === undefined) break;
  const result = { hash, ...countOf(report) };
  writeFileSync(kept, JSON.stringify(result));
  scores.push({ name, ...result });
}

for (const one of [...scores, { name: 'together', ...sum(scores) }]) {
  const noticed = one.killed + one.timedOut;
  const all = noticed + one.survived;
  const share = all === 0 ? '–' : `${((noticed / all) * 100).toFixed(1)} %`;
  console.log(`| ${one.name} | ${all.toLocaleString('en-US')} | ${one.survived.toLocaleString('en-US')} | ${share} |`);
}

/** Runs Stryker over one part; undefined when it failed. */
async function mutate(name, tests) {
  const fileName = join('test-results', `mutation-${name.replace('/', '-')}.json`);
  const configuration = {
    testRunner: 'vitest',
    vitest: { configFile: 'test/support/vitest.mutate.config.ts' },
    mutate: every === 1 ? [`server/src/core/${name}/*.ts`] : stretches(`server/src/core/${name}`),
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: Number(process.env.SFMAP_MUTATE_CONCURRENCY ?? 2),
    timeoutMS: 10_000,
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName },
    clearTextReporter: { logTests: false, reportMutants: false, allowColor: false },
    // TypeScript 7 has no API for Stryker to read tsconfig.json with; nothing here needs it.
    tsconfigFile: 'none.json',
    ignorePatterns: ['.ide', 'dist', 'test-results', 'docs', 'client', 'sandbox'],
    tempDirName: '.cache/stryker',
    allowConsoleColors: false,
  };
  writeFileSync(CONFIGURATION, JSON.stringify(configuration));
  try {
    const env = { SFMAP_MUTATE_TESTS: tests.join(' '), ...(existsSync(shared) ? { SFMAP_SHARED: shared } : {}) };
    const { code } = await run('stryker', ['run', 'stryker.conf.json'], { env: projectEnvironment(env), show: true });
    if (code === 0) return JSON.parse(readFileSync(join(root, fileName), 'utf8'));
    process.exitCode = code;
    return undefined;
  } finally {
    rmSync(CONFIGURATION, { force: true });
  }
}

/** Every n-th stretch of lines, counted through all files of a folder. */
function stretches(folder) {
  const chosen = [];
  let count = 0;
  for (const file of readdirSync(join(root, folder)).sort()) {
    if (!file.endsWith('.ts')) continue;
    const { length } = readFileSync(join(root, folder, file), 'utf8').split('\n');
    for (let first = 1; first <= length; first += STRETCH) {
      if (count++ % every === 0) chosen.push(`${folder}/${file}:${first}-${first + STRETCH - 1}`);
    }
  }
  return chosen;
}

/** Mutants that ended a test in another way than intended count as noticed; those that no test reaches do not. */
function countOf({ files }) {
  const states = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted) => states.filter((status) => wanted.includes(status)).length;
  return {
    killed: count('Killed', 'RuntimeError'),
    timedOut: count('Timeout'),
    survived: count('Survived', 'NoCoverage'),
  };
}

function sum(scores) {
  const add = (key) => scores.reduce((total, one) => total + one[key], 0);
  return { killed: add('killed'), timedOut: add('timedOut'), survived: add('survived') };
}
