// The layers of `npm test`. Each gives { passed, failed, skipped, failures }, the last a text for each that failed.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { codeServerOf, setupIde } from '../ide-setup.mjs';
import { projectEnvironment, projectNode, root, run } from './process.mjs';

const MINUTE = 60_000;
/** The page of the preview knows a browser, the rest Node. */
const TYPES = ['.', 'client/src/features/preview/webview'].map((project) => ['--noEmit', '-p', project]);
const none = { passed: 0, failed: 0, skipped: 0, failures: [] };
/** How much of what a command or a test says about its failure stands at the end of `npm test`, in characters. */
const SAID = 4000;

/** A layer of commands that pass or fail each as a whole. */
const check =
  (command, ...calls) =>
  async () => {
    const counts = { ...none, failures: [] };
    for (const args of calls) {
      const { code, output } = await run(command, args, { env: projectEnvironment(), timeout: 5 * MINUTE });
      counts[code === 0 ? 'passed' : 'failed'] += 1;
      if (code === 0) continue;
      console.log(output.slice(-20_000));
      counts.failures.push(`${[command, ...args].join(' ')}\n${output.slice(-SAID)}`);
    }
    return counts;
  };

/** A layer that Vitest runs. A file that does not load, or a run that breaks off, counts as a failure. */
const vitest = (name, args, minutes, yields) => async () => {
  const report = join(root, 'test-results', `${name}.json`);
  mkdirSync(join(root, 'test-results'), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output } = await run('vitest', ['run', ...args, ...reporters], {
    env: projectEnvironment(),
    show: true,
    timeout: minutes * MINUTE,
    yields,
  });
  const json = readReport(report);
  if (json === undefined) return { ...none, failed: 1, failures: [output.slice(-SAID)] };
  const brokenFiles = json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = json.numFailedTests + brokenFiles.length;
  return {
    passed: json.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: json.numPendingTests + json.numTodoTests,
    failures: failed === 0 && code !== 0 ? [output.slice(-SAID)] : failuresIn(json.testResults),
  };
};

/** A text for each test that failed, and for each file that did not load, in the form of Jest's JSON report. */
function failuresIn(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    if (status === 'failed' && assertionResults.length === 0) return [`${file}\n${message.slice(0, SAID)}`];
    const tests = assertionResults.filter((test) => test.status === 'failed');
    return tests.map((test) => `${file} > ${test.fullName}\n${test.failureMessages.join('\n').slice(0, SAID)}`);
  });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function grammar() {
  const { code, output } = await run('vscode-tmgrammar-test', ['test/grammar/*'], {
    env: projectEnvironment(),
    timeout: 2 * MINUTE,
  });
  const passed = output.match(/^✓ /gm)?.length ?? 0;
  const failed = output.match(/^✖ /gm)?.length ?? 0;
  if (code !== 0) console.log(output);
  const failures = code === 0 ? [] : [output.slice(-SAID)];
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: 0, failures };
}

/** Which VS Codes the host layer runs in: the newest that can be had and the lowest that the extension supports. */
const hosts = process.env.SFMAP_VSCODE_VERSION ? [process.env.SFMAP_VSCODE_VERSION] : ['newest', 'lowest'];

async function host() {
  const sums = { ...none, failures: [] };
  for (const asked of hosts) {
    await setupIde(console.log, asked);
    console.log(`-- VS Code ${codeServerOf(asked).replace('4.', '1.')} (${asked})`);
    const { code, output } = await run(projectNode, ['test/host/run.ts'], {
      env: projectEnvironment({ SFMAP_VSCODE_VERSION: asked }),
      show: true,
      timeout: 8 * MINUTE,
    });
    const failures = output.match(/^not ok .*/gm) ?? [];
    if (code !== 0 && failures.length === 0) failures.push(output.slice(-SAID));
    sums.passed += output.match(/^ok /gm)?.length ?? 0;
    sums.failed += failures.length;
    sums.failures.push(...failures.map((failure) => `VS Code (${asked}): ${failure}`));
  }
  return sums;
}

/** How many tests the files of a folder hold, for layers that are left out. */
function testsIn(folder) {
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.ts'));
  const counts = files.map((file) => readFileSync(join(root, folder, file), 'utf8').match(/^\s*it\(/gm)?.length ?? 0);
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * In the order in which they run. `needs` names layers that must have run; `ide` marks those in a real VS Code,
 * `programs` those that check with programs of the system, `beside` those beside which the next ones run.
 */
export const layers = {
  build: { title: 'build', run: check(projectNode, ['scripts/build.mjs', '--minify', '--if-stale']) },
  typecheck: { title: 'typecheck', run: check('tsc', ...TYPES) },
  lint: { title: 'lint', run: check('biome', ['check']) },
  package: { title: 'package', needs: ['build'], run: check(projectNode, ['scripts/package.mjs']) },
  unit: {
    title: 'unit tests',
    needs: ['build', 'package'],
    programs: true,
    beside: true,
    // Who tests the workbench waits for it, with a clock: the unit tests take what that leaves of the machine.
    run: vitest('unit', [], 23, true),
  },
  grammar: { title: 'grammar tests', run: grammar },
  host: {
    title: 'tests inside the extension host',
    needs: ['build'],
    ide: true,
    count: () => hosts.length * testsIn('test/host'),
    run: host,
  },
  e2e: {
    title: 'tests in the workbench',
    needs: ['package'],
    ide: true,
    count: () => testsIn('test/e2e'),
    run: () => {
      rmSync(join(root, 'test-results/screenshots'), { recursive: true, force: true });
      return vitest('e2e', ['--config', 'test/e2e/vitest.config.ts'], 20)();
    },
  },
};
