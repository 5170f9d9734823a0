import * as vscode from 'vscode';
import type { ConnectionInfo, SecretName, Secrets, Target } from '../../../server/src/engine/protocol.ts';
import { shownLine } from './shown-text.ts';

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

  /** The password of the mail server, as a request takes it; nobody is asked for it, for nothing but a mail depends on it. */
  async mailOf({ mail }: ConnectionInfo): Promise<Pick<Target, 'mail'>> {
    const password = mail && (await this.#storage.get(keyOf(mailPassword, mail.binding)));
    return mail === undefined || password === undefined ? {} : { mail: { binding: mail.binding, password } };
  }

  /** Asks for the password of the mail server. @returns Whether one was given. */
  async askForMail(connection: ConnectionInfo): Promise<boolean> {
    const { mail } = connection;
    const password = mail && (await this.#ask(connection, mail.prompt));
    if (mail === undefined || password === undefined) return false;
    await this.#storage.store(keyOf(mailPassword, mail.binding), password);
    return true;
  }

  /** A secret that is stored for exactly this use. */
  stored({ name, binding }: ConnectionInfo['secrets'][number]): Thenable<string | undefined> {
    return this.#storage.get(keyOf(name, binding));
  }

  /** Stores secrets that the user gave for a connection. */
  async store(connection: ConnectionInfo, secrets: Secrets): Promise<void> {
    for (const { name, binding } of connection.secrets) {
      const value = secrets[name];
      if (value !== undefined) await this.#storage.store(keyOf(name, binding), value);
    }
  }

  /** Forgets one secret of a connection, or all of them; says how many were stored. */
  async forget({ secrets, mail }: ConnectionInfo, only?: SecretName): Promise<number> {
    const mine = [...secrets, ...(mail === undefined ? [] : [{ name: mailPassword, binding: mail.binding } as const])];
    let forgotten = 0;
    for (const { name, binding } of mine) {
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
      title: shownLine(`${connection.name} (${connection.environment})`),
      prompt: shownLine(`${prompt}. It is kept in the editor's secret storage.`),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (text === '' ? 'An empty text signs nobody in.' : undefined),
    });
  }
}

const mailPassword = 'SMTP_PASSWORD' as const;

function keyOf(name: SecretName | typeof mailPassword, binding: string): string {
  return `${name}:${binding}`;
}
