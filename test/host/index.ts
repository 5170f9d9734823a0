// The entry that VS Code's extension host loads (extensionTestsPath): it must export run().
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import * as mocha from 'mocha';

// The loader of the lowest VS Code gives no default export of it.
const { Mocha } = mocha as unknown as { readonly Mocha: typeof mocha.default };

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./suite.ts');
  const file = process.env['SFMAP_HOST_REPORT'];
  const say = (line: string) => {
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${line.replaceAll('\n', ' ')}\n`);
  };
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) =>
      failures > 0 ? reject(new Error(`${failures} host test(s) failed`)) : resolve(),
    );
    runner.on('pass', (test) => say(`ok ${test.fullTitle()}`));
    runner.on('fail', (test, error: Error) => say(`not ok ${test.fullTitle()} :: ${error.message}`));
  });
}
