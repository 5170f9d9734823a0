#!/usr/bin/env node
// `npm test`: every layer, then one line with the sums. `node scripts/test.mjs unit host` runs those and what they need.
import { setupIde } from './ide-setup.mjs';
import { install } from './install.mjs';
import { layers } from './lib/layers.mjs';
import { setupTestPrograms } from './test-programs.mjs';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in layers));
if (unknown.length > 0) {
  console.error(`There is no layer ${unknown.join(', ')}. Layers: ${Object.keys(layers).join(', ')}.`);
  process.exit(2);
}
const wanted = new Set(asked.length === 0 ? Object.keys(layers) : asked.flatMap((name) => [...needs(name), name]));

const began = Date.now();
const sums = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
let leftOut;
let ide;

try {
  await install();
  for (const [name, layer] of Object.entries(layers)) {
    if (!wanted.has(name)) continue;
    console.log(`\n== [${Math.round((Date.now() - began) / 1000)} s] ${layer.title}`);
    const result = await runLayer(layer);
    console.log(`   ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`);
    for (const kind of Object.keys(sums)) sums[kind] += result[kind];
    if (result.failed > 0) failures.push(layer.title);
  }
} catch (error) {
  console.error(error.message);
  sums.failed += 1;
  failures.push('install');
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
if (leftOut !== undefined) console.log(`\n!!! LEFT OUT: the tests in a real VS Code (${leftOut})`);
console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
process.exitCode = sums.failed > 0 ? 1 : 0;

function needs(name) {
  return (layers[name].needs ?? []).flatMap((need) => [...needs(need), need]);
}

async function runLayer(layer) {
  try {
    if (layer.programs) await setupTestPrograms();
    if (!layer.ide) return await layer.run();
    ide ??= await setupIde();
    if (ide.available) return await layer.run();
    leftOut = ide.reason;
    const skipped = layer.count();
    return { passed: 0, failed: process.env.CI === 'true' ? 1 : 0, skipped };
  } catch (error) {
    console.log(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
