#!/usr/bin/env node
// Bundles the programs into dist/. `--minify` for the .vsix, `--if-stale` when nothing may have changed, `--watch`.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { bundleOptions, bundles, fileOf } from './lib/bundles.mjs';
import { writeLibraryTypes } from './lib/library-types.mjs';
import { root } from './lib/process.mjs';
import { SHARED_CORE } from './lib/shared-core.mjs';
import { PAGES } from './lib/shared-pages.mjs';
import { hashOf, isStamped, writeStamp } from './lib/stamp.mjs';

await install();
const { build, context } = await import('esbuild');

const flags = new Set(process.argv.slice(2));
const minify = flags.has('--minify');

const present = Object.keys(bundles).filter((name) => name === SHARED_CORE || existsSync(join(root, bundles[name])));
for (const name of Object.keys(bundles).filter((bundle) => !present.includes(bundle))) {
  console.warn(`build: ${bundles[name]} does not exist yet, dist/${fileOf(name)} is left out`);
}

const stamp = 'dist/.stamp';
const sources = [
  'client/src',
  'server/src',
  'sandbox/src',
  'scripts/build.mjs',
  'scripts/lib/bundles.mjs',
  'scripts/lib/library-types.mjs',
  'scripts/lib/lean-libraries.mjs',
  'scripts/lib/lean-sign-in.mjs',
  'scripts/lib/no-forms.mjs',
  'scripts/lib/no-html.mjs',
  'scripts/lib/one-vscode.mjs',
  'scripts/lib/shared-core.mjs',
  'scripts/lib/shared-pages.mjs',
  'scripts/lib/speaking-apart.mjs',
  'scripts/lib/without-pages.mjs',
  'package-lock.json',
];
const hash = hashOf(sources, minify ? 'minified' : 'plain');
// Minified bundles do as well for whoever only wants them to be new; the .vsix wants them minified.
const fresh = isStamped(stamp, hash) || (!minify && isStamped(stamp, hashOf(sources, 'minified')));
const complete = [...present.map(fileOf), 'core.d.cts', PAGES].every((file) => existsSync(join(root, 'dist', file)));

const entryOf = (name) => bundleOptions(name, { minify });

if (flags.has('--watch')) {
  for (const name of present) await (await context(entryOf(name))).watch();
  console.log('build: watching');
} else if (flags.has('--if-stale') && complete && fresh) {
  console.log('build: dist/ is up to date');
} else {
  rmSync(join(root, stamp), { force: true });
  if (minify)
    for (const name of Object.keys(bundles)) rmSync(join(root, 'dist', `${fileOf(name)}.map`), { force: true });
  // Bundle by bundle: a mistake in one leaves the others usable. esbuild itself says what is wrong.
  const results = await Promise.allSettled(present.map((name) => build(entryOf(name))));
  const failed = present.filter((_, index) => results[index].status === 'rejected');
  await writeLibraryTypes().catch((error) => {
    console.error(error.message);
    failed.push('the types of the library');
  });
  if (failed.length === 0) writeStamp(stamp, hash);
  const built = present.filter((name) => !failed.includes(name));
  if (built.length > 0) console.log(`build: ${built.join(', ')} → dist/`);
  if (failed.length > 0) {
    console.error(`build: ${failed.join(', ')} failed`);
    process.exitCode = 1;
  }
}
