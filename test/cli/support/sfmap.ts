import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The environment variable that names the program which all tests share. */
export const PROGRAM = 'SFMAP_TEST_PROGRAM';

/** Builds the command line as one file. */
export async function buildProgram(file: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
}

/** How a run of the command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  /** Told of each piece of standard error, with a way to send a signal. */
  readonly onErr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** The same for standard output. */
  readonly onOut?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** The built command line in a folder of its own, which the tests may fill. */
export class Sfmap {
  readonly folder = mkdtempSync(join(tmpdir(), 'sfmap-test-'));
  #bundle = process.env[PROGRAM] ?? join(this.folder, 'sfmap.cjs');
  env: Readonly<Record<string, string>> = {};

  static async build(): Promise<Sfmap> {
    const sfmap = new Sfmap();
    await sfmap.build();
    return sfmap;
  }

  async build(): Promise<void> {
    if (process.env[PROGRAM] === undefined) await buildProgram(this.#bundle);
  }

  /** Runs a file in the folder from now on, which the test builds: other programs can stand beside it. */
  useOwn(): string {
    this.#bundle = join(this.folder, 'sfmap.cjs');
    return this.#bundle;
  }

  /** The file that is started. */
  get bundle(): string {
    return this.#bundle;
  }

  /** Runs against this tenant from now on. */
  use(sandbox: RunningSandbox): void {
    this.env = {
      SFMAP_SANDBOX_HOST: sandbox.announcement.successFactors,
      SFMAP_SANDBOX_GRAPH: sandbox.announcement.graph,
    };
  }

  run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [this.bundle, ...args], {
      cwd: options.cwd ?? root,
      env: {
        PATH,
        HOME,
        NODE_COMPILE_CACHE: join(dirname(this.bundle), 'compiled'),
        SFMAP_STATE: join(this.folder, 'state'),
        ...this.env,
        ...options.env,
      },
    });
    return new Promise((resolve, reject) => {
      const ended = { out: '', err: '' };
      child.stdout.on('data', (data) => {
        ended.out += String(data);
        options.onOut?.(ended.out, (signal) => void child.kill(signal));
      });
      child.stderr.on('data', (data) => {
        ended.err += String(data);
        options.onErr?.(ended.err, (signal) => void child.kill(signal));
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...ended }));
      child.stdin.end(options.input ?? '');
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A mapping of the examples. */
export const example = (name: string) => join(root, 'examples', 'writeback', `${name}.sfmap`);

/** `--person` for each id. */
export const persons = (...ids: readonly string[]) => ids.flatMap((id) => ['--person', id]);

/** The rows of a person as the tenant holds them, read over plain HTTP: `type address-or-number [primary]`, sorted. */
export async function tenantRows(sandbox: RunningSandbox, id: string): Promise<readonly string[]> {
  const filter = { $filter: `personIdExternal in '${id}'` };
  const emails = await sandbox.rows('PerEmail', filter);
  const phones = await sandbox.rows('PerPhone', filter);
  const text = (type: unknown, value: unknown, primary: unknown) => `${type} ${value}${primary ? ' primary' : ''}`;
  return [
    ...emails.map((row) => text(row['emailType'], row['emailAddress'], row['isPrimary'])),
    ...phones.map((row) => text(row['phoneType'], row['phoneNumber'], row['isPrimary'])),
  ].sort();
}
