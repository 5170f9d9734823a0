import * as vscode from 'vscode';
import type { ConnectionInfo } from '../../../server/src/engine/protocol.ts';
import { sayError } from './say.ts';

/**
 * Connections that may be read and not be written. A lock belongs to the tenants, not to a name in sfmap.json: whatever
 * leads to the same SuccessFactors company or to the same Entra tenant is locked as well.
 */
export class ConnectionLocks implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  isLocked(connection: ConnectionInfo): boolean {
    return keysOf(connection).some((key) => this.memory.get<boolean>(key, false));
  }

  async set(connection: ConnectionInfo, locked: boolean): Promise<void> {
    for (const key of keysOf(connection)) await this.memory.update(key, locked ? true : undefined);
    this.#changed.fire();
  }

  /** Whether a connection may be written; says why where it may not. */
  mayWrite(connection: ConnectionInfo): boolean {
    if (!this.isLocked(connection)) return true;
    const { name, successFactors, entraId } = connection;
    const tenants = [
      `SuccessFactors ${successFactors.company}`,
      ...(entraId.tenant ? [`Entra ID ${entraId.tenant}`] : []),
    ];
    void sayError(
      `${name} is locked, so nothing is written to ${tenants.join(' or ')}. Unlock it in the view sfmap: Connections first.`,
    );
    return false;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function keysOf({ successFactors: { host, company }, entraId: { graph, tenant } }: ConnectionInfo): string[] {
  return [`locked:${host}|${company}`, ...(tenant === '' ? [] : [`locked:graph|${graph}|${tenant}`])];
}
