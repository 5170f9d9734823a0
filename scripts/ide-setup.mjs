#!/usr/bin/env node
// Puts a real VS Code (the one inside npm's code-server) into .ide/ and finds or installs Chromium. npm and apt alone.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, mayInstall } from './lib/apt.mjs';
import { findProgram, must, projectEnvironment, projectNode, root } from './lib/process.mjs';

/** The code-server that carries each VS Code: 4.105 carries 1.105. `lowest` is the one that package.json's engines name. */
const CODE_SERVERS = { newest: '4.139.1', lowest: '4.105.1' };
/** The npm package that carries Node itself. */
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What Debian calls the browser, and what helps VS Code: search, and a compiler for its one native module. */
const PROGRAMS = [
  { names: CHROMIUM_NAMES, package: 'chromium' },
  { names: ['rg'], package: 'ripgrep' },
  { names: ['g++'], package: 'g++' },
  { names: ['make'], package: 'make' },
  { names: ['python3'], package: 'python3' },
];

const firstOf = (names) => names.map(findProgram).find((file) => file !== undefined);

/**
 * The code-server for a VS Code.
 * @param asked `newest`, `lowest`, or a version of VS Code that code-server exists for: `1.113.1`.
 * @returns {string} Its version.
 * @throws Error another text.
 */
export function codeServerOf(asked) {
  if (Object.hasOwn(CODE_SERVERS, asked)) return CODE_SERVERS[asked];
  if (/^1\.\d+\.\d+$/.test(asked)) return asked.replace('1.', '4.');
  throw new Error(`SFMAP_VSCODE_VERSION is ${asked}. Use newest, lowest, or a version such as 1.113.1.`);
}

/** Where Chromium is; undefined without one. */
export const findChromium = () => process.env.CHROMIUM ?? firstOf(CHROMIUM_NAMES);

/**
 * Makes the machine ready for tests in a real VS Code. Installs with apt only as root; without root an existing
 * Chromium is enough.
 * @param {(line: string) => void} say
 * @param {string} asked Which VS Code; SFMAP_VSCODE_VERSION unless it is said.
 * @returns {Promise<{ available: true, codeServer: string, node: string, chromium: string } | { available: false, reason: string }>}
 */
export async function setupIde(say = console.log, asked = process.env.SFMAP_VSCODE_VERSION || 'newest') {
  const version = codeServerOf(asked);
  const home = join(root, '.ide', `code-server-${version}`);
  const done = join(home, '.done');
  if (process.platform !== 'linux') return { available: false, reason: `this is ${process.platform}, not Linux` };
  if (mayInstall() && (findChromium() === undefined || !existsSync(done))) await installPrograms(say);
  const chromium = findChromium();
  if (chromium === undefined) {
    const why = findProgram('apt-get') === undefined ? 'apt is not here' : 'you are not root';
    return { available: false, reason: `there is no Chromium, and it cannot be installed because ${why}` };
  }
  const codeServer = join(home, 'node_modules/code-server');
  if (!existsSync(done)) {
    await installCodeServer(say, version, home);
    writeFileSync(done, '');
  }
  return { available: true, codeServer, node: nodeFor(codeServer, home) ?? projectNode, chromium };
}

async function installPrograms(say) {
  const missing = PROGRAMS.filter(({ names }) => firstOf(names) === undefined).map((program) => program.package);
  if (process.env.CHROMIUM !== undefined && missing[0] === 'chromium') missing.shift();
  if (missing.length === 0) return;
  say(`installing ${missing.join(', ')} with apt (once): the real VS Code runs in a browser`);
  await installPackages([...missing, 'fonts-dejavu-core']);
}

async function installCodeServer(say, version, home) {
  const folder = join(home, 'node_modules/code-server');
  say(`installing code-server ${version} into .ide/ (once, about a minute): it carries VS Code itself`);
  mkdirSync(home, { recursive: true });
  const npm = (cwd, args, extra = {}) => {
    const env = projectEnvironment({ PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', ...extra });
    return must(`npm ${args[0]} for code-server`, 'npm', args, { cwd, env });
  };
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const add = ['install', '--no-save', '--ignore-scripts', `code-server@${version}`];
  await npm(home, add);
  const node = nodeFor(folder, home);
  if (node !== undefined) await npm(home, [...add, `${NODE_PACKAGE}@${majorOf(folder)}`]);
  // Its packages look for headers of the Node that will run them; the npm package of Node carries both.
  const nodedir = dirname(dirname(node ?? (await nodeWithHeaders())));
  const vscode = join(folder, 'lib/vscode');
  takeFromRegistry(vscode);
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts'], { npm_config_nodedir: nodedir });
  // The one native module that shows: without it every Output channel stays empty.
  if (['g++', 'make', 'python3'].every(findProgram)) {
    await npm(vscode, ['rebuild', '@vscode/spdlog', '--ignore-scripts=false'], { npm_config_nodedir: nodedir });
  } else {
    say('without g++, make and python3 the Output channels of this VS Code stay empty; nothing else misses them');
  }
  const ripgrep = join(vscode, 'node_modules/@vscode/ripgrep');
  const rg = firstOf(['rg']);
  if (existsSync(ripgrep) && !existsSync(join(ripgrep, 'bin/rg')) && rg !== undefined) {
    mkdirSync(join(ripgrep, 'bin'), { recursive: true });
    symlinkSync(rg, join(ripgrep, 'bin/rg'));
  }
}

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const majorOf = (codeServer) => manifestOf(codeServer).engines.node;

/** A VS Code runs on the Node of its time alone: where that one is; undefined where the project's own is it. */
function nodeFor(codeServer, home) {
  if (manifestOf(root).devDependencies.node.startsWith(`${majorOf(codeServer)}.`)) return undefined;
  return join(home, 'node_modules', NODE_PACKAGE, 'bin/node');
}

/** Older ones name a package by its repository, which npm would build with tools of its own: the same version is published. */
function takeFromRegistry(folder) {
  const locked = join(folder, 'npm-shrinkwrap.json');
  if (!existsSync(locked)) return;
  const lock = JSON.parse(readFileSync(locked, 'utf8'));
  const manifest = manifestOf(folder);
  for (const [path, { version, resolved = '' }] of Object.entries(lock.packages)) {
    const name = path.replace('node_modules/', '');
    if (!resolved.startsWith('git+') || manifest.dependencies[name] === undefined) continue;
    delete lock.packages[path];
    manifest.dependencies[name] = version;
    lock.packages[''].dependencies[name] = version;
  }
  writeFileSync(locked, JSON.stringify(lock));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
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
