#!/usr/bin/env node
// Writes docs/functions: one page a function and the list of them. A test fails when a page is stale.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { functionIndex, functionPage } from './lib/function-pages.mjs';
import { root } from './lib/process.mjs';

await install();
const { build } = await import('esbuild');

const entry = [
  "export * from './server/src/core/catalog/function-documents.ts';",
  "export * from './server/src/core/catalog/functions.ts';",
  "export { evaluateExpressionText as evaluateExpression } from './server/src/core/expressions/evaluate-text.ts';",
].join('\n');
const bundle = join(root, 'dist', 'function-pages.tmp.mjs');
const options = { bundle: true, format: 'esm', platform: 'node', target: 'node22', logLevel: 'warning' };
await build({ ...options, stdin: { contents: entry, resolveDir: root, loader: 'ts' }, outfile: bundle });

const pages = join(root, 'docs', 'functions');
try {
  const core = await import(pathToFileURL(bundle).href);
  const cases = (name) =>
    JSON.parse(readFileSync(join(root, 'test/core/functions/cases', `${name}.json`), 'utf8')).cases;
  const names = [...core.functionSignatures.keys()];
  mkdirSync(pages, { recursive: true });
  for (const name of names) writeFileSync(join(pages, `${name}.md`), functionPage(name, cases(name), core));
  writeFileSync(join(pages, 'README.md'), functionIndex(core));
  const known = new Set(['README.md', ...names.map((name) => `${name}.md`)]);
  for (const file of readdirSync(pages)) if (!known.has(file)) rmSync(join(pages, file));
  console.log(`function-pages: ${names.length} pages → docs/functions`);
} finally {
  rmSync(bundle, { force: true });
}
