import * as vscode from 'vscode';
import type { ConnectionInfo } from '../../../server/src/engine/protocol.ts';
import { sayError } from './say.ts';

/**
 * Connections that may be read and not be written. A lock belongs to the tenant, not to a name in sfmap.json: another
 * name for the same tenant is locked as well.
 */
export class ConnectionLocks implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  isLocked(connection: ConnectionInfo): boolean {
    return this.memory.get<boolean>(keyOf(connection), false);
  }

  async set(connection: ConnectionInfo, locked: boolean): Promise<void> {
    await this.memory.update(keyOf(connection), locked ? true : undefined);
    this.#changed.fire();
  }

  /** Whether a connection may be written; says why where it may not. */
  mayWrite(connection: ConnectionInfo): boolean {
    if (!this.isLocked(connection)) return true;
    void sayError(
      `${connection.name} is locked, so nothing is written to SuccessFactors ${connection.successFactors.company}. Unlock it in the view sfmap: Connections first.`,
    );
    return false;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function keyOf({ successFactors: { host, company } }: ConnectionInfo): string {
  return `locked:${host}|${company}`;
}
