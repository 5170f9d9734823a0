// The command line and the language server stand on the same core: it is built once, and both load it from one file.
import { readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { root } from './process.mjs';

/** The bundle of the core, beside those that load it. */
export const SHARED_CORE = 'shared-core';

const FILE = `./${SHARED_CORE}.cjs`;
const CORE = join(root, 'server/src/core') + sep;

/** The name of a file of the core among the modules of the bundle: its path from the core, with slashes. */
const nameOf = (path) => relative(CORE, path).replaceAll('\\', '/');

/** An esbuild plugin: the entry of the bundle, an object from the name of each file of the core to what it exports. */
export const wholeCore = {
  name: 'whole-core',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sfmap:core$/ }, ({ path }) => ({ path, namespace: 'core' }));
    onLoad({ filter: /.*/, namespace: 'core' }, () => {
      const files = readdirSync(CORE, { recursive: true }).filter((file) => file.endsWith('.ts'));
      const names = files.map((file) => nameOf(join(CORE, file))).sort();
      const imports = names.map((name, index) => `import * as m${index} from './${name}';`);
      const entries = names.map((name, index) => `'${name}': m${index},`);
      const contents = `${imports.join('\n')}\nexport const modules = {\n${entries.join('\n')}\n};`;
      return { contents, loader: 'js', resolveDir: CORE };
    });
  },
};

/** An esbuild plugin: what stands in the core is taken from its bundle. */
export const fromSharedCore = {
  name: 'from-shared-core',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, importer, resolveDir }) => {
      if (path === FILE) return { path, external: true };
      const file = resolve(resolveDir, path);
      return file.startsWith(CORE) && importer !== '' ? { path: nameOf(file), namespace: 'shared-core' } : undefined;
    });
    // In a namespace of its own esbuild takes the module for CommonJS, whatever package.json says.
    onLoad({ filter: /.*/, namespace: 'shared-core' }, ({ path }) => ({
      contents: `module.exports = require('${FILE}').modules['${path}'];`,
      loader: 'js',
    }));
  },
};
