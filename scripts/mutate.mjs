#!/usr/bin/env node
// `npm run mutate [jsonpath|expressions]`: Stryker changes the evaluator in small ways and counts the changes that no
// test notices. Takes the better part of an hour on two cores. The score belongs into docs/benchmarks.md.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectEnvironment, root, run } from './lib/process.mjs';

/**
 * Folder of server/src/core → the tests that judge it. The random and the hostile tests are left out: they take seconds
 * for each mutant, and what they alone notice would be luck. So the score is a lower bound.
 */
const parts = {
  jsonpath: ['test/core/jsonpath/**/*.test.ts', '!**/{hostile,agreement}.test.ts'],
  expressions: ['test/core/{expressions,functions}/**/*.test.ts', '!**/properties.test.ts'],
};
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(`There is no part ${unknown}. Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const file = join(root, 'stryker.conf.json');
const shared = process.env.SFMAP_SHARED ?? join(root, '..', 'shared');
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const configuration = {
    testRunner: 'vitest',
    vitest: { configFile: 'test/support/vitest.mutate.config.ts' },
    mutate: [`server/src/core/${name}/**/*.ts`],
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: Number(process.env.SFMAP_MUTATE_CONCURRENCY ?? 2),
    timeoutMS: 10_000,
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName: `test-results/mutation-${name}.json` },
    clearTextReporter: { logTests: false, reportMutants: false, allowColor: false },
    // TypeScript 7 has no API for Stryker to read tsconfig.json with; nothing here needs it.
    tsconfigFile: 'none.json',
    ignorePatterns: ['.ide', 'dist', 'test-results', 'docs', 'client', 'sandbox'],
    tempDirName: '.cache/stryker',
    allowConsoleColors: false,
  };
  writeFileSync(file, JSON.stringify(configuration));
  try {
    const env = { SFMAP_MUTATE_TESTS: parts[name].join(' '), ...(existsSync(shared) ? { SFMAP_SHARED: shared } : {}) };
    const { code } = await run('stryker', ['run', 'stryker.conf.json'], { env: projectEnvironment(env), show: true });
    if (code !== 0) process.exitCode = code;
  } finally {
    rmSync(file, { force: true });
  }
}
