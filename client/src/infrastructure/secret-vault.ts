import * as vscode from 'vscode';
import type { ConnectionInfo, SecretName, Secrets } from '../../../server/src/engine/protocol.ts';

/**
 * The secrets of connections, in the editor's SecretStorage. A secret is bound to kind, host, company and user
 * (`binding`): where one of them changes in sfmap.json, nothing is found and the user is asked again.
 */
export class SecretVault {
  readonly #storage: vscode.SecretStorage;

  constructor(storage: vscode.SecretStorage) {
    this.#storage = storage;
  }

  /**
   * Every secret that a connection needs; asks for those that are not stored.
   * Undefined when the user leaves an input box.
   */
  async secretsOf(connection: ConnectionInfo): Promise<Secrets | undefined> {
    const secrets: Partial<Record<SecretName, string>> = {};
    for (const { name, binding, prompt } of connection.secrets) {
      const stored = await this.#storage.get(keyOf(name, binding));
      const value = stored ?? (await this.#ask(connection, prompt));
      if (value === undefined) return undefined;
      if (stored === undefined) await this.#storage.store(keyOf(name, binding), value);
      secrets[name] = value;
    }
    return secrets;
  }

  /** Forgets one secret of a connection, or all of them; says how many were stored. */
  async forget(connection: ConnectionInfo, only?: SecretName): Promise<number> {
    let forgotten = 0;
    for (const { name, binding } of connection.secrets) {
      if (only !== undefined && name !== only) continue;
      const key = keyOf(name, binding);
      if ((await this.#storage.get(key)) === undefined) continue;
      await this.#storage.delete(key);
      forgotten += 1;
    }
    return forgotten;
  }

  #ask(connection: ConnectionInfo, prompt: string): Thenable<string | undefined> {
    return vscode.window.showInputBox({
      title: `${connection.name} (${connection.environment})`,
      prompt: `${prompt}. It is kept in the editor's secret storage.`,
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (text === '' ? 'An empty text signs nobody in.' : undefined),
    });
  }
}

function keyOf(name: SecretName, binding: string): string {
  return `${name}:${binding}`;
}
