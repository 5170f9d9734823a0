// Runs test/host/index.ts inside VS Code's extension host, the way @vscode/test-web does it: the workbench is told
// where extension and tests are, and reports the end through codeAutomationExit. Prints one `ok` or `not ok` a test.
// Arguments name another program to run there, which writes its own lines to SFMAP_HOST_REPORT, and another folder to open.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { build } from 'esbuild';
import { launchBrowser, root, startServer } from '../support/ide.ts';

const TIMEOUT_MS = 150_000;
const report = join(root, 'test-results/host.txt');
const tests = join(root, 'dist/test/host.cjs');
const [entry = 'test/host/index.ts', folder = 'test/support/workspace'] = process.argv.slice(2);

await build({
  absWorkingDir: root,
  entryPoints: { host: entry },
  outdir: 'dist/test',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode', 'mocha'],
  sourcemap: true,
  logLevel: 'warning',
});

rmSync(report, { force: true });
const server = await startServer({
  folder: join(root, folder),
  environment: { SFMAP_HOST_REPORT: report },
});
let ended: unknown = 'no end';
const log: string[] = [];
try {
  const browser = await launchBrowser(server);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const exit = Promise.withResolvers<unknown>();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      log.push(format(...args).trimEnd());
    });
    await page.exposeFunction('codeAutomationExit', (code: unknown) => exit.resolve(code));
    const uri = (path: string) => ({ scheme: 'vscode-remote', authority: server.authority, path });
    // The element is read by a deferred script, so `interactive` is early enough.
    await page.addInitScript(
      `document.addEventListener('readystatechange', () => {
        const meta = document.getElementById('vscode-workbench-web-configuration');
        if (document.readyState !== 'interactive' || meta === null) return;
        const settings = JSON.parse(meta.getAttribute('data-settings'));
        settings.developmentOptions = ${JSON.stringify({ extensions: [uri(root)], extensionTestsPath: uri(tests) })};
        meta.setAttribute('data-settings', JSON.stringify(settings));
      });`,
    );
    await page.goto(`${server.base}/?folder=${encodeURIComponent(server.workspace)}`);
    const timer = setTimeout(() => exit.resolve('timeout'), TIMEOUT_MS);
    ended = await exit.promise;
    clearTimeout(timer);
  } finally {
    await browser.close();
  }
} finally {
  if (ended !== 0) {
    console.log(
      `The extension host ended with ${String(ended)}.\n${log.slice(-40).join('\n')}\n${server.output().slice(-2_000)}`,
    );
  }
  await server.stop();
}
const lines = existsSync(report) ? readFileSync(report, 'utf8').trim() : '';
console.log(lines);
process.exit(ended === 0 && lines !== '' ? 0 : 1);
