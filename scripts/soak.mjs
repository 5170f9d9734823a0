#!/usr/bin/env node
// `npm run soak`: the soaks of which `npm test` runs a slice, in full. SFMAP_SOAK_SEED chooses another seed.
import { projectEnvironment, run } from './lib/process.mjs';

const what = ['test/soak', 'test/core/language/recovery.test.ts'];
const { code } = await run('vitest', ['run', ...what, '--testTimeout=3600000', '--no-file-parallelism'], {
  env: projectEnvironment({ SFMAP_SOAK: 'full' }),
  show: true,
});
process.exitCode = code;
