import { companyUser } from './company-user.ts';
import { tenantKind } from './data-centers.ts';
import { type Address, graphAddress, successFactorsAddress } from './hosts.ts';
import { projectError } from './project-error.ts';
import type { ProjectContent } from './project-schema.ts';
import { readSignIn, type SignInMethod } from './sign-in-method.ts';

/** How careful one has to be with a tenant. */
export type Environment = 'sandbox' | 'test' | 'production';

/** A pair of tenants that a mapping can run against. Never holds a secret. */
export interface Connection {
  readonly name: string;
  readonly environment: Environment;
  readonly successFactors: {
    readonly address: Address;
    readonly company: string;
    /** The API user; for oidc without one, the client that SuccessFactors takes for it. */
    readonly user: string;
    readonly signIn: SignInMethod;
    /** What sfmap has read otherwise than it is written, one sentence each. */
    readonly notes: readonly string[];
  };
  readonly entraId?: { readonly graph: Address; readonly tenant: string; readonly clientId: string };
  readonly parameters: ReadonlyMap<string, string>;
  /** The connection `sandbox`, whose passwords are well known. */
  readonly builtIn: boolean;
}

type ConnectionContent = NonNullable<ProjectContent['connections']>[string];

/**
 * A connection of `sfmap.json`.
 *
 * @throws SfmapError exit 2: a host that is not allowed, a missing company, an incomplete sign-in.
 */
export function readConnection(name: string, content: ConnectionContent): Connection {
  const place = `sfmap.json: connections.${name}`;
  const { successFactors, entraId } = content;
  const address = successFactorsAddress(successFactors.host, `${place}.successFactors.host`);
  const signIn = readSignIn(successFactors, address, `${place}.successFactors`);
  const graph = entraId && graphAddress(entraId.graph ?? 'graph.microsoft.com', `${place}.entraId.graph`);
  // Else a changed file could draw the Graph secret of a real tenant to a program on this machine.
  if (graph?.loopback && !address.loopback) {
    throw projectError(
      `${place}.entraId.graph is on this machine, but SuccessFactors is not.`,
      'Use loopback for both, or for none.',
    );
  }
  const { user, company, split } = userOf(successFactors, signIn, `${place}.successFactors`);
  const notes = [
    ...(address.pasted === undefined ? [] : [`host is written as ${address.pasted}; ${address.host} is used.`]),
    ...(split === undefined ? [] : [`user is written as ${split}; that is user ${user} of company ${company}.`]),
    ...(content.production === false && tenantKind(address.host) === 'production'
      ? [`"production" is false, but ${address.host} is a server of production tenants.`]
      : []),
  ];
  return {
    name,
    environment: content.production === false ? 'test' : 'production',
    successFactors: { address, company, user, signIn, notes },
    ...(entraId && graph && { entraId: { graph, tenant: entraId.tenant, clientId: entraId.clientId } }),
    parameters: new Map(Object.entries(content.parameters ?? {})),
    builtIn: false,
  };
}

/** A client of SAP Cloud Identity Services stands for its user by itself, so that naming the user is not needed. */
function userOf(content: ConnectionContent['successFactors'], signIn: SignInMethod, place: string) {
  if (content.user !== undefined) return companyUser(content.user, content.company, place);
  if (signIn.kind === 'oidc') return companyUser(signIn.clientId, content.company, place);
  throw projectError(`${place}.user is missing.`, 'Add the name of the API user, for example "user": "sfapi".');
}
