import * as vscode from 'vscode';
import { activateConnections } from './features/connections/activate-connections.ts';
import { activatePreview } from './features/preview/activate-preview.ts';
import { activateReading } from './features/reading/activate-reading.ts';
import { activateRuns } from './features/runs/activate-runs.ts';
import { activateSample } from './features/sample/activate-sample.ts';
import { activateSandbox } from './features/sandbox/activate-sandbox.ts';
import { activateSync } from './features/sync/activate-sync.ts';
import { activateTests } from './features/tests/activate-tests.ts';
import { activateWriteback } from './features/writeback/activate-writeback.ts';
import { activateLanguageClient } from './infrastructure/language-client.ts';
import { activateLog } from './infrastructure/log.ts';
import { activateDirection } from './infrastructure/mapping-direction.ts';
import { activateProcesses } from './infrastructure/processes.ts';

let stop: (() => Promise<void>) | undefined;

/** Registers everything and returns: no server, engine or network is waited for. */
export function activate(context: vscode.ExtensionContext): void {
  const log = activateLog(context);
  const client = activateLanguageClient(context, log);
  const processes = activateProcesses(context, log);
  const sampleChanged = new vscode.EventEmitter<vscode.Uri>();
  const runsChanged = new vscode.EventEmitter<void>();
  context.subscriptions.push(sampleChanged, runsChanged);
  const services = { context, log, client, sampleChanged, runsChanged, ...processes };

  activateDirection(context);
  activateSandbox(services);
  activateConnections(services);
  activateSample(services);
  activatePreview(services);
  activateReading(services);
  activateTests(services);
  activateRuns(services);
  activateSync(services);
  activateWriteback(services);

  stop = async () => {
    await Promise.all([processes.engine.stop(), processes.sandbox.stop()]);
  };
}

/** Ends the engine and the sandbox; the language client ends its server itself. */
export async function deactivate(): Promise<void> {
  await stop?.();
}
