#!/usr/bin/env node
// `npm test`: every layer, then one line with the sums. `node scripts/test.mjs unit host` runs those and what they need.
import { stripVTControlCharacters } from 'node:util';
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
  // What runs beside the others: most of a workbench test is waiting, and most of a unit test is work.
  const beside = [];
  for (const [name, layer] of Object.entries(layers)) {
    if (!wanted.has(name)) continue;
    console.log(`\n== [${seconds()} s] ${layer.title}`);
    const unprepared = await prepare(layer);
    const ending = (unprepared === undefined ? runLayer(layer) : Promise.resolve(unprepared)).then((result) => {
      const { passed, failed, skipped } = result;
      console.log(`== [${seconds()} s] ${layer.title}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
      for (const kind of Object.keys(sums)) sums[kind] += result[kind];
      failures.push(...result.failures.map((failure) => `${layer.title}: ${failure}`));
    });
    if (layer.beside) beside.push(ending);
    else await ending;
  }
  await Promise.all(beside);
} catch (error) {
  console.error(error.message);
  sums.failed += 1;
  failures.push(`install: ${error.message}`);
}

// Again what failed, where it is looked for: the layers that run side by side have written much since.
for (const failure of failures) console.log(`\n!!! FAILED: ${stripVTControlCharacters(failure).trimEnd()}`);
if (failures.length > 0) console.log();
if (leftOut !== undefined) console.log(`\n!!! LEFT OUT: the tests in a real VS Code (${leftOut})`);
console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
process.exitCode = sums.failed > 0 ? 1 : 0;

function needs(name) {
  return (layers[name].needs ?? []).flatMap((need) => [...needs(need), need]);
}

function seconds() {
  return Math.round((Date.now() - began) / 1000);
}

/** Installs what a layer needs, one layer after the other; answers where it cannot run. */
async function prepare(layer) {
  try {
    if (layer.programs) await setupTestPrograms();
    if (!layer.ide) return undefined;
    ide ??= await setupIde();
    if (ide.available) return undefined;
    leftOut = ide.reason;
    const must = process.env.CI === 'true';
    return { passed: 0, failed: must ? 1 : 0, skipped: layer.count(), failures: must ? [ide.reason] : [] };
  } catch (error) {
    return broken(error);
  }
}

async function runLayer(layer) {
  try {
    return await layer.run();
  } catch (error) {
    return broken(error);
  }
}

function broken(error) {
  console.log(error.message);
  return { passed: 0, failed: 1, skipped: 0, failures: [error.message] };
}
