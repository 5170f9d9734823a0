import { SfmapError } from '../core/errors.ts';
import type { Connection } from '../project/connection.ts';
import type { EntraConnection } from '../project/entra-connection.ts';
import { readNamedFile, readTextFile } from '../project/read-text-file.ts';
import { type SecretName, type Secrets, secretPrefix } from '../project/secrets.ts';
import { AccountSignIn } from '../systems/entra/sign-in/account-sign-in.ts';
import { appSignIn } from '../systems/entra/sign-in/app-sign-in.ts';
import { type ClientCertificate, clientCertificate } from '../systems/entra/sign-in/client-certificate.ts';
import { type DeviceCode, deviceCodeSignIn } from '../systems/entra/sign-in/device-code-sign-in.ts';
import type { SignIn } from '../systems/entra/sign-in/sign-in.ts';
import { signInSystem } from '../systems/entra/sign-in/sign-in-door.ts';
import type { TokenPlace } from '../systems/entra/sign-in/token-sign-in.ts';
import { createHttp, type HttpOptions } from '../systems/http.ts';
import { keptToken } from './kept-tokens.ts';

/** Shows a person what to do to sign in. */
export type OnDeviceCode = (code: DeviceCode) => void;

/** What signing in needs beside the connection. */
export interface EntraSignInOptions {
  readonly secrets: Secrets;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly http: Omit<HttpOptions, 'system'>;
  /** Absent where nobody could see a code. */
  readonly onDeviceCode?: OnDeviceCode | undefined;
  /** Signs in anew, where else a token that this process has would do. */
  readonly fresh: boolean;
}

const fileLimit = 64 * 1024;

/**
 * How the requests of a connection to Microsoft Graph are signed in. Nothing is sent yet.
 *
 * @throws SfmapError exit 2: a secret or a setting is missing.
 */
export function entraSignIn(connection: Connection, entra: EntraConnection, options: EntraSignInOptions): SignIn {
  const { secrets, fresh, env } = options;
  const { signIn, authority, tenant, clientId } = entra;
  const http = createHttp({ system: signInSystem, ...options.http });
  const at = { origin: authority.origin, tenant, clientId };
  const kept = (...proof: readonly unknown[]): TokenPlace =>
    fresh ? {} : keptToken(['entra', at, entra.graph.origin, signIn, ...proof]);
  const scope = defaultScope(entra);
  switch (signIn.kind) {
    case 'client-secret': {
      const secret = required(secrets, 'GRAPH_CLIENT_SECRET', connection);
      return appSignIn(at, scope, { secret }, http, Date.now, kept(secret));
    }
    case 'certificate': {
      const key = required(secrets, 'GRAPH_PRIVATE_KEY', connection);
      const certificate = () => readCertificate(connection, key, signIn.certificate);
      return appSignIn(at, scope, { certificate }, http, Date.now, kept(key));
    }
    case 'federated': {
      // What sfmap.json names must be a file: a pipe of a stranger's folder may never end.
      const read = signIn.tokenFile === undefined ? readNamedFile : readTextFile;
      const file = signIn.tokenFile ?? env['AZURE_FEDERATED_TOKEN_FILE'];
      if (!file) throw noTokenFile(connection);
      return appSignIn(at, scope, { federated: () => readFederatedToken(file, read) }, http, Date.now, kept(file));
    }
    case 'delegated':
      if (secrets.GRAPH_TOKEN !== undefined) return new AccountSignIn(secrets.GRAPH_TOKEN, at, http);
      if (options.onDeviceCode === undefined || clientId === '') throw noAccount(connection);
      return deviceCodeSignIn(at, [scope], options.onDeviceCode, http);
    case 'device-code':
      if (options.onDeviceCode === undefined) throw noCodeShown(connection);
      return deviceCodeSignIn(at, [scope], options.onDeviceCode, http);
  }
}

/** All that an administrator has granted to the app. A sandbox stands for the global cloud, whose tokens it gives. */
export function defaultScope(entra: EntraConnection): string {
  return `${graphResource(entra)}/.default`;
}

/** What the permissions of a Graph are named after: `https://graph.microsoft.com`. */
export function graphResource({ graph }: EntraConnection): string {
  return graph.loopback ? 'https://graph.microsoft.com' : graph.origin;
}

async function readCertificate(connection: Connection, key: string, file?: string): Promise<ClientCertificate> {
  const name = `${secretPrefix(connection.name)}GRAPH_PRIVATE_KEY`;
  const smaller = 'Give the file that holds the certificate alone.';
  const certificate = file && { text: await readTextFile(file, 'The certificate', fileLimit, smaller), name: file };
  return clientCertificate({ text: key, name }, certificate || undefined, Date.now());
}

/** The token in a file, read anew each time: who writes it renews it. */
async function readFederatedToken(file: string, read: typeof readTextFile): Promise<string> {
  const text = (await read(file, 'The federated token', fileLimit, 'Give the file of the token.')).trim();
  // What is no signed token is sent nowhere: the file could be any.
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return text;
  throw new SfmapError(
    'SFM-FEDERATED-TOKEN',
    `${file} holds no federated token.`,
    'It must hold a signed JSON Web Token alone, as Kubernetes or GitHub gives it.',
    2,
  );
}

function required(secrets: Secrets, name: SecretName, connection: Connection): string {
  const value = secrets[name];
  if (value) return value;
  throw new SfmapError('SFM-SECRET', `The connection ${connection.name} needs ${name}.`, 'Give it and try again.', 2);
}

const config = (message: string, cure: string): SfmapError => new SfmapError('SFM-CONFIG', message, cure, 2);

function noTokenFile({ name }: Connection): SfmapError {
  return config(
    `The connection ${name} signs in with a federated token, and no file of one is named.`,
    `Add connections.${name}.entraId.federatedTokenFile to sfmap.json, or set AZURE_FEDERATED_TOKEN_FILE.`,
  );
}

function noAccount({ name }: Connection): SfmapError {
  return config(
    `The connection ${name} signs in with an account, and there is none.`,
    `Use it in the editor, or add connections.${name}.entraId.clientId to sfmap.json to sign in with a code.`,
  );
}

function noCodeShown({ name }: Connection): SfmapError {
  return config(
    `The connection ${name} signs in with a code, and there is nobody here to see it.`,
    `Set connections.${name}.entraId.auth in sfmap.json to delegated, and the editor asks for your account.`,
  );
}
