import type { Connection } from './connection.ts';
import { projectError } from './project-error.ts';
import { sandboxSecrets } from './sandbox-connection.ts';

export type SecretName = 'SF_PASSWORD' | 'GRAPH_CLIENT_SECRET';
export type Secrets = Partial<Readonly<Record<SecretName, string>>>;

/** The start of a connection's environment variables: `contoso-t1` → `SFMAP_CONTOSO_T1_`. */
export function secretPrefix(connection: string): string {
  return `SFMAP_${connection.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_`;
}

/**
 * The secrets of a connection from the environment.
 *
 * `SFMAP_<CONNECTION>_HOST` must equal the host of sfmap.json, so that a changed file cannot carry a secret elsewhere.
 * The built-in sandbox has well-known passwords and needs neither.
 *
 * @param names All connections of the project: two that share a variable are an error.
 * @param needed The secrets without which the command cannot work.
 * @throws SfmapError exit 2: a missing variable by name, another host, two connections with the same variables.
 */
export function readSecrets(
  connection: Connection,
  names: readonly string[],
  needed: readonly SecretName[],
  env: Readonly<Record<string, string | undefined>>,
): Secrets {
  const prefix = secretPrefix(connection.name);
  const twin = names.find((name) => name !== connection.name && secretPrefix(name) === prefix);
  if (twin !== undefined) {
    throw projectError(
      `The connections ${connection.name} and ${twin} would share the environment variables ${prefix}….`,
      'Rename one of them.',
    );
  }

  const secrets: Partial<Record<SecretName, string>> = connection.builtIn ? { ...sandboxSecrets } : {};
  for (const name of needed) {
    const value = env[prefix + name];
    if (value) secrets[name] = value;
    if (secrets[name] === undefined) {
      throw projectError(
        `The connection ${connection.name} needs a secret that is not set: ${prefix}${name}.`,
        'Set this environment variable.',
      );
    }
  }
  if (!connection.builtIn) checkHost(connection, prefix, env[`${prefix}HOST`]);
  return secrets;
}

function checkHost(connection: Connection, prefix: string, bound: string | undefined): void {
  const { host } = connection.successFactors.address;
  if (!bound) {
    throw projectError(
      `${prefix}HOST is not set.`,
      `Set it to ${host} if the secrets of ${connection.name} belong there: they are sent nowhere else.`,
    );
  }
  if (bound.trim().toLowerCase() !== host.toLowerCase()) {
    throw projectError(
      `The secrets of ${connection.name} belong to another host than ${host}, which sfmap.json names.`,
      `If sfmap.json is right, set ${prefix}HOST=${host}; if not, somebody changed it.`,
    );
  }
}
