// The types of the library: core.d.cts, and what it needs of the core in types/.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { projectEnvironment, root, run } from './process.mjs';

const ENTRY = 'library/library';
const SPECIFIER = /(\bfrom\s*|\bimport\()(['"])(\.[^'"]+)\.ts\2/g;

/**
 * Lets tsc write the declarations of the library and keeps those that its entry reaches, as CommonJS (`.d.cts`), so that
 * TypeScript takes them with every way of resolving modules. Throws with tsc's own words.
 */
export async function writeLibraryTypes(folder = join(root, 'dist')) {
  // Two builds may run at once.
  const made = join(folder, `.declarations-${process.pid}`);
  const kept = join(folder, 'types');
  rmSync(made, { recursive: true, force: true });
  try {
    const args = ['-p', 'server/src/library/tsconfig.json', '--outDir', made];
    const { code, output } = await run('tsc', args, { env: projectEnvironment() });
    if (code !== 0) throw new Error(`the types of the library: ${output.trim()}`);
    const reached = reachedFrom(made, ENTRY);
    rmSync(kept, { recursive: true, force: true });
    for (const [name, text] of reached) {
      const file = join(kept, `${name}.d.cts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text.replace(SPECIFIER, '$1$2$3.cjs$2'));
    }
    writeFileSync(join(folder, 'core.d.cts'), `export * from './types/${ENTRY}.cjs';\n`);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Every declaration that the entry imports, by its name without ending, and its text. */
function reachedFrom(folder, entry) {
  const reached = new Map();
  const waiting = [entry];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    const text = readFileSync(join(folder, `${name}.d.ts`), 'utf8');
    reached.set(name, text);
    for (const [, , , specifier] of text.matchAll(SPECIFIER)) waiting.push(posix.join(posix.dirname(name), specifier));
  }
  return reached;
}
