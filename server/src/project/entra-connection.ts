import { resolve } from 'node:path';
import { type Address, authorityAddress, graphAddress } from './hosts.ts';
import { projectError } from './project-error.ts';
import type { ProjectContent } from './project-schema.ts';

/** How a connection signs in to Entra ID, without its secret. Paths are absolute. */
export type EntraSignInMethod =
  | { readonly kind: 'client-secret' }
  | { readonly kind: 'certificate'; readonly certificate?: string }
  | { readonly kind: 'federated'; readonly tokenFile?: string }
  | { readonly kind: 'device-code' }
  | { readonly kind: 'delegated' };

/** The Entra tenant of a connection. */
export interface EntraConnection {
  readonly graph: Address;
  /** Where its tokens come from. */
  readonly authority: Address;
  /** Id or domain. */
  readonly tenant: string;
  /** Empty where the editor's own app signs in. */
  readonly clientId: string;
  readonly signIn: EntraSignInMethod;
}

type Content = NonNullable<NonNullable<ProjectContent['connections']>[string]['entraId']>;

/** The settings that belong to a kind alone; one that would be ignored is a mistake. */
const settings = { certificate: 'certificate', federatedTokenFile: 'federated' } as const;

/** Names that stand for whatever tenant an account has. */
const anyTenant: readonly string[] = ['common', 'organizations', 'consumers'];

/**
 * The Entra tenant of a connection.
 *
 * @param successFactors Where the other system is: both are on this machine, or neither.
 * @param folder The folder of sfmap.json, which paths are relative to.
 * @param place Where it is written, for messages.
 * @throws SfmapError exit 2: a host that is not allowed, a setting that is missing or belongs to another sign-in.
 */
export function readEntra(content: Content, successFactors: Address, folder: string, place: string): EntraConnection {
  const graph = graphAddress(content.graph ?? 'graph.microsoft.com', `${place}.graph`);
  // Else a changed file could draw the Graph secret of a real tenant to a program on this machine.
  if (graph.loopback && !successFactors.loopback) {
    throw projectError(
      `${place}.graph is on this machine, but SuccessFactors is not.`,
      'Use loopback for both, or for none.',
    );
  }
  const authority = authorityAddress(content.authority, graph, `${place}.authority`);
  const { tenant, clientId = '' } = content;
  if (anyTenant.includes(tenant.toLowerCase())) {
    throw projectError(`${place}.tenant is ${tenant}, which is no tenant.`, 'Write its domain or its id.');
  }
  const signIn = readSignIn(content, folder, place);
  if (clientId === '' && signIn.kind !== 'delegated') {
    throw projectError(
      `${place}.clientId is missing.`,
      'Copy the application (client) ID of the app registration there.',
    );
  }
  return { graph, authority, tenant, clientId, signIn };
}

function readSignIn(content: Content, folder: string, place: string): EntraSignInMethod {
  const kind = content.auth ?? 'client-secret';
  for (const [name, other] of Object.entries(settings)) {
    if (content[name as keyof typeof settings] === undefined || kind === other) continue;
    throw projectError(`${place}.${name} is not used by auth ${kind}.`, `Take it out, or set "auth": "${other}".`);
  }
  const { certificate, federatedTokenFile } = content;
  if (kind === 'certificate') {
    return { kind, ...(certificate !== undefined && { certificate: resolve(folder, certificate) }) };
  }
  if (kind === 'federated') {
    return { kind, ...(federatedTokenFile !== undefined && { tokenFile: resolve(folder, federatedTokenFile) }) };
  }
  return { kind };
}
