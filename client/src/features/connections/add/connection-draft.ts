import type { SecretName } from '../../../../../server/src/engine/protocol.ts';

/** Where a connection is to be kept. */
export type Keeping =
  | { readonly kind: 'settings' }
  /** In this sfmap.json, which may not be there yet. */
  | { readonly kind: 'file'; readonly path: string };

export type SuccessFactorsSignIn = 'oauth-saml' | 'oidc-secret' | 'oidc-certificate' | 'basic';
export type EntraSignIn = 'delegated' | 'client-secret' | 'certificate' | 'device-code' | 'none';

/** What the user has answered so far, by steps. */
export interface Answers {
  readonly keeping?: Keeping;
  readonly name?: string;
  readonly host?: string;
  /** The host is this machine. */
  readonly loopback?: boolean;
  readonly kind?: 'production' | 'preview' | 'demo';
  readonly production?: boolean;
  readonly signIn?: SuccessFactorsSignIn;
  readonly company?: string;
  readonly user?: string;
  readonly userIs?: 'username' | 'userId' | 'email';
  readonly clientId?: string;
  readonly tokenUrl?: string;
  readonly dependency?: string;
  readonly entra?: EntraSignIn;
  readonly tenant?: string;
  readonly appId?: string;
  readonly graph?: string;
  readonly secrets: Partial<Readonly<Record<SecretName, string>>>;
  /** What each secret was given for: kind, host, company and user. */
  readonly secretsFor?: Partial<Readonly<Record<SecretName, string>>>;
}

/** What is asked, by the answers that are there. The secrets stand last: what they belong to is known by then. */
export type Question = Named | { readonly secret: SecretName };

/** An entry that is asked for by its name. */
export type Named = Exclude<keyof Answers, 'secrets' | 'secretsFor' | 'loopback' | 'kind'>;

/** The questions that the answers so far lead to, in their order. */
export function questionsOf({ signIn, entra, loopback }: Answers): readonly Question[] {
  const oidc = signIn === 'oidc-secret' || signIn === 'oidc-certificate';
  const own: readonly Question[] = oidc
    ? ['clientId', 'tokenUrl', 'dependency']
    : signIn === 'oauth-saml'
      ? ['user', 'userIs', 'clientId']
      : ['user'];
  const directory: readonly Question[] =
    entra === 'none'
      ? []
      : ['tenant', ...(entra === 'delegated' ? [] : ['appId' as const]), ...(loopback ? ['graph' as const] : [])];
  return [
    ...(['keeping', 'name', 'host', 'production', 'signIn', 'company'] as const),
    ...own,
    'entra',
    ...directory,
    ...secretsOf(signIn, entra).map((secret) => ({ secret })),
  ];
}

function secretsOf(signIn: SuccessFactorsSignIn | undefined, entra: EntraSignIn | undefined): readonly SecretName[] {
  const successFactors = {
    'oauth-saml': 'SF_PRIVATE_KEY',
    'oidc-secret': 'SF_CLIENT_SECRET',
    'oidc-certificate': 'SF_PRIVATE_KEY',
    basic: 'SF_PASSWORD',
  } as const;
  return [
    ...(signIn === undefined ? [] : [successFactors[signIn]]),
    ...(entra === 'client-secret' ? (['GRAPH_CLIENT_SECRET'] as const) : []),
    ...(entra === 'certificate' ? (['GRAPH_PRIVATE_KEY'] as const) : []),
  ];
}

/** The connection as sfmap.json holds it. Answers to questions that are no longer asked are left out. */
export function draftOf(answers: Answers): Readonly<Record<string, unknown>> {
  const asked = new Set(questionsOf(answers).filter((question) => typeof question === 'string'));
  const kept = (name: Named) => (asked.has(name) && answers[name] !== '' ? answers[name] : undefined);
  const { signIn, entra } = answers;
  return withoutGaps({
    production: answers.production,
    successFactors: withoutGaps({
      host: kept('host'),
      company: kept('company'),
      user: kept('user'),
      auth: signIn?.replace(/-(?:secret|certificate)$/, ''),
      clientId: kept('clientId'),
      userIs: kept('userIs') === 'username' ? undefined : kept('userIs'),
      tokenUrl: kept('tokenUrl'),
      clientAuth: signIn === 'oidc-certificate' ? 'certificate' : undefined,
      dependency: kept('dependency'),
    }),
    entraId:
      entra === undefined || entra === 'none'
        ? undefined
        : withoutGaps({ tenant: kept('tenant'), clientId: kept('appId'), graph: kept('graph'), auth: entra }),
  });
}

function withoutGaps(entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
