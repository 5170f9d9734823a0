#!/usr/bin/env node
// Puts a real VS Code (the one inside npm's code-server) into .ide/ and finds or installs Chromium. npm and apt alone.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, mayInstall } from './lib/apt.mjs';
import { findProgram, must, projectEnvironment, projectNode, root } from './lib/process.mjs';

const CODE_SERVER = '4.139.1';
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What Debian calls the browser, and what helps VS Code: search, and a compiler for its one native module. */
const PROGRAMS = [
  { names: CHROMIUM_NAMES, package: 'chromium' },
  { names: ['rg'], package: 'ripgrep' },
  { names: ['g++'], package: 'g++' },
  { names: ['make'], package: 'make' },
  { names: ['python3'], package: 'python3' },
];

const home = join(root, '.ide', `code-server-${CODE_SERVER}`);
const done = join(home, '.done');
const firstOf = (names) => names.map(findProgram).find((file) => file !== undefined);
/** Where Chromium is; undefined without one. */
export const findChromium = () => process.env.CHROMIUM ?? firstOf(CHROMIUM_NAMES);

/**
 * Makes the machine ready for tests in a real VS Code. Installs with apt only as root; without root an existing
 * Chromium is enough.
 * @returns {Promise<{ available: true, codeServer: string, node: string, chromium: string } | { available: false, reason: string }>}
 */
export async function setupIde(say = console.log) {
  if (process.platform !== 'linux') return { available: false, reason: `this is ${process.platform}, not Linux` };
  if (mayInstall() && (findChromium() === undefined || !existsSync(done))) await installPrograms(say);
  const chromium = findChromium();
  if (chromium === undefined) {
    const why = findProgram('apt-get') === undefined ? 'apt is not here' : 'you are not root';
    return { available: false, reason: `there is no Chromium, and it cannot be installed because ${why}` };
  }
  return { available: true, codeServer: await installCodeServer(say), node: projectNode, chromium };
}

async function installPrograms(say) {
  const missing = PROGRAMS.filter(({ names }) => firstOf(names) === undefined).map((program) => program.package);
  if (process.env.CHROMIUM !== undefined && missing[0] === 'chromium') missing.shift();
  if (missing.length === 0) return;
  say(`installing ${missing.join(', ')} with apt (once): the real VS Code runs in a browser`);
  await installPackages([...missing, 'fonts-dejavu-core']);
}

async function installCodeServer(say) {
  const folder = join(home, 'node_modules/code-server');
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
  if (['g++', 'make', 'python3'].every(findProgram)) {
    await npm(vscode, 'rebuild', '@vscode/spdlog', '--ignore-scripts=false');
  } else {
    say('without g++, make and python3 the Output channels of this VS Code stay empty; nothing else misses them');
  }
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
