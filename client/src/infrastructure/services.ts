import type * as vscode from 'vscode';
import type { ConnectionChooser } from './connection-chooser.ts';
import type { ConnectionLocks } from './connection-locks.ts';
import type { EngineProcess } from './engine-process.ts';
import type { MappingServer } from './language-client.ts';
import type { PlanReviews } from './plan-reviews.ts';
import type { ReadOnlyDocuments } from './read-only-documents.ts';
import type { SandboxProcess } from './sandbox-process.ts';
import type { SecretVault } from './secret-vault.ts';
import type { UnfinishedWrites } from './unfinished-write.ts';

/** What features share. They know these and not one another. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly client: MappingServer;
  readonly engine: EngineProcess;
  readonly sandbox: SandboxProcess;
  readonly vault: SecretVault;
  readonly connections: ConnectionChooser;
  readonly locks: ConnectionLocks;
  readonly documents: ReadOnlyDocuments;
  readonly reviews: PlanReviews;
  readonly unfinished: UnfinishedWrites;
  /** Fires when a run has ended, or went on. */
  readonly runsChanged: vscode.EventEmitter<void>;
  /** Fires with the mapping's address when its sample person has changed. */
  readonly sampleChanged: vscode.EventEmitter<vscode.Uri>;
}
