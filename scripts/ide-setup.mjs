#!/usr/bin/env node
// Puts a real VS Code (the one inside npm's code-server) into .ide/ and finds or installs Chromium. npm and apt alone.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram, must, projectEnvironment, projectNode, root } from './lib/process.mjs';

const CODE_SERVER = '4.139.1';
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What Debian calls the programs that VS Code, its one native module and the browser need. */
const PROGRAMS = [
  { names: CHROMIUM_NAMES, package: 'chromium' },
  { names: ['rg'], package: 'ripgrep' },
  { names: ['g++'], package: 'g++' },
  { names: ['make'], package: 'make' },
  { names: ['python3'], package: 'python3' },
];

const firstOf = (names) => names.map(findProgram).find((file) => file !== undefined);
const findChromium = () => process.env.CHROMIUM ?? firstOf(CHROMIUM_NAMES);

/**
 * Makes the machine ready for tests in a real VS Code. Installs with apt only as root.
 * @returns {Promise<{ available: true, codeServer: string, node: string, chromium: string } | { available: false, reason: string }>}
 */
export async function setupIde(say = console.log) {
  if (process.platform !== 'linux') return { available: false, reason: `this is ${process.platform}, not Linux` };
  const missing = PROGRAMS.filter(({ names, package: name }) =>
    name === 'chromium' ? findChromium() === undefined : firstOf(names) === undefined,
  ).map((program) => program.package);
  if (missing.length > 0) {
    const apt = findProgram('apt-get');
    if (apt === undefined || process.getuid?.() !== 0) {
      const why = apt === undefined ? 'apt is not here' : 'you are not root';
      return { available: false, reason: `missing: ${missing.join(', ')}; they cannot be installed because ${why}` };
    }
    say(`installing ${missing.join(', ')} with apt (once): the real VS Code runs in a browser`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await must('apt-get update', apt, ['update'], { env });
    await must('apt-get install', apt, ['install', '-y', '--no-install-recommends', ...missing, 'fonts-dejavu-core'], {
      env,
    });
  }
  const codeServer = await installCodeServer(say);
  const chromium = findChromium();
  if (chromium === undefined) return { available: false, reason: 'apt installed no Chromium' };
  return { available: true, codeServer, node: projectNode, chromium };
}

async function installCodeServer(say) {
  const home = join(root, '.ide', `code-server-${CODE_SERVER}`);
  const folder = join(home, 'node_modules/code-server');
  const done = join(home, '.done');
  if (existsSync(done)) return folder;
  say(`installing code-server ${CODE_SERVER} into .ide/ (once, about a minute): it carries VS Code itself`);
  mkdirSync(home, { recursive: true });
  // Its packages look for headers of the Node that will run them; the npm package `node` carries both.
  const nodedir = dirname(dirname(await nodeWithHeaders()));
  const env = projectEnvironment({ npm_config_nodedir: nodedir, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' });
  const npm = (cwd, ...args) => must(`npm ${args[0]} for code-server`, 'npm', args, { cwd, env });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  await npm(home, 'install', '--no-save', '--ignore-scripts', `code-server@${CODE_SERVER}`);
  const vscode = join(folder, 'lib/vscode');
  await npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
  // The one native module that shows: without it every Output channel stays empty.
  await npm(vscode, 'rebuild', '@vscode/spdlog', '--ignore-scripts=false');
  const ripgrep = join(vscode, 'node_modules/@vscode/ripgrep');
  const rg = firstOf(['rg']);
  if (existsSync(ripgrep) && !existsSync(join(ripgrep, 'bin/rg')) && rg !== undefined) {
    mkdirSync(join(ripgrep, 'bin'), { recursive: true });
    symlinkSync(rg, join(ripgrep, 'bin/rg'));
  }
  writeFileSync(done, '');
  return folder;
}

/** The platform's Node package: its bin/node lies beside include/node, which node-gyp needs. */
async function nodeWithHeaders() {
  const output = await must('finding the Node headers', projectNode, [
    '-p',
    "require.resolve('node-' + process.platform + '-' + process.arch + '/bin/node', { paths: [require.resolve('node/package.json')] })",
  ]);
  return output.trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ide = await setupIde();
  console.log(ide.available ? `VS Code: ${ide.codeServer}\nChromium: ${ide.chromium}` : `not available: ${ide.reason}`);
  process.exitCode = ide.available ? 0 : 1;
}
