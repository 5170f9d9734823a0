#!/usr/bin/env node
// Writes docs/rules: one page a code and the list of them. A test fails when a page is stale.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { root } from './lib/process.mjs';
import { ruleIndex, rulePage } from './lib/rule-pages.mjs';

await install();
const { build } = await import('esbuild');

const bundle = join(root, 'dist', 'rule-pages.tmp.mjs');
const options = { bundle: true, format: 'esm', platform: 'node', target: 'node22', logLevel: 'warning' };
const entry = join(root, 'server/src/core/analysis/code-page.ts');
await build({ ...options, entryPoints: [entry], mainFields: ['module', 'main'], outfile: bundle });

const pages = join(root, 'docs', 'rules');
try {
  const core = await import(pathToFileURL(bundle).href);
  mkdirSync(pages, { recursive: true });
  for (const page of core.codePages) writeFileSync(join(pages, `${page.code}.md`), rulePage(page, core));
  writeFileSync(join(pages, 'README.md'), ruleIndex(core));
  const known = new Set(['README.md', ...core.codePages.map(({ code }) => `${code}.md`)]);
  for (const file of readdirSync(pages)) if (!known.has(file)) rmSync(join(pages, file));
  console.log(`rule-pages: ${core.codePages.length} pages → docs/rules`);
} finally {
  rmSync(bundle, { force: true });
}
