#!/usr/bin/env node
// Installs what package-lock.json names, once. Runs with Node 20 or later and nothing installed.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must, projectNode, root, run } from './lib/process.mjs';
import { hashOf, isStamped, writeStamp } from './lib/stamp.mjs';

const STAMP = 'node_modules/.sfmap-install';

/** Makes node_modules what package-lock.json says. Does nothing when it is so already. */
export async function install(say = console.log) {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`sfmap needs Node 20 or later to install itself; this is ${process.version}.`);
  const hash = hashOf(['package-lock.json']);
  if (isStamped(STAMP, hash) && (await nodeWorks())) return;
  const why = existsSync(join(root, 'node_modules'))
    ? 'package-lock.json has changed since the last time'
    : 'this clone has nothing installed yet';
  say(`Installing (npm ci), because ${why}. This takes about half a minute, once.`);
  await must('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env: environment() });
  await bringNode(say);
  writeStamp(STAMP, hash);
  say('Installed.');
}

/** npm must run with the machine's Node, not with the one in node_modules that it is about to replace. */
function environment() {
  const own = join(root, 'node_modules');
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(own));
  return { ...process.env, PATH: path.join(delimiter), PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
}

async function nodeWorks() {
  return existsSync(projectNode) && (await run(projectNode, ['--version'])).code === 0;
}

/** The npm package `node` fetches its program in an install script, and npm may be told to run none. */
async function bringNode(say) {
  if (await nodeWorks()) return;
  say('Bringing the newer Node that the tools need: npm left its install script out.');
  await must('the install script of the package node', process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(root, 'node_modules/node'),
    env: environment(),
  });
  if (!(await nodeWorks())) throw new Error(`${projectNode} does not run on this machine.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await install().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
