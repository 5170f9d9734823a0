// The command line and the language server stand on the same core: it is built once, and both load it from one file,
// with what lies beside a mapping (server/src/project), the checks of JSON that all of them use (zod) and JSON-RPC.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import * as zod from 'zod';
import { root } from './process.mjs';

/** The bundle of the core, beside those that load it. */
export const SHARED_CORE = 'shared-core';

const JSON_RPC = 'vscode-jsonrpc';
const FILE = `./${SHARED_CORE}.cjs`;
const SERVER = join(root, 'server/src') + sep;
const SHARED = ['core', 'project'].map((folder) => join(SERVER, folder) + sep);

/** The name of a file among the modules of the bundle: its path from server/src, with slashes. */
const nameOf = (path) => relative(SERVER, path).replaceAll('\\', '/');

const sources = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

/** What the server uses of zod: a namespace that is given away whole would hold its 50 languages too. */
function zodNames() {
  const used = sources(SERVER).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bz\.([a-z]\w*)\b/g)]);
  return [...new Set(used.map(([, name]) => name))].filter((name) => name in zod).sort();
}

/** An esbuild plugin: the entry of the bundle, an object from the name of each file to what it exports. */
export const wholeCore = {
  name: 'whole-core',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sfmap:core$/ }, ({ path }) => ({ path, namespace: 'core' }));
    onLoad({ filter: /.*/, namespace: 'core' }, () => {
      const names = SHARED.flatMap(sources).map(nameOf).sort();
      const imports = names.map((name, index) => `import * as m${index} from './${name}';`);
      const entries = names.map((name, index) => `'${name}': m${index},`);
      const contents = `import * as z from 'zod';
${imports.join('\n')}
export const modules = {
${entries.join('\n')}
zod: { ${zodNames().map((name) => `${name}: z.${name}`)} },
// Most commands speak it to nobody: it is loaded when it is asked for.
get '${JSON_RPC}'() { return require('${JSON_RPC}/node'); },
};`;
      return { contents, loader: 'js', resolveDir: SERVER };
    });
  },
};

/** An esbuild plugin: what stands in the shared bundle is taken from it. */
export const fromSharedCore = {
  name: 'from-shared-core',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, importer, resolveDir }) => {
      if (path === FILE) return { path, external: true };
      const file = resolve(resolveDir, path);
      const shared = SHARED.some((folder) => file.startsWith(folder)) && importer !== '';
      return shared ? { path: nameOf(file), namespace: 'shared-core' } : undefined;
    });
    // The one for Node holds everything of the other.
    onResolve({ filter: /^vscode-jsonrpc(\/node)?$/ }, () => ({ path: JSON_RPC, namespace: 'shared-core' }));
    onResolve({ filter: /^zod$/ }, ({ path }) => ({ path, namespace: 'shared-core' }));
    // In a namespace of its own esbuild takes the module for CommonJS, whatever package.json says.
    onLoad({ filter: /.*/, namespace: 'shared-core' }, ({ path }) => ({
      contents: `module.exports = require('${FILE}').modules['${path}'];`,
      loader: 'js',
    }));
  },
};
