#!/usr/bin/env node
// Makes sfmap.vsix: minified bundles, no source maps, nothing but what .vscodeignore lets in.
import { install } from './install.mjs';
import { must, projectEnvironment, projectNode } from './lib/process.mjs';

const VSIX = 'sfmap.vsix';

try {
  await install();
  const env = projectEnvironment();
  await must('the build', projectNode, ['scripts/build.mjs', '--minify', '--if-stale'], { env });
  const args = ['package', '--no-dependencies', '--no-rewrite-relative-links', '--out', VSIX];
  const output = await must('vsce package', 'vsce', args, { env });
  console.log(output.trim().split('\n').at(-1));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
