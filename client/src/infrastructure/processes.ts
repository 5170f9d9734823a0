import type * as vscode from 'vscode';
import { ConnectionChooser } from './connection-chooser.ts';
import { ConnectionLocks } from './connection-locks.ts';
import { EngineProcess } from './engine-process.ts';
import { PlanReviews } from './plan-reviews.ts';
import { ReadOnlyDocuments } from './read-only-documents.ts';
import { SandboxProcess } from './sandbox-process.ts';
import { SecretVault } from './secret-vault.ts';
import type { Services } from './services.ts';
import { UnfinishedWrites } from './unfinished-write.ts';

/** The engine, the sandbox and what stands on them. Nothing is started here: each process starts on first use. */
export function activateProcesses(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Pick<Services, 'engine' | 'sandbox' | 'vault' | 'connections' | 'documents' | 'locks' | 'reviews' | 'unfinished'> {
  const engine = new EngineProcess(context.extensionPath, log);
  const sandbox = new SandboxProcess(context.extensionPath, log);
  const vault = new SecretVault(context.secrets);
  const documents = new ReadOnlyDocuments();
  const reviews = new PlanReviews(engine);
  const unfinished = new UnfinishedWrites(context.workspaceState);
  const locks = new ConnectionLocks(context.globalState);
  context.subscriptions.push(engine, sandbox, documents, locks, reviews);
  const connections = new ConnectionChooser(engine, sandbox, vault);
  return { engine, sandbox, vault, documents, locks, reviews, unfinished, connections };
}
