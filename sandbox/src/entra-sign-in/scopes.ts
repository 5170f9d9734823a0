import { safeHost } from '../http/safe-host.ts';
import { graphPermissions, openIdScopes } from './permissions.ts';
import { SignInRefusal } from './refusal.ts';

export const GRAPH = 'https://graph.microsoft.com';
const GRAPH_ID = '00000003-0000-0000-c000-000000000000';
/** Resources of Microsoft that every tenant has, so that tokens for another audience can be had. */
const OTHERS: ReadonlySet<string> = new Set([
  'https://graph.windows.net',
  'https://management.azure.com',
  'https://vault.azure.net',
]);

/** The audience of a resource identifier; null where the tenant has no such resource. Graph is also the sandbox itself. */
function audienceOf(resource: string): string | null {
  const name = resource.replace(/\/$/, '');
  if (name === GRAPH || name === GRAPH_ID) return name;
  if (OTHERS.has(name)) return name;
  if (!URL.canParse(name)) return null;
  const { protocol, host } = new URL(name);
  return /^https?:$/.test(protocol) && safeHost(host) !== null ? GRAPH : null;
}

const unknown = (resource: string, tenant: string): SignInRefusal =>
  new SignInRefusal(
    400,
    'invalid_resource',
    500011,
    `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );

/**
 * The audience that an app asks for by itself: one resource with `/.default` behind it.
 *
 * @throws SignInRefusal 1002012, 700022 or 500011
 */
export function audienceOfDefault(scope: string, tenant: string): string {
  const words = scope.split(' ').filter((word) => word !== '' && !openIdScopes.has(word));
  if (words.length > 1) throw severalResources(scope);
  const resource = /^(.+)\/\.default$/.exec(words[0] ?? '')?.[1];
  if (resource === undefined) {
    throw new SignInRefusal(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  const audience = audienceOf(resource);
  if (audience === null) throw unknown(resource, tenant);
  return audience;
}

const severalResources = (scope: string): SignInRefusal =>
  new SignInRefusal(
    400,
    'invalid_scope',
    700022,
    `The provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
  );

/** What a user is asked to consent to. */
export interface DelegatedScopes {
  readonly audience: string;
  /** Permissions of the resource by their short names; null: all that were consented to (`.default`). */
  readonly permissions: readonly string[] | null;
  readonly openId: ReadonlySet<string>;
  /** The words of the request, as they go back in the answer. */
  readonly words: readonly string[];
}

/**
 * Reads the scopes of a user's sign-in: `User.Read.All`, `https://graph.microsoft.com/User.Read.All` or `…/.default`,
 * beside those of OpenID Connect.
 *
 * @throws SignInRefusal 70011, 700022 or 500011
 */
export function delegatedScopes(scope: string, tenant: string): DelegatedScopes {
  const words = scope.split(' ').filter((word) => word !== '');
  const asked = words.filter((word) => !openIdScopes.has(word));
  const found = asked.map((word) => {
    const [, resource = GRAPH, name = word] = /^(.+)\/([^/]+)$/.exec(word) ?? [];
    const audience = audienceOf(resource);
    if (audience === null) throw unknown(resource, tenant);
    if (name !== '.default' && !graphPermissions.includes(name)) {
      throw new SignInRefusal(
        400,
        'invalid_scope',
        70011,
        `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
      );
    }
    return { audience, name };
  });
  const [first = { audience: GRAPH, name: '' }, ...more] = found;
  if (more.some(({ audience }) => audience !== first.audience)) throw severalResources(scope);
  const isDefault = found.some(({ name }) => name === '.default');
  return {
    audience: first.audience,
    permissions: isDefault ? null : found.map(({ name }) => name),
    openId: new Set(words.filter((word) => openIdScopes.has(word))),
    words,
  };
}
