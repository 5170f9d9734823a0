import { companyUser } from './company-user.ts';
import { tenantKind } from './data-centers.ts';
import { type EntraConnection, readEntra } from './entra-connection.ts';
import { type Address, successFactorsAddress } from './hosts.ts';
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
  readonly entraId?: EntraConnection;
  readonly parameters: ReadonlyMap<string, string>;
  /** The connection `sandbox`, whose passwords are well known. */
  readonly builtIn: boolean;
}

export type ConnectionContent = NonNullable<ProjectContent['connections']>[string];

/**
 * A connection of `sfmap.json` or of the user's settings.
 *
 * @param folder The folder of sfmap.json, which paths are relative to.
 * @param place Where it is written, for messages.
 * @throws SfmapError exit 2: a host that is not allowed, a missing company, an incomplete sign-in.
 */
export function readConnection(
  name: string,
  content: ConnectionContent,
  folder: string,
  place = `sfmap.json: connections.${name}`,
): Connection {
  const { successFactors, entraId } = content;
  const address = successFactorsAddress(successFactors.host, `${place}.successFactors.host`);
  const signIn = readSignIn(successFactors, address, `${place}.successFactors`);
  const entra = entraId && readEntra(entraId, address, folder, `${place}.entraId`);
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
    ...(entra && { entraId: entra }),
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
