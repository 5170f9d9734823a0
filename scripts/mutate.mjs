#!/usr/bin/env node
// `npm run mutate [glob…]`: Stryker changes the evaluator in small ways and counts the changes that no test notices.
// Takes the better part of an hour on two cores. The score belongs into docs/benchmarks.md.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectEnvironment, root, run } from './lib/process.mjs';

const folders = ['server/src/core/expressions/**/*.ts', 'server/src/core/jsonpath/**/*.ts'];
const asked = process.argv.slice(2);
const file = join(root, 'stryker.conf.json');
const shared = process.env.SFMAP_SHARED ?? join(root, '..', 'shared');

writeFileSync(
  file,
  JSON.stringify({
    testRunner: 'vitest',
    vitest: { configFile: 'test/support/vitest.mutate.config.ts' },
    mutate: asked.length > 0 ? asked : folders,
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: 2,
    timeoutMS: 10_000,
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName: 'test-results/mutation.json' },
    clearTextReporter: { logTests: false, reportMutants: false, allowColor: false },
    ignorePatterns: ['.ide', 'dist', 'test-results', 'docs', 'client', 'sandbox'],
    tempDirName: '.cache/stryker',
    allowConsoleColors: false,
  }),
);
try {
  const env = projectEnvironment(existsSync(shared) ? { SFMAP_SHARED: shared } : {});
  const { code } = await run('stryker', ['run', 'stryker.conf.json'], { env, show: true });
  process.exitCode = code;
} finally {
  rmSync(file, { force: true });
}
