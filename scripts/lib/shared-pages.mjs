// The pages of the rules are read seldom: the command line and the language server share one file of them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { RULES, withoutPage } from './without-pages.mjs';

/** The file beside the bundles: an object from code to page. */
export const PAGES = 'rule-pages.json';

// Where the file is missing, a rule has no page; nothing else depends on it.
const READER = `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
let pages;
export function pageOf(code) {
  pages ??= read();
  return pages[code];
}
function read() {
  try {
    return JSON.parse(readFileSync(join(__dirname, '${PAGES}'), 'utf8'));
  } catch {
    return {};
  }
}`;

/** An esbuild plugin: a rule reads its page from the file, which is written beside the bundle. */
export const sharedPages = {
  name: 'shared-pages',
  setup({ initialOptions: { absWorkingDir, outdir, write }, onResolve, onLoad, onEnd }) {
    onResolve({ filter: /^sfmap:pages$/ }, ({ path }) => ({ path, namespace: 'pages' }));
    onLoad({ filter: /.*/, namespace: 'pages' }, () => ({ contents: READER, loader: 'js' }));
    onLoad({ filter: RULES }, ({ path }) => {
      const rule = withoutPage(readFileSync(path, 'utf8'), (code) => `get page() { return pageOf('${code}'); }`);
      return { contents: `import { pageOf } from 'sfmap:pages'; ${rule}`, loader: 'ts' };
    });
    onEnd(async ({ errors }) => {
      if (write !== false && errors.length === 0)
        writeFileSync(resolve(absWorkingDir, outdir, PAGES), await rulePages(absWorkingDir));
    });
  },
};

/** The pages as they stand in the source. */
async function rulePages(root) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'server/src/core/analysis/rules.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    write: false,
    logLevel: 'warning',
  });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  const { rules } = await import(`data:text/javascript;base64,${source}`);
  return JSON.stringify(Object.fromEntries(rules.map(({ code, page }) => [code, page])));
}
