// The programs, and how esbuild makes them.
import { leanAxios, leanZod } from './lean-libraries.mjs';
import { leanSignIn } from './lean-sign-in.mjs';
import { noForms } from './no-forms.mjs';
import { noHtml } from './no-html.mjs';
import { oneVscode } from './one-vscode.mjs';
import { root } from './process.mjs';
import { fromSharedCore, SHARED_CORE, wholeCore } from './shared-core.mjs';
import { sharedPages } from './shared-pages.mjs';
import { speakingApart } from './speaking-apart.mjs';
import { withoutPages } from './without-pages.mjs';

/** Bundle → its entry. ARCHITECTURE.md, "Where things live". */
export const bundles = {
  extension: 'client/src/extension.ts',
  speaking: 'client/src/infrastructure/speaking.ts',
  preview: 'client/src/features/preview/webview/main.ts',
  [SHARED_CORE]: 'sfmap:core',
  server: 'server/src/lsp/start.ts',
  'server-program': 'server/src/lsp/main.ts',
  sfmap: 'server/src/cli/main.ts',
  core: 'server/src/library/main.ts',
  sandbox: 'sandbox/src/main.ts',
};

// A CommonJS bundle has no import.meta.url; this gives it the bundle's own.
const OWN_URL = "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;";

/** Whoever starts the command line with an older Node than it is made for reads why it ends, and what to type. */
const NODE_TOO_OLD = `if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write('sfmap: This needs Node 22 or later, and this is ' + process.version + '. In a clone of the project: npm run -s sfmap -- --help\\n');
  process.exit(2);
}`;

const PLUGINS = {
  extension: [oneVscode, speakingApart],
  speaking: [oneVscode],
  [SHARED_CORE]: [wholeCore, sharedPages, leanZod],
  'server-program': [fromSharedCore],
  sfmap: [fromSharedCore, noForms, leanAxios, leanSignIn],
  core: [withoutPages],
  sandbox: [noHtml],
};

const FOR_NODE = {
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: OWN_URL },
};
/** The browser of the oldest editor that is supported. */
const FOR_PAGES = { format: 'iife', platform: 'browser', target: 'chrome138' };

/** The bundles that run in a page of the editor, and not in Node. */
const PAGES = new Set(['preview']);

/** The file of a bundle in dist/. */
export const fileOf = (name) => `${name}.${PAGES.has(name) ? 'js' : 'cjs'}`;

/**
 * The options for one bundle.
 * @returns {import('esbuild').BuildOptions}
 */
export function bundleOptions(name, { minify = false, outdir = 'dist' } = {}) {
  return {
    absWorkingDir: root,
    entryPoints: { [name]: bundles[name] },
    outdir,
    ...(PAGES.has(name) ? FOR_PAGES : FOR_NODE),
    bundle: true,
    ...(name === 'sfmap' && { banner: { js: `${NODE_TOO_OLD}\n${OWN_URL}` } }),
    external: ['vscode'],
    // Packages whose `main` is UMD hide their requires from esbuild; `module` is plain ESM.
    mainFields: ['module', 'main'],
    plugins: PLUGINS[name] ?? [],
    minify,
    sourcemap: minify ? false : 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
  };
}
