import { SfmapError } from '../../../core/errors.ts';
import { isJsonObject, type Json } from '../../../core/json.ts';
import type { Http } from '../../http.ts';
import type { Authority } from './authority.ts';
import type { SignIn } from './sign-in.ts';
import { tokenClaims } from './token-claims.ts';

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Signs in with the token of an account of the editor. It is used for this one tenant, and never asked for here: when it
 * ends, the editor is told.
 */
export class AccountSignIn implements SignIn {
  readonly #token: string;
  readonly #authority: Omit<Authority, 'clientId'>;
  readonly #http: Http;
  #checked = false;
  #over = false;

  /** @param http For the sign-in host, which knows the id of a tenant that is named by its domain. */
  constructor(token: string, authority: Omit<Authority, 'clientId'>, http: Http) {
    this.#token = token;
    this.#authority = authority;
    this.#http = http;
  }

  async authorization(signal?: AbortSignal): Promise<string> {
    if (this.#over) {
      throw new SfmapError(
        'SFM-SIGN-IN-ACCOUNT',
        'Microsoft Graph no longer takes the sign-in of this account.',
        'Sign in again.',
        3,
        { refused: 'system' },
      );
    }
    // Trouble on the way proves nothing: the next request looks again.
    if (!this.#checked) await this.#checkTenant(signal);
    this.#checked = true;
    return `Bearer ${this.#token}`;
  }

  forget(used: string): void {
    if (used === `Bearer ${this.#token}`) this.#over = true;
  }

  async #checkTenant(signal?: AbortSignal): Promise<void> {
    const is = tokenClaims(this.#token)?.tid?.toLowerCase();
    if (is === undefined) return;
    const { tenant } = this.#authority;
    const wanted = guid.test(tenant) ? tenant.toLowerCase() : await this.#tenantId(signal);
    if (wanted === undefined || wanted === is) return;
    throw new SfmapError(
      'SFM-SIGN-IN-TENANT',
      `The account that you have chosen is signed in to another tenant (${is}) than ${tenant}, which sfmap.json names.`,
      `Choose an account of ${tenant}.`,
      3,
      { refused: 'system' },
    );
  }

  /** The id of a tenant from its OpenID configuration; undefined where that cannot be read. */
  async #tenantId(signal?: AbortSignal): Promise<string | undefined> {
    const { origin, tenant } = this.#authority;
    const url = `${origin}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`;
    const { status, text } = await this.#http({
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      signal,
      repeatable: true,
    });
    const issuer = status === 200 ? issuerOf(text) : undefined;
    return issuer
      ?.split('/')
      .find((step) => guid.test(step))
      ?.toLowerCase();
  }
}

function issuerOf(text: string): string | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return isJsonObject(json) && typeof json['issuer'] === 'string' ? json['issuer'] : undefined;
  } catch {
    return undefined;
  }
}
