#!/usr/bin/env node
// `npm run corpus`: writes test/corpus/baselines anew. Look at the difference before you commit it.
import { projectEnvironment, run } from './lib/process.mjs';

const { code } = await run('vitest', ['run', 'test/corpus'], {
  env: projectEnvironment({ SFMAP_CORPUS: 'write' }),
  show: true,
});
process.exitCode = code;
