import * as z from 'zod';
import { SfmapError } from '../../../core/errors.ts';
import { foreignCode } from '../../foreign-code.ts';
import type { Http } from '../../http.ts';
import { jsonAnswer } from '../../json-answer.ts';
import type { SignIn } from './sign-in.ts';

/** A client-credentials sign-in of an app registration. */
export interface SecretSettings {
  /** `https://graph.microsoft.com`, or the sandbox. */
  readonly graph: string;
  /** `https://login.microsoftonline.com`, or the sandbox. */
  readonly signIn: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const errorSchema = z.object({ error: z.string(), error_description: z.string().optional() });

/** What Entra ID's sign-in codes mean and what helps. */
const cures: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['AADSTS7000215', ['the client secret is wrong', 'Use the value of the secret, not its ID.']],
  ['AADSTS7000222', ['the client secret has expired', 'Create a new one in the app registration.']],
  ['AADSTS700016', ['this tenant has no app with this client ID', 'Check clientId and tenant in sfmap.json.']],
  ['AADSTS90002', ['there is no such tenant', 'Check tenant in sfmap.json.']],
]);

/** Gets tokens and keeps the current one until shortly before it expires. */
export class SecretSignIn implements SignIn {
  #token: { readonly text: string; readonly until: number } | undefined;

  constructor(
    private readonly settings: SecretSettings,
    private readonly http: Http,
  ) {}

  forget(used: string): void {
    if (`Bearer ${this.#token?.text}` === used) this.#token = undefined;
  }

  async authorization(signal?: AbortSignal): Promise<string> {
    if (this.#token && this.#token.until > Date.now()) return `Bearer ${this.#token.text}`;
    const { graph, signIn, tenant, clientId, clientSecret } = this.settings;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${graph}/.default`,
    });
    const answer = await this.http({
      method: 'POST',
      url: `${signIn}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
      signal,
      repeatable: true,
    });
    const json = jsonAnswer(answer, 'The sign-in of Entra ID');
    const parsed = answerSchema.safeParse(json);
    if (answer.status >= 400 || !parsed.success) throw refused(json);

    const { access_token: text, expires_in: seconds } = parsed.data;
    this.#token = { text, until: Date.now() + Math.max(0, seconds - 60) * 1000 };
    return `Bearer ${text}`;
  }
}

function refused(json: unknown): SfmapError {
  const parsed = errorSchema.safeParse(json);
  const description = parsed.success ? (parsed.data.error_description ?? parsed.data.error) : '';
  const named = parsed.success ? foreignCode(parsed.data.error) : undefined;
  const code = /AADSTS\d+/.exec(description)?.[0] ?? named ?? 'no reason given';
  const [reason, cure] = cures.get(code) ?? [
    'it gives the code alone',
    'Check tenant, client ID and client secret of the app registration.',
  ];
  return new SfmapError(code, `Entra ID refuses the sign-in: ${reason} (${code}).`, cure, 3);
}
