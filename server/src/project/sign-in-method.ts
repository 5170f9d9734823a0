import { type Address, type TokenAddress, tokenAddress } from './hosts.ts';
import { projectError } from './project-error.ts';
import type { ProjectContent } from './project-schema.ts';

/** How a connection signs in to SuccessFactors, without its secret. */
export type SignInMethod =
  | { readonly kind: 'basic' }
  | { readonly kind: 'oauth-saml'; readonly clientId: string; readonly userIs: 'username' | 'userId' | 'email' }
  | {
      readonly kind: 'oidc';
      readonly clientId: string;
      readonly token: TokenAddress;
      readonly clientAuth: 'secret' | 'certificate';
      readonly dependency?: string;
    };

type Content = NonNullable<ProjectContent['connections']>[string]['successFactors'];

/** The settings that belong to a kind alone; one that would be ignored is a mistake. */
const settings = {
  basic: [],
  'oauth-saml': ['clientId', 'userIs'],
  oidc: ['clientId', 'tokenUrl', 'clientAuth', 'dependency'],
} as const;

/**
 * The sign-in of a connection.
 *
 * @param address Where SuccessFactors is. A token endpoint on this machine goes with a SuccessFactors on this machine.
 * @param place Where it is written, for messages.
 * @throws SfmapError exit 2: a setting that is missing or belongs to another kind, a token endpoint that is not allowed.
 */
export function readSignIn(content: Content, address: Address, place: string): SignInMethod {
  const kind = content.auth ?? 'basic';
  const own: readonly string[] = settings[kind];
  for (const name of ['clientId', 'userIs', 'tokenUrl', 'clientAuth', 'dependency'] as const) {
    if (content[name] === undefined || own.includes(name)) continue;
    const kinds = Object.entries(settings).filter(([, names]) => (names as readonly string[]).includes(name));
    throw projectError(
      `${place}.${name} is not used by auth ${kind}.`,
      `Take it out, or set "auth": ${kinds.map(([other]) => `"${other}"`).join(' or ')}.`,
    );
  }
  if (kind === 'basic') return { kind };

  const { clientId, tokenUrl, dependency } = content;
  if (clientId === undefined) {
    throw projectError(
      `${place}.clientId is missing.`,
      kind === 'oauth-saml'
        ? 'Copy the API key of the client there: Admin Center → Manage OAuth2 Client Applications.'
        : 'Copy the client ID of the application in SAP Cloud Identity Services there.',
    );
  }
  if (kind === 'oauth-saml') return { kind, clientId, userIs: content.userIs ?? 'username' };
  if (tokenUrl === undefined) {
    throw projectError(
      `${place}.tokenUrl is missing.`,
      'Add your tenant of SAP Cloud Identity Services, for example "tokenUrl": "contoso.accounts.ondemand.com".',
    );
  }
  const token = tokenAddress(tokenUrl, `${place}.tokenUrl`);
  if (token.address.loopback !== address.loopback) {
    throw projectError(
      `${place}: one of host and tokenUrl is on this machine, the other is not.`,
      'Use loopback for both, or for none.',
    );
  }
  return {
    kind,
    clientId,
    token,
    clientAuth: content.clientAuth ?? 'secret',
    ...(dependency !== undefined && { dependency }),
  };
}
