import { SfmapError } from '../core/errors.ts';
import type { Connection } from '../project/connection.ts';
import { signInOrigin } from '../project/hosts.ts';
import type { SecretName, Secrets } from '../project/secrets.ts';
import { EntraDirectoryClient } from '../systems/entra/entra-directory.ts';
import { createHttp, limitsFrom } from '../systems/http.ts';
import { EmployeeCentralClient } from '../systems/successfactors/employee-central.ts';
import { BasicSignIn } from '../systems/successfactors/sign-in/basic-sign-in.ts';

/** Told what a system asks to wait for; `undefined` when the wait is over. */
export type OnWait = (words: string | undefined) => void;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Employee Central of a connection. Nothing is sent yet.
 *
 * @throws SfmapError exit 2: the password is missing.
 */
export function openEmployeeCentral(
  connection: Connection,
  secrets: Secrets,
  env: Env,
  onWait?: OnWait,
): EmployeeCentralClient {
  const { address, company, user } = connection.successFactors;
  const password = required(secrets, 'SF_PASSWORD', connection);
  const http = createHttp({ system: 'SuccessFactors', limits: limitsFrom(env), ...(onWait && { onWait }) });
  const signIn = new BasicSignIn({ company, user, password });
  return new EmployeeCentralClient({ origin: address.origin, signIn }, http);
}

/**
 * The Entra tenant of a connection. Nothing is sent yet.
 *
 * @throws SfmapError exit 2: the connection names no Entra tenant, or the client secret is missing.
 */
export function openDirectory(
  connection: Connection,
  secrets: Secrets,
  env: Env,
  onWait?: OnWait,
): EntraDirectoryClient {
  const { entraId } = connection;
  if (entraId === undefined) {
    throw new SfmapError(
      'SFM-CONFIG',
      `The connection ${connection.name} names no Entra tenant.`,
      `Add connections.${connection.name}.entraId with tenant and clientId to sfmap.json.`,
      2,
    );
  }
  const http = createHttp({ system: 'Microsoft Graph', limits: limitsFrom(env), ...(onWait && { onWait }) });
  return new EntraDirectoryClient(
    {
      graph: entraId.graph.origin,
      signIn: signInOrigin(entraId.graph),
      tenant: entraId.tenant,
      clientId: entraId.clientId,
      clientSecret: required(secrets, 'GRAPH_CLIENT_SECRET', connection),
    },
    http,
  );
}

function required(secrets: Secrets, name: SecretName, connection: Connection): string {
  const value = secrets[name];
  if (value) return value;
  throw new SfmapError('SFM-SECRET', `The connection ${connection.name} needs ${name}.`, 'Give it and try again.', 2);
}
