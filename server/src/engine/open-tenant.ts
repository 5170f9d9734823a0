import { SfmapError } from '../core/errors.ts';
import type { Connection } from '../project/connection.ts';
import type { EntraConnection } from '../project/entra-connection.ts';
import { type SecretName, type Secrets, secretPrefix, successFactorsSecret } from '../project/secrets.ts';
import { EntraDirectoryClient } from '../systems/entra/entra-directory.ts';
import type { SignIn as EntraSignIn } from '../systems/entra/sign-in/sign-in.ts';
import { createHttp, type Http, type HttpOptions, limitsFrom } from '../systems/http.ts';
import { readPrivateKey } from '../systems/private-key.ts';
import { EmployeeCentralClient } from '../systems/successfactors/employee-central.ts';
import { BasicSignIn } from '../systems/successfactors/sign-in/basic-sign-in.ts';
import { identityServices, oidcSignIn } from '../systems/successfactors/sign-in/oidc-sign-in.ts';
import { samlSignIn } from '../systems/successfactors/sign-in/saml-sign-in.ts';
import type { SignIn } from '../systems/successfactors/sign-in/sign-in.ts';
import type { TokenPlace } from '../systems/successfactors/sign-in/token-sign-in.ts';
import { entraSignIn, type OnDeviceCode } from './entra-sign-in.ts';
import { keptToken } from './kept-tokens.ts';

/** Told what a system asks to wait for; `undefined` when the wait is over. */
export type OnWait = (words: string | undefined) => void;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Employee Central of a connection. Nothing is sent yet.
 *
 * @param fresh Signs in anew, where else a token that this process has would do.
 * @throws SfmapError exit 2: the password, secret or key is missing, or the key cannot be read.
 */
export function openEmployeeCentral(
  connection: Connection,
  secrets: Secrets,
  env: Env,
  onWait?: OnWait,
  fresh = false,
): EmployeeCentralClient {
  const { origin } = connection.successFactors.address;
  const options = { limits: limitsFrom(env), ...(onWait && { onWait }) };
  const http = createHttp({ system: 'SuccessFactors', ...options });
  return new EmployeeCentralClient({ origin, signIn: signInOf(connection, secrets, http, options, fresh) }, http, {
    onWait,
  });
}

function signInOf(
  connection: Connection,
  secrets: Secrets,
  http: Http,
  options: Omit<HttpOptions, 'system'>,
  fresh: boolean,
): SignIn {
  const { address, company, user, signIn } = connection.successFactors;
  const name = successFactorsSecret(connection);
  const secret = required(secrets, name, connection);
  const key = () => readPrivateKey(secret, `${secretPrefix(connection.name)}${name}`);
  const kept: TokenPlace = fresh ? {} : keptToken([address.origin, company, user, signIn, secret]);
  switch (signIn.kind) {
    case 'basic':
      return new BasicSignIn({ company, user, password: secret });
    case 'oauth-saml': {
      const { clientId, userIs } = signIn;
      return samlSignIn({ origin: address.origin, company, clientId, user, userIs, key: key() }, http, Date.now, kept);
    }
    case 'oidc': {
      const { clientId, token, clientAuth, dependency } = signIn;
      const proof = clientAuth === 'secret' ? { secret } : { key: key() };
      const settings = { tokenUrl: token.url, clientId, proof, ...(dependency !== undefined && { dependency }) };
      return oidcSignIn(settings, createHttp({ system: identityServices, ...options }), Date.now, kept);
    }
  }
}

/**
 * The Entra tenant of a connection. Nothing is sent yet.
 *
 * @param onDeviceCode Shows the code by which a person signs in. Absent where nobody could see it.
 * @throws SfmapError exit 2: the connection names no Entra tenant, or a secret or setting of its sign-in is missing.
 */
export function openDirectory(
  connection: Connection,
  secrets: Secrets,
  env: Env,
  onWait?: OnWait,
  onDeviceCode?: OnDeviceCode,
): EntraDirectoryClient {
  return openEntra(connection, secrets, env, onWait, onDeviceCode).directory;
}

/** As `openDirectory`, with its sign-in. @param fresh Signs in anew, where else a token that this process has would do. */
export function openEntra(
  connection: Connection,
  secrets: Secrets,
  env: Env,
  onWait?: OnWait,
  onDeviceCode?: OnDeviceCode,
  fresh = false,
): { readonly directory: EntraDirectoryClient; readonly signIn: EntraSignIn } {
  const entraId = entraOf(connection);
  const options = { limits: limitsFrom(env), ...(onWait && { onWait }) };
  const signIn = entraSignIn(connection, entraId, { secrets, env, http: options, onDeviceCode, fresh });
  const http = createHttp({ system: 'Microsoft Graph', ...options });
  const directory = new EntraDirectoryClient({ graph: entraId.graph.origin, signIn }, http, { onWait });
  return { directory, signIn };
}

/** The Entra tenant of a connection. @throws SfmapError exit 2: it names none. */
export function entraOf({ name, entraId }: Connection): EntraConnection {
  if (entraId !== undefined) return entraId;
  throw new SfmapError(
    'SFM-CONFIG',
    `The connection ${name} names no Entra tenant.`,
    `Add connections.${name}.entraId with tenant and clientId to sfmap.json.`,
    2,
  );
}

function required(secrets: Secrets, name: SecretName, connection: Connection): string {
  const value = secrets[name];
  if (value) return value;
  throw new SfmapError('SFM-SECRET', `The connection ${connection.name} needs ${name}.`, 'Give it and try again.', 2);
}
