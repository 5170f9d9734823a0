import * as vscode from 'vscode';
import type { ConnectionInfo, TestConnectionResult } from '../../../../server/src/engine/protocol.ts';

export type Check = TestConnectionResult['checks'][number];

/** What the last test of each connection found since the editor was started. */
export class ConnectionTests implements vscode.Disposable {
  readonly #checks = new Map<string, readonly Check[]>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** Undefined where the connection, as it stands in sfmap.json now, was not tested. */
  of(connection: ConnectionInfo): readonly Check[] | undefined {
    return this.#checks.get(keyOf(connection));
  }

  note(connection: ConnectionInfo, checks: readonly Check[]): void {
    this.#checks.set(keyOf(connection), checks);
    this.#changed.fire();
  }

  forget(connection: ConnectionInfo): void {
    if (this.#checks.delete(keyOf(connection))) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** All that decides where a connection leads: changed in sfmap.json, it is another one. */
function keyOf(connection: ConnectionInfo): string {
  const { origin: _, note: __, ...rest } = connection;
  return JSON.stringify(rest);
}
