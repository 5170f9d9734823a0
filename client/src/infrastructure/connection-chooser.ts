import {
  CONNECTIONS,
  type ConnectionInfo,
  type ConnectionsParams,
  type ConnectionsResult,
  type MappingDocument,
  type Secrets,
  type Target,
  type UserConnections,
} from '../../../server/src/engine/protocol.ts';
import { complaintOf, refusedAccount, refusedSecret } from './engine-error.ts';
import type { EngineProcess } from './engine-process.ts';
import { accountToken } from './entra-account.ts';
import { pickAmong } from './pick.ts';
import type { SandboxProcess } from './sandbox-process.ts';
import { sayError, sayWarning } from './say.ts';
import type { SecretVault } from './secret-vault.ts';
import { shownLine } from './shown-text.ts';
import { userConnections } from './user-connections.ts';

const ENVIRONMENT: Record<ConnectionInfo['environment'], string> = {
  sandbox: 'sandbox on this machine',
  test: 'test',
  production: '$(warning) PRODUCTION',
};

/** Asks for a connection and signs in with it: starts the sandbox, asks for secrets, asks again when one is refused. */
export class ConnectionChooser {
  readonly #engine: EngineProcess;
  readonly #sandbox: SandboxProcess;
  readonly #vault: SecretVault;

  constructor(engine: EngineProcess, sandbox: SandboxProcess, vault: SecretVault) {
    this.#engine = engine;
    this.#sandbox = sandbox;
    this.#vault = vault;
  }

  /** The connection that the user picks, its environment in words; undefined when none is picked. */
  async choose(mapping: MappingDocument, title: string): Promise<ConnectionInfo | undefined> {
    const connections = await this.#engine.request<ConnectionsParams, ConnectionsResult>(CONNECTIONS, {
      mapping,
      userConnections: userConnections(),
    });
    return this.pick(connections, title);
  }

  /** As `choose`, among connections that are at hand. */
  async pick(connections: readonly ConnectionInfo[], title: string): Promise<ConnectionInfo | undefined> {
    const items = connections.map((connection) => ({
      label: shownLine(connection.name),
      description: connection.problem === undefined ? ENVIRONMENT[connection.environment] : '$(error) cannot be used',
      detail: shownLine(connection.problem ?? connection.note ?? detailOf(connection)),
      connection,
    }));
    const picked = await pickAmong(items, {
      title,
      placeHolder: 'Which connection?',
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (picked?.connection.problem === undefined) return picked?.connection;
    void sayError(picked.connection.problem);
    return undefined;
  }

  /**
   * Does something with a connection. A secret that is refused is forgotten, asked for again, and the work is done
   * once more, and so with an account; undefined when the user leaves an input box.
   */
  async run<R>(
    mapping: MappingDocument,
    connection: ConnectionInfo,
    work: (target: Target) => Promise<R>,
  ): Promise<R | undefined> {
    let refusal: unknown;
    for (;;) {
      const target = await this.#targetOf(mapping, connection, refusal);
      if (target === undefined) return undefined;
      try {
        return await work(target);
      } catch (error) {
        refusal = refusedAccount(error) && error;
        if (refusal !== undefined && connection.account !== undefined) continue;
        const refused = refusedSecret(error);
        if (refused === undefined || isOwnSandbox(connection)) throw error;
        await this.#vault.forget(connection, refused);
        const again = await sayWarning(complaintOf(error).sentence, 'Enter It Again');
        if (again === undefined) return undefined;
      }
    }
  }

  /** @param refusal Why the account that was given before did not do, if there was one. */
  async #targetOf(mapping: MappingDocument, connection: ConnectionInfo, refusal: unknown): Promise<Target | undefined> {
    if (isOwnSandbox(connection)) {
      const { secrets, successFactors, graph } = await this.#sandbox.start();
      const mail = await this.#vault.mailOf(connection);
      return { mapping, connection: connection.name, secrets, sandbox: { successFactors, graph }, ...mail };
    }
    const stored = await this.#vault.secretsOf(connection);
    if (stored === undefined) return undefined;
    return this.signedIn(mapping, connection, stored, userConnections(), refusal);
  }

  /**
   * What a request names a connection by, with these secrets and, where it has one, the user's account.
   *
   * @param refusal Why the account that was given before did not do, if there was one.
   * @returns Undefined when the user does not sign in.
   */
  async signedIn(
    mapping: MappingDocument,
    connection: ConnectionInfo,
    given: Secrets,
    connections: UserConnections,
    refusal?: unknown,
  ): Promise<Target | undefined> {
    const { name, environment, account, entraId } = connection;
    const detail = `sfmap reads Entra tenant ${entraId.tenant} with it, for the connection ${name} (${environment}).`;
    const token = account && (await accountToken(account, detail, refusal));
    if (account !== undefined && token === undefined) return undefined;
    const secrets = token === undefined ? given : { ...given, GRAPH_TOKEN: token };
    const bindings = [...connection.secrets, ...(account ? [account] : [])].map(({ binding }) => binding);
    return {
      mapping,
      connection: name,
      secrets,
      seen: { environment, bindings },
      userConnections: connections,
      ...(await this.#vault.mailOf(connection)),
    };
  }
}

/** The connection that exists without any file; the extension starts its tenant and knows its secrets. */
function isOwnSandbox(connection: ConnectionInfo): boolean {
  return connection.name === 'sandbox' && connection.environment === 'sandbox';
}

/** Which systems a connection leads to. Where the sandbox listens is known only once it runs. */
function detailOf(connection: ConnectionInfo): string {
  if (isOwnSandbox(connection)) return 'Invented people on this machine; it starts by itself and forgets everything.';
  const { successFactors, entraId } = connection;
  const entra = entraId.tenant === '' ? 'no Entra ID tenant' : `Entra ID ${entraId.tenant}`;
  const from = connection.origin === 'settings' ? ' · from your settings' : '';
  return `SuccessFactors ${successFactors.company} at ${successFactors.host} · ${entra}${from}`;
}
