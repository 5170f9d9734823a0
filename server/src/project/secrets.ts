import { resolve } from 'node:path';
import type { Connection } from './connection.ts';
import { projectError } from './project-error.ts';
import { readNamedFile } from './read-text-file.ts';
import { sandboxSecrets } from './sandbox-connection.ts';

export type SecretName =
  | 'SF_PASSWORD'
  | 'SF_PRIVATE_KEY'
  | 'SF_CLIENT_SECRET'
  | 'GRAPH_CLIENT_SECRET'
  | 'GRAPH_PRIVATE_KEY'
  /** The token of an account of the editor: given with a request, never read from the environment, never kept. */
  | 'GRAPH_TOKEN';
export type Secrets = Partial<Readonly<Record<SecretName, string>>>;

/** The systems that a command signs in to. */
export type System = 'SuccessFactors' | 'Entra ID';

type Env = Readonly<Record<string, string | undefined>>;

/** A private key of 4,096 bits with its certificate chain has some 10 KB. */
const keyFileLimit = 256 * 1024;

/** The start of a connection's environment variables: `contoso-t1` → `SFMAP_CONTOSO_T1_`. */
export function secretPrefix(connection: string): string {
  return `SFMAP_${connection.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_`;
}

/** The secret by which a connection signs in to SuccessFactors. */
export function successFactorsSecret({ successFactors: { signIn } }: Connection): SecretName {
  if (signIn.kind === 'basic') return 'SF_PASSWORD';
  return signIn.kind === 'oidc' && signIn.clientAuth === 'secret' ? 'SF_CLIENT_SECRET' : 'SF_PRIVATE_KEY';
}

/** The secret by which an app signs in to Entra ID; none where a file or a person proves who it is. */
export function entraSecret({ entraId }: Connection): SecretName | undefined {
  if (entraId?.signIn.kind === 'client-secret') return 'GRAPH_CLIENT_SECRET';
  return entraId?.signIn.kind === 'certificate' ? 'GRAPH_PRIVATE_KEY' : undefined;
}

/**
 * The secrets of a connection from the environment.
 *
 * `SFMAP_<CONNECTION>_HOST` must equal the host of sfmap.json, so that a changed file cannot carry a secret elsewhere;
 * for oidc `SFMAP_<CONNECTION>_IDENTITY_HOST` says the same of the host that the secret is sent to.
 * `SFMAP_<CONNECTION>_SF_PRIVATE_KEY_FILE` and `…_GRAPH_PRIVATE_KEY_FILE` may name a file instead of holding the key.
 * The built-in sandbox has well-known passwords and needs none of them.
 *
 * @param names All connections of the project: two that share a variable are an error.
 * @param systems What is signed in to. A connection without an Entra tenant has no secret for one.
 * @param cwd The folder that the name of a key file is relative to.
 * @throws SfmapError exit 2: a missing variable by name, another host, two connections with the same variables, a key
 *   file that cannot be read.
 */
export async function readSecrets(
  connection: Connection,
  names: readonly string[],
  systems: readonly System[],
  env: Env,
  cwd: string,
): Promise<Secrets> {
  const prefix = secretPrefix(connection.name);
  const twin = names.find((name) => name !== connection.name && secretPrefix(name) === prefix);
  if (twin !== undefined) {
    throw projectError(
      `The connections ${connection.name} and ${twin} would share the environment variables ${prefix}….`,
      'Rename one of them.',
    );
  }

  const secrets: Partial<Record<SecretName, string>> = connection.builtIn ? { ...sandboxSecrets } : {};
  for (const name of neededSecrets(connection, systems)) {
    const value = env[prefix + name] || (await keyFile(name, prefix, env, cwd));
    if (value) secrets[name] = value;
    if (secrets[name] === undefined) {
      throw projectError(
        `The connection ${connection.name} needs a secret that is not set: ${prefix}${name}.`,
        isKey(name)
          ? `Set this environment variable to the key in PEM, or ${prefix}${name}_FILE to the path of its file.`
          : 'Set this environment variable.',
      );
    }
  }
  if (!connection.builtIn) checkHosts(connection, prefix, env);
  return secrets;
}

function neededSecrets(connection: Connection, systems: readonly System[]): readonly SecretName[] {
  const entra = systems.includes('Entra ID') ? entraSecret(connection) : undefined;
  return [
    ...(systems.includes('SuccessFactors') ? [successFactorsSecret(connection)] : []),
    ...(entra === undefined ? [] : [entra]),
  ];
}

const isKey = (name: SecretName): boolean => name === 'SF_PRIVATE_KEY' || name === 'GRAPH_PRIVATE_KEY';

async function keyFile(name: SecretName, prefix: string, env: Env, cwd: string): Promise<string | undefined> {
  const path = isKey(name) ? env[`${prefix}${name}_FILE`] : undefined;
  if (!path) return undefined;
  return readNamedFile(resolve(cwd, path), 'The private key', keyFileLimit, 'Give the file that holds the key alone.');
}

function checkHosts(connection: Connection, prefix: string, env: Env): void {
  const { address, signIn } = connection.successFactors;
  checkHost(connection.name, `${prefix}HOST`, address.host, env);
  if (signIn.kind === 'oidc') checkHost(connection.name, `${prefix}IDENTITY_HOST`, signIn.token.address.host, env);
}

function checkHost(connection: string, variable: string, host: string, env: Env): void {
  const bound = env[variable];
  if (!bound) {
    throw projectError(
      `${variable} is not set.`,
      `Set it to ${host} if the secrets of ${connection} belong there: they are sent nowhere else.`,
    );
  }
  if (bound.trim().toLowerCase() !== host.toLowerCase()) {
    throw projectError(
      `The secrets of ${connection} belong to another host than ${host}, which sfmap.json names.`,
      `If sfmap.json is right, set ${variable}=${host}; if not, somebody changed it.`,
    );
  }
}
