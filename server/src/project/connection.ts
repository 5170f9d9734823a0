import { companyUser } from './company-user.ts';
import { type Address, graphAddress, successFactorsAddress } from './hosts.ts';
import { projectError } from './project-error.ts';
import type { ProjectContent } from './project-schema.ts';

/** How careful one has to be with a tenant. */
export type Environment = 'sandbox' | 'test' | 'production';

/** A pair of tenants that a mapping can run against. Never holds a secret. */
export interface Connection {
  readonly name: string;
  readonly environment: Environment;
  readonly successFactors: { readonly address: Address; readonly company: string; readonly user: string };
  readonly entraId?: { readonly graph: Address; readonly tenant: string; readonly clientId: string };
  readonly parameters: ReadonlyMap<string, string>;
  /** The connection `sandbox`, whose passwords are well known. */
  readonly builtIn: boolean;
}

type ConnectionContent = NonNullable<ProjectContent['connections']>[string];

/**
 * A connection of `sfmap.json`.
 *
 * @throws SfmapError exit 2: a host that is not allowed, a missing company, a sign-in that this version cannot do.
 */
export function readConnection(name: string, content: ConnectionContent): Connection {
  const place = `sfmap.json: connections.${name}`;
  const { successFactors, entraId } = content;
  const auth = successFactors.auth ?? 'basic';
  if (auth !== 'basic') {
    throw projectError(
      `${place}.successFactors.auth is ${auth}, and this version signs in with user and password alone.`,
      'Write "auth": "basic", or leave it out.',
    );
  }

  const address = successFactorsAddress(successFactors.host, `${place}.successFactors.host`);
  const graph = entraId && graphAddress(entraId.graph ?? 'graph.microsoft.com', `${place}.entraId.graph`);
  // Else a changed file could draw the Graph secret of a real tenant to a program on this machine.
  if (graph?.loopback && !address.loopback) {
    throw projectError(
      `${place}.entraId.graph is on this machine, but SuccessFactors is not.`,
      'Use loopback for both, or for none.',
    );
  }
  return {
    name,
    environment: content.production === false ? 'test' : 'production',
    successFactors: { address, ...companyUser(successFactors.user, successFactors.company, `${place}.successFactors`) },
    ...(entraId && graph && { entraId: { graph, tenant: entraId.tenant, clientId: entraId.clientId } }),
    parameters: new Map(Object.entries(content.parameters ?? {})),
    builtIn: false,
  };
}
