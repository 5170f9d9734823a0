import { SfmapError } from '../core/errors.ts';
import type { Connection } from '../project/connection.ts';
import type { EntraConnection } from '../project/entra-connection.ts';
import { mailBinding, mailSettings } from '../project/mail-settings.ts';
import { findConnection, type Project } from '../project/project.ts';
import { sandboxConnection } from '../project/sandbox-connection.ts';
import { successFactorsSecret } from '../project/secrets.ts';
import { leastPermission } from '../systems/entra/permissions.ts';
import { graphResource } from './entra-sign-in.ts';
import type { ConnectionInfo, ConnectionSeen } from './protocol.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Every connection of a project, the sandbox first. One that cannot be used is among them, with the reason. */
export function connectionInfos(project: Project, env: Env): readonly ConnectionInfo[] {
  const names = [...Object.keys(project.content.connections ?? {}), ...(project.fromSettings?.keys() ?? [])];
  const mail = mailInfo(project);
  const infos = [sandboxInfo(env), ...[...new Set(names)].map((name) => infoOf(project, name, env))];
  return infos.map((info) => (mail === undefined || info.problem !== undefined ? info : { ...info, mail }));
}

/** The password of the mail server, bound to the server and the user. */
function mailInfo(project: Project): ConnectionInfo['mail'] {
  const settings = mailSettings(project);
  const binding = settings && mailBinding(settings);
  if (settings === undefined || binding === undefined) return undefined;
  return { binding, prompt: `Password of ${settings.user} at the mail server ${settings.host}` };
}

/** What there is beside a project file that cannot be read: the file stands where its connections would. */
export function connectionsWithout(problem: SfmapError, project: Project, env: Env): readonly ConnectionInfo[] {
  return [...connectionInfos(project, env), unusable('sfmap.json', 'file', problem)];
}

/**
 * Holds a connection against what the user saw of it. Between choosing and now somebody may have changed sfmap.json, and
 * a password must go nowhere else than where its owner agreed to.
 *
 * @throws SfmapError exit 2: it is another one now.
 */
export function checkSeen(connection: Connection, seen: ConnectionSeen | undefined): void {
  if (connection.builtIn) return;
  const { environment, secrets, account, successFactors } = connectionInfo(connection);
  const bindings = [...secrets, ...(account ? [account] : [])].map(({ binding }) => binding);
  if (seen?.environment === environment && JSON.stringify(seen.bindings) === JSON.stringify(bindings)) return;
  throw new SfmapError(
    'SFM-CONNECTION-CHANGED',
    `The connection ${connection.name} is not the one that was chosen: what is written of it has changed since, and names company ` +
      `${successFactors.company} at ${successFactors.host} (${environment}) now.`,
    'Choose the connection again.',
    2,
  );
}

function sandboxInfo(env: Env): ConnectionInfo {
  try {
    return connectionInfo(sandboxConnection(env));
  } catch (error) {
    // Another address was asked for that no sandbox can have; the extension brings the address of its own.
    if (error instanceof SfmapError) return connectionInfo(sandboxConnection({}));
    throw error;
  }
}

function infoOf(project: Project, name: string, env: Env): ConnectionInfo {
  const origin = project.fromSettings?.has(name) ? 'settings' : 'file';
  try {
    const info = connectionInfo(findConnection(project, name, env), origin);
    return project.hidden?.has(name) ? { ...info, note: HIDES } : info;
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    return unusable(name, origin, error);
  }
}

const HIDES = 'Your settings have a connection of this name, too: in this folder the one of sfmap.json is used.';

function unusable(name: string, origin: 'file' | 'settings', { sentence }: SfmapError): ConnectionInfo {
  return {
    name,
    origin,
    environment: 'production',
    successFactors: { host: '', company: '', user: '' },
    entraId: { graph: '', tenant: '', clientId: '' },
    secrets: [],
    problem: sentence,
  };
}

/** A connection as the editor shows it, with the secrets that it needs and what each is bound to. */
export function connectionInfo(connection: Connection, origin: 'file' | 'settings' = 'file'): ConnectionInfo {
  const { name, environment, successFactors, entraId } = connection;
  const { address, company, user } = successFactors;
  return {
    name,
    origin: connection.builtIn ? 'built-in' : origin,
    environment,
    successFactors: { host: address.host, company, user },
    entraId: { graph: entraId?.graph.host ?? '', tenant: entraId?.tenant ?? '', clientId: entraId?.clientId ?? '' },
    secrets: [successFactorsSecretInfo(connection), ...entraSecretInfo(entraId)],
    ...(entraId?.signIn.kind === 'delegated' && { account: accountInfo(entraId) }),
  };
}

/** The secret for Entra ID, bound to the hosts, the tenant and the app. A file or a person needs none. */
function entraSecretInfo(entra: EntraConnection | undefined): ConnectionInfo['secrets'] {
  const kind = entra?.signIn.kind;
  if (entra === undefined || (kind !== 'client-secret' && kind !== 'certificate')) return [];
  const name = kind === 'certificate' ? 'GRAPH_PRIVATE_KEY' : 'GRAPH_CLIENT_SECRET';
  const { signIn } = entra;
  const alone = signIn.kind === 'certificate' && signIn.certificate !== undefined;
  const key = alone ? 'Private key in PEM' : 'Private key and certificate in PEM';
  const what = kind === 'certificate' ? key : 'Client secret';
  return [
    { name, binding: entraBinding(entra), prompt: `${what} of app ${entra.clientId} in Entra tenant ${entra.tenant}` },
  ];
}

function entraBinding({ graph, authority, tenant, clientId, signIn }: EntraConnection): string {
  return [signIn.kind === 'client-secret' ? 'entra' : `entra-${signIn.kind}`, graph.host, tenant, clientId]
    .concat(authority.loopback && authority.host !== graph.host ? [authority.host] : [])
    .join('|');
}

/**
 * What the editor is asked for. To an app of one's own an administrator has granted what it may do; the editor's app asks
 * for the least itself.
 */
function accountInfo(entra: EntraConnection): NonNullable<ConnectionInfo['account']> {
  const { graph, tenant, clientId } = entra;
  const resource = graphResource(entra);
  const global = graph.loopback || graph.host === 'graph.microsoft.com';
  return {
    provider: global ? 'microsoft' : 'microsoft-sovereign-cloud',
    scopes: [
      clientId === '' ? `${resource}/${leastPermission('read users')}` : `${resource}/.default`,
      `VSCODE_TENANT:${tenant}`,
      ...(clientId === '' ? [] : [`VSCODE_CLIENT_ID:${clientId}`]),
    ],
    binding: entraBinding(entra),
  };
}

/** The secret for SuccessFactors, bound to all that decides where it is used and for whom. */
function successFactorsSecretInfo(connection: Connection): ConnectionInfo['secrets'][number] {
  const { address, company, user, signIn } = connection.successFactors;
  const { host } = address;
  const name = successFactorsSecret(connection);
  const tenant = `SuccessFactors ${company} (${host})`;
  switch (signIn.kind) {
    case 'basic':
      return {
        name,
        binding: ['successfactors', host, company, user].join('|'),
        prompt: `Password of ${user} for ${tenant}`,
      };
    case 'oauth-saml':
      return {
        name,
        binding: ['successfactors-oauth', host, company, user, signIn.clientId].join('|'),
        prompt: `Private key in PEM of client ${signIn.clientId} for ${tenant}`,
      };
    case 'oidc': {
      const what = name === 'SF_CLIENT_SECRET' ? 'Secret' : 'Private key in PEM';
      return {
        name,
        binding: ['successfactors-oidc', host, company, signIn.clientId, signIn.token.url].join('|'),
        prompt: `${what} of client ${signIn.clientId} at ${signIn.token.address.host} for ${tenant}`,
      };
    }
  }
}
