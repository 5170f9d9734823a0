import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';

/**
 * The editor's API for all modules of the extension at once. Left to itself esbuild gives each module a copy of the whole API
 * (`__toESM`), name by name: some 25,000 properties that are made while the editor waits for the extension.
 */
export const oneVscode = {
  name: 'one-vscode',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      // A library that asks for it by itself gets the API as it is.
      kind === 'require-call' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'one-vscode' },
    );
    onLoad({ filter: /^vscode$/, namespace: 'one-vscode' }, () => ({
      contents: `const api = require('vscode');\nexport const { ${apiNames().join(', ')} } = api;\n`,
    }));
  },
};

/** What the API of the lowest editor that is supported has at run time: everything but types. */
function apiNames() {
  const types = readFileSync(join(root, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
  const declared = types.matchAll(/^\t?export (?:abstract )?(?:class|enum|namespace|const|function) (\w+)/gm);
  return [...new Set([...declared].map(([, name]) => name))].sort();
}
