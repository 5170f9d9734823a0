import { wellKnown } from '../tenant/well-known.ts';
import { AccessTokens } from './access-tokens.ts';
import { type ApiUser, apiUserNamed } from './api-users.ts';
import { Passwords } from './passwords.ts';
import { Sessions } from './sessions.ts';
import { refusals, type SignInRefusal } from './sign-in-refusal.ts';

/** What can be switched about signing in, by arguments and at run time. */
export interface SignInSettings {
  /** SAP has deleted Basic in this tenant: LGN0010. */
  readonly basicRetired: boolean;
  /** The company's IP allow-list does not hold the caller: LGN0010 as well. */
  readonly addressRefused: boolean;
  readonly tokenLifeSeconds: number;
}

/** SuccessFactors' access tokens live a day (MuleSoft's and sf-oauth's documents). */
export const TOKEN_LIFE_SECONDS = 86_400;

export type Kind = 'basic' | 'oauth' | 'oidc';

/** Somebody who has signed in, and how. */
export interface SignedIn {
  readonly user: ApiUser;
  readonly kind: Kind;
}

/** Who may come in: passwords, access tokens, registered OAuth clients, sessions. */
export class SignIn {
  readonly passwords = new Passwords();
  readonly sessions = new Sessions();
  readonly tokens = new AccessTokens();
  /** Tokens of SAP Cloud Identity Services, which the tenant trusts. */
  readonly identityTokens = new AccessTokens();
  /** API key → certificate in PEM. */
  readonly clients = new Map<string, string>();
  settings: SignInSettings;
  readonly #initial: SignInSettings;

  constructor(settings: SignInSettings) {
    this.settings = settings;
    this.#initial = settings;
  }

  /** Unlocks accounts, ends sessions and brings the settings of the start back; tokens and clients stay. */
  reset(): void {
    this.passwords.unlockAll();
    this.sessions.clear();
    this.settings = this.#initial;
  }

  expireTokens(now: number): void {
    this.tokens.expireAll(now);
    this.identityTokens.expireAll(now);
  }

  /** Judges the Authorization header of a request to /odata/v2. */
  judge(header: string | undefined, now: number): SignedIn | SignInRefusal {
    if (!header) return refusals.missing;
    if (this.settings.addressRefused) return refusals.basicOrAddress;
    const basic = /^Basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(header)?.[1];
    const bearer = /^Bearer\s+([A-Za-z0-9+/=._~-]+)\s*$/i.exec(header)?.[1];
    if (basic !== undefined) return this.#basic(basic);
    return bearer === undefined ? refusals.format : this.#bearer(bearer, now);
  }

  /** `user@company:password`: the company follows the last `@`, as users may be e-mails; a password may hold colons. */
  #basic(base64: string): SignedIn | SignInRefusal {
    const [account = '', ...rest] = Buffer.from(base64, 'base64').toString('utf8').split(':');
    const at = account.lastIndexOf('@');
    const company = at < 0 ? '' : account.slice(at + 1);
    if (company !== wellKnown.company) return refusals.company(company);
    if (this.settings.basicRetired) return refusals.basicOrAddress;
    const user = this.passwords.check(account.slice(0, at), rest.join(':'));
    return 'status' in user ? user : admitted(user, 'basic');
  }

  #bearer(token: string, now: number): SignedIn | SignInRefusal {
    const own = this.tokens.find(token);
    const grant = own ?? this.identityTokens.find(token);
    if (!grant) return refusals.invalidToken;
    if (grant.expiresAt <= now) return refusals.expired;
    const user = grant.user === null ? undefined : apiUserNamed(grant.user);
    if (!user) return refusals.notMapped;
    return this.passwords.isLocked(user) ? refusals.locked : admitted(user, own ? 'oauth' : 'oidc');
  }
}

function admitted(user: ApiUser, kind: Kind): SignedIn | SignInRefusal {
  if (user.lacks === 'address') return refusals.address(user.user);
  return user.lacks === 'odata' ? refusals.noODataPermission : { user, kind };
}
