// A real VS Code server (the one that code-server ships), started straight, in folders of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { type Ide, setupIde } from '../../scripts/ide-setup.mjs';

export const root = resolve(import.meta.dirname, '../..');

/** Themes that every VS Code since 1.75 carries. */
export const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  contrast: 'Default High Contrast',
} as const;
export type Theme = keyof typeof THEMES;

/** The packaged extension. */
export const VSIX = join(root, 'sfmap.vsix');
/** The environment variable that names the folder in which it is installed already. */
const INSTALLED = 'SFMAP_TEST_EXTENSIONS';

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'editor.accessibilitySupport': 'off',
  'workbench.reduceMotion': 'on',
  'files.autoSave': 'off',
  'window.restoreWindows': 'none',
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'typescript.tsserver.enable': false,
  'workbench.colorTheme': THEMES.light,
};

export interface ServerOptions {
  /** The folder that is copied and opened. */
  readonly folder: string;
  /** An extension to install, as a .vsix. */
  readonly vsix?: string;
  /** The folder of one more extension, which is there from the start. */
  readonly companion?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Ask for workspace trust as the desktop does; off by default. */
  readonly trust?: boolean;
  readonly port?: number;
}

export interface IdeServer {
  readonly base: string;
  readonly authority: string;
  /** The opened folder: a copy. */
  readonly workspace: string;
  readonly chromium: string;
  output(): string;
  /** Changes user settings while the workbench is open. */
  set(settings: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

/** Starts the server. Its home, data and extensions live in a temporary folder that `stop` removes. */
export async function startServer(options: ServerOptions): Promise<IdeServer> {
  const ide = await availableIde();
  const home = mkdtempSync(join(tmpdir(), 'sfmap-ide-'));
  const workspace = join(home, 'workspace');
  cpSync(options.folder, workspace, { recursive: true });
  const data = join(home, 'data');
  const extensions = join(home, 'extensions');
  mkdirSync(extensions, { recursive: true });
  // The editor lists what lies there when it starts for the first time.
  if (options.companion !== undefined) {
    cpSync(options.companion, join(extensions, basename(options.companion)), { recursive: true });
  }
  let settings: Record<string, unknown> = { ...SETTINGS, ...options.settings };
  const writeSettings = () => {
    // The web workbench reads user settings from the server's data/User, the server itself from data/Machine.
    for (const kind of ['User', 'Machine']) {
      mkdirSync(join(data, kind), { recursive: true });
      writeFileSync(join(data, kind, 'settings.json'), JSON.stringify(settings, null, 1));
    }
  };
  writeSettings();

  const env = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    TMPDIR: home,
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }),
    ...options.environment,
  };
  const main = join(ide.codeServer, 'lib/vscode/out/server-main.js');
  const folders = ['--accept-server-license-terms', '--server-data-dir', data, '--user-data-dir', data];
  const common = [main, ...folders, '--extensions-dir', extensions];
  // Of what lies beside it an editor that has a list of its extensions takes no notice.
  const installed = options.companion === undefined ? process.env[INSTALLED] : undefined;
  if (options.vsix === VSIX && installed !== undefined) cpSync(installed, extensions, { recursive: true });
  else if (options.vsix !== undefined)
    await installExtension(ide.node, [...common, '--install-extension', options.vsix], env);

  const port = options.port ?? (await freePort());
  const trust = options.trust === true ? [] : ['--disable-workspace-trust'];
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
    '--telemetry-level',
    'off',
  ];
  const child = spawn(ide.node, [...common, ...args, ...trust], {
    env,
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const base = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await endGroup(child);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilUp(base, child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    base,
    authority: `127.0.0.1:${port}`,
    workspace,
    chromium: ide.chromium,
    output: () => output,
    set(changed) {
      settings = { ...settings, ...changed };
      writeSettings();
    },
    stop,
  };
}

/** A headless Chromium that reaches this machine alone. */
export function launchBrowser(server: Pick<IdeServer, 'chromium'>): Promise<Browser> {
  return chromium.launch({
    executablePath: server.chromium,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

async function availableIde(): Promise<Extract<Ide, { available: true }>> {
  const ide = await setupIde();
  if (!ide.available) throw new Error(`No real VS Code on this machine: ${ide.reason}`);
  return ide;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}

/** As a global setup of Vitest: the extension is installed once, and every editor gets a copy of what that leaves. */
export default async function setup(): Promise<() => void> {
  const ide = await availableIde();
  const home = mkdtempSync(join(tmpdir(), 'sfmap-installed-'));
  const extensions = join(home, 'extensions');
  const main = join(ide.codeServer, 'lib/vscode/out/server-main.js');
  const folders = ['--server-data-dir', join(home, 'data'), '--extensions-dir', extensions];
  const args = [main, '--accept-server-license-terms', ...folders, '--install-extension', VSIX];
  await installExtension(ide.node, args, {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    HOME: home,
    TMPDIR: home,
  });
  process.env[INSTALLED] = extensions;
  return () => rmSync(home, { recursive: true, force: true });
}

function installExtension(node: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`VS Code did not install the extension:\n${output}`)),
    );
  });
}

async function untilUp(base: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`VS Code's server ended with ${child.exitCode}:\n${output()}`);
    try {
      if ((await fetch(base, { signal: AbortSignal.timeout(2_000) })).ok) return;
    } catch {
      // Not up yet.
    }
    await pause(100);
  }
  throw new Error(`VS Code's server did not come up:\n${output()}`);
}

/** The server forks extension hosts and language servers: it leads a process group, and the group is ended. */
async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const signal = (name: NodeJS.Signals | 0): boolean => {
    try {
      process.kill(-pid, name);
      return true;
    } catch {
      return false;
    }
  };
  signal('SIGTERM');
  for (let tries = 0; tries < 40 && signal(0); tries += 1) await pause(50);
  signal('SIGKILL');
  for (let tries = 0; tries < 40 && signal(0); tries += 1) await pause(25);
}
