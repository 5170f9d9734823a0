import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import {
  DEVICE_CODE,
  type DeviceCodeParams,
  PROGRESS,
  type ProgressParams,
} from '../../../server/src/engine/protocol.ts';
import { endChild, startBundle } from './child-process.ts';
import { showDeviceCode } from './device-code.ts';
import { EngineGone, isResponseError } from './engine-error.ts';
import { proxyEnvironment } from './proxy-environment.ts';
import { sayError } from './say.ts';

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
}

/**
 * The engine: connections, reads, plans and writes run in it, never in the extension host.
 * It starts with the first request. A crash is said once, with the way to its log and a new start.
 */
export class EngineProcess implements vscode.Disposable {
  readonly #progress = new vscode.EventEmitter<ProgressParams>();
  readonly #bundle: string;
  readonly #log: vscode.LogOutputChannel;
  #running: Running | undefined;
  #starting: Promise<Running> | undefined;
  #ending = false;

  /** What the engine is doing now; only one request at a time reports it. */
  readonly onProgress = this.#progress.event;

  constructor(extensionPath: string, log: vscode.LogOutputChannel) {
    this.#bundle = path.join(extensionPath, 'dist', 'sfmap.cjs');
    this.#log = log;
  }

  /**
   * Sends one request.
   * @throws ResponseError with `data: EngineErrorData` when the engine refuses; EngineGone when it ended meanwhile.
   */
  async request<P, R>(method: string, params: P, token?: vscode.CancellationToken): Promise<R> {
    const { connection } = await this.#started();
    try {
      return token === undefined
        ? await connection.sendRequest<R>(method, params)
        : await connection.sendRequest<R>(method, params, token);
    } catch (error) {
      throw isGone(error) ? new EngineGone('The engine ended.', { cause: error }) : error;
    }
  }

  /** The engine that runs; it is started where none does, once for all that ask meanwhile. */
  async #started(): Promise<Running> {
    if (this.#running !== undefined) return this.#running;
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<Running> {
    const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = await import('./speaking.ts');
    const seconds = vscode.workspace.getConfiguration('sfmap').get('timeoutSeconds', 60);
    const environment = { SFMAP_TIMEOUT_MS: String(seconds * 1000), ...editorProxy() };
    const child = startBundle(this.#bundle, ['engine'], environment);
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const running = { child, connection };
    connection.onNotification(PROGRESS, (params: ProgressParams) => this.#progress.fire(params));
    connection.onNotification(DEVICE_CODE, (params: DeviceCodeParams) => void showDeviceCode(params));
    connection.onError(([error]) => this.#log.warn(`engine: ${error.message}`));
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => this.#log.info(`engine: ${text.trimEnd()}`));
    child.on('error', (error) => this.#log.error(`engine: ${error.message}`));
    child.on('exit', (code, signal) => {
      connection.dispose();
      if (this.#running === running) this.#running = undefined;
      if (!this.#ending) void this.#sayEnded(signal ?? `exit code ${code}`);
    });
    connection.listen();
    this.#log.info('engine: started');
    this.#running = running;
    return running;
  }

  async #sayEnded(how: string): Promise<void> {
    this.#log.error(`engine: ended unexpectedly (${how})`);
    const choice = await sayError(
      `The sfmap engine ended unexpectedly (${how}). What it had written stays written; preview again to see what is left.`,
      'Show Log',
      'Restart',
    );
    if (choice === 'Show Log') this.#log.show(true);
    if (choice === 'Restart') await this.#started();
  }

  /** Ends the engine; resolves when it is gone. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#ending = true;
    await endChild(running.child);
    this.#ending = false;
  }

  dispose(): void {
    this.#ending = true;
    this.#running?.child.stdin.end();
    this.#progress.dispose();
  }
}

/** The proxy that the editor is told to use. A change counts from the next start of the engine on. */
function editorProxy(): Record<string, string> {
  const http = vscode.workspace.getConfiguration('http');
  const settings = {
    proxy: http.get('proxy', ''),
    support: http.get('proxySupport', ''),
    noProxy: http.get<string[]>('noProxy', []),
  };
  return proxyEnvironment(settings, process.env);
}

/** Whether a request failed because there is nobody to answer it. */
function isGone(error: unknown): boolean {
  return isResponseError(error) && GONE.has(error.code);
}

/** Codes of vscode-jsonrpc: an answer that never comes (`PendingResponseRejected`), a connection that is closed or disposed. */
const GONE: ReadonlySet<number> = new Set([-32097, 1, 2]);
