// The five programs, and how esbuild makes them.
import { root } from './process.mjs';

/** Bundle → its entry. ARCHITECTURE.md, "Where things live". */
export const bundles = {
  extension: 'client/src/extension.ts',
  server: 'server/src/lsp/main.ts',
  sfmap: 'server/src/cli/main.ts',
  core: 'server/src/library/main.ts',
  sandbox: 'sandbox/src/main.ts',
};

/**
 * The options for one bundle.
 * @returns {import('esbuild').BuildOptions}
 */
export function bundleOptions(name, { minify = false, outdir = 'dist' } = {}) {
  return {
    absWorkingDir: root,
    entryPoints: { [name]: bundles[name] },
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    // Packages whose `main` is UMD hide their requires from esbuild; `module` is plain ESM.
    mainFields: ['module', 'main'],
    minify,
    sourcemap: minify ? false : 'linked',
    sourcesContent: false,
    // A CommonJS bundle has no import.meta.url; this gives it the bundle's own.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    legalComments: 'none',
    logLevel: 'warning',
  };
}
