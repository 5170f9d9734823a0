import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { SandboxAddress, Secrets } from '../../../server/src/engine/protocol.ts';
import { endChild, startBundle } from './child-process.ts';

/** A sandbox tenant that listens: where, and with which sign-in data. */
export interface SandboxTenant extends SandboxAddress {
  readonly secrets: Secrets;
}

const START_SECONDS = 20;

/** The local tenant as a child process. It ends with the editor: its input is the leash. */
export class SandboxProcess implements vscode.Disposable {
  readonly #bundle: string;
  readonly #log: vscode.LogOutputChannel;
  #child: ChildProcessWithoutNullStreams | undefined;
  #tenant: Promise<SandboxTenant> | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when it has started or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(extensionPath: string, log: vscode.LogOutputChannel) {
    this.#bundle = path.join(extensionPath, 'dist', 'sandbox.cjs');
    this.#log = log;
  }

  get isRunning(): boolean {
    return this.#tenant !== undefined;
  }

  /**
   * The running tenant; starts it when there is none.
   * @throws Error with one sentence when it does not come up.
   */
  start(): Promise<SandboxTenant> {
    if (this.#tenant !== undefined) return this.#tenant;
    const tenant = this.#launch().catch((error) => {
      // One that was stopped while it started leaves the next one alone.
      if (this.#tenant === tenant) this.#tenant = undefined;
      throw error;
    });
    this.#tenant = tenant;
    return tenant;
  }

  /** Ends the tenant; what was written to it is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#tenant = undefined;
    if (child !== undefined) await endChild(child);
    this.#changed.fire();
  }

  dispose(): void {
    this.#child?.stdin.end();
    this.#child = undefined;
    this.#changed.dispose();
  }

  async #launch(): Promise<SandboxTenant> {
    const child = startBundle(this.#bundle, ['--port', '0', '--json', '--no-shuffle', '--exit-with-stdin']);
    this.#child = child;
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => this.#log.info(`sandbox: ${text.trimEnd()}`));
    child.once('exit', (code) => {
      if (this.#child !== child) return;
      this.#log.warn(`sandbox: ended (exit code ${code})`);
      this.#child = undefined;
      this.#tenant = undefined;
      this.#changed.fire();
    });
    const tenant = await announced(child);
    this.#changed.fire();
    this.#log.info(`sandbox: SuccessFactors at ${tenant.successFactors}, Graph at ${tenant.graph}`);
    return tenant;
  }
}

/** What the tenant says of itself. One that says something else is ended: nobody could reach it. */
async function announced(child: ChildProcessWithoutNullStreams): Promise<SandboxTenant> {
  try {
    return readTenant(await firstLine(child));
  } catch (error) {
    child.kill();
    throw error;
  }
}

/** The first line of a child's output; whatever follows is read and left alone. */
function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      reject(new Error(`The sandbox did not start within ${START_SECONDS} seconds.`));
    }, START_SECONDS * 1000);
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      text += text.includes('\n') ? '' : chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      clearTimeout(timer);
      resolve(text.slice(0, end));
    });
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`The sandbox did not start: ${why}.`));
    };
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with exit code ${code}`));
  });
}

function readTenant(line: string): SandboxTenant {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new Error('The sandbox did not start: its first line is not JSON.');
  }
  const record = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  const text = (name: string): string => {
    const value = record[name];
    if (typeof value !== 'string') throw new Error(`The sandbox did not start: its first line names no ${name}.`);
    return value;
  };
  return {
    successFactors: text('successFactors'),
    graph: text('graph'),
    secrets: { SF_PASSWORD: text('password'), GRAPH_CLIENT_SECRET: text('clientSecret') },
  };
}
