#!/usr/bin/env node
// Bundles the five programs into dist/. `--minify` for the .vsix (which then holds no source maps), `--watch` for work.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const minify = process.argv.includes('--minify');
const watch = process.argv.includes('--watch');

/** Bundle → its entry. ARCHITECTURE.md, "Where things live". */
const bundles = {
  extension: 'client/src/extension.ts',
  server: 'server/src/lsp/main.ts',
  sfmap: 'server/src/cli/main.ts',
  core: 'server/src/core/library.ts',
  sandbox: 'sandbox/src/main.ts',
};

const entryPoints = {};
for (const [name, entry] of Object.entries(bundles)) {
  if (existsSync(join(root, entry))) entryPoints[name] = entry;
  else console.warn(`build: ${entry} does not exist yet, dist/${name}.cjs is left out`);
}

/** @type {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: root,
  entryPoints,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  // jsonc-parser and others ship a UMD `main` whose requires esbuild cannot follow; their `module` is plain ESM.
  mainFields: ['module', 'main'],
  minify,
  sourcemap: !minify,
  sourcesContent: false,
  // A CommonJS bundle has no import.meta.url; this gives the bundle's own.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  legalComments: 'none',
  logLevel: 'warning',
};

if (watch) {
  const watching = await context(options);
  await watching.watch();
  console.log('build: watching');
} else {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await build(options);
  console.log(`build: ${Object.keys(entryPoints).join(', ')} → dist/`);
}
