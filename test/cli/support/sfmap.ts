import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { type Programs, programs } from '../../support/programs.ts';

const root = join(import.meta.dirname, '..', '..', '..');

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

/** The built command line, and a folder which the tests may fill. */
export class Sfmap {
  readonly folder = mkdtempSync(join(tmpdir(), 'sfmap-test-'));
  #programs: Programs | undefined;
  env: Readonly<Record<string, string>> = {};

  static async build(): Promise<Sfmap> {
    const sfmap = new Sfmap();
    await sfmap.build();
    return sfmap;
  }

  async build(): Promise<void> {
    this.#programs = await programs();
  }

  /** The file that is started. */
  get bundle(): string {
    return join(this.#built.folder, 'sfmap.cjs');
  }

  get #built(): Programs {
    if (this.#programs === undefined) throw new Error('The command line is there only inside of tests and hooks.');
    return this.#programs;
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
        // Starts cost two thirds where Node keeps what it has compiled.
        NODE_COMPILE_CACHE: join(this.#built.folder, 'compiled'),
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
    this.#programs?.remove();
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
