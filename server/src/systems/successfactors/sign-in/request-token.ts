import * as z from 'zod';
import { SfmapError } from '../../../core/errors.ts';
import { isJsonObject, type Json } from '../../../core/json.ts';
import { oneLine } from '../../../core/one-line.ts';
import { hideSecrets, secretsOf } from '../../hide-secrets.ts';
import type { Http, HttpAnswer } from '../../http.ts';
import { jsonAnswer } from '../../json-answer.ts';
import { steadily } from '../../steadily.ts';
import { signInCode, signInRefusal } from '../refusal.ts';
import type { Token } from './token-sign-in.ts';

/** A token endpoint, and how its refusals are told. */
export interface TokenEndpoint {
  readonly url: string;
  /** What it belongs to, for messages: `SuccessFactors`. */
  readonly system: string;
  readonly http: Http;
  /** @param words The reason that the endpoint gives, in one line; empty where it gives none. */
  readonly refusal: (status: number, words: string) => SfmapError;
}

const tokenSchema = z.object({
  // What is no token of RFC 6750 could not stand in a header.
  access_token: z.string().regex(/^[A-Za-z0-9._~+/-]{1,65536}=*$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000),
});

/** Milliseconds before a second and a third try. */
const waits = [500, 1_500];
/** Failures on the way to a token endpoint that may pass. */
const onTheWay = /^SFM-(NET-RESET|HTTP-(429|502|503|504))$/;

/**
 * Asks a token endpoint for a token. Asking twice does no harm, so what failed on the way is tried again.
 *
 * @param form Makes what is sent, form-encoded, anew for each try: an endpoint takes an assertion only once (RFC 7523,
 *   section 3). Nothing of it is ever shown.
 * @throws SfmapError exit 3: as `TokenEndpoint.refusal` says, an LGN code, or an answer without a token.
 */
export function requestToken(
  endpoint: TokenEndpoint,
  form: () => Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Token> {
  const worthIt = (error: unknown) => error instanceof SfmapError && onTheWay.test(error.code);
  const how = { system: endpoint.system, waits, waiting: {}, worthIt };
  return steadily(() => ask(endpoint, form(), headers, signal), how, signal);
}

async function ask(
  { url, system, http, refusal }: TokenEndpoint,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Token> {
  const answer = await http({
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
    signal,
    repeatable: false,
  });
  const code = signInCode(answer);
  if (code !== undefined) throw signInRefusal(code, answer.status, 'token');
  const { assertion = '', client_assertion: proof = '' } = form;
  const words = reason(answer, [assertion, proof, ...secretsOf(headers['authorization'] ?? '')]);
  if ([400, 401, 403].includes(answer.status) && words !== undefined) throw refusal(answer.status, words);

  const json = jsonAnswer(answer, system);
  if (answer.status >= 400) throw failed(system, answer.status, words);
  const token = tokenSchema.safeParse(json);
  if (!token.success) {
    throw new SfmapError('SFM-HTTP-SHAPE', `${system} sent no token that can be used.`, 'Check its address.', 3);
  }
  return { value: token.data.access_token, expiresIn: token.data.expires_in };
}

/**
 * The reason in an answer: SuccessFactors' own `errorMessage`, OAuth's `error` and `error_description`, or the message of
 * an OData error. Empty where the body is; undefined where it is something else, such as a web page.
 *
 * @param secrets What was sent and must not come back in a message.
 */
function reason({ text }: HttpAnswer, secrets: readonly string[]): string | undefined {
  if (text.trim() === '') return '';
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  if (!isJsonObject(json)) return undefined;
  const { error, error_description: description, errorMessage } = json;
  const inner = isJsonObject(error) ? error['message'] : undefined;
  const value = isJsonObject(inner) ? inner['value'] : inner;
  const parts = [errorMessage, typeof error === 'string' ? error : value, description];
  const words = parts.filter((part) => typeof part === 'string').join(': ');
  return oneLine(hideSecrets(words.slice(0, 10_000), secrets).slice(0, 300));
}

function failed(system: string, status: number, words = ''): SfmapError {
  return new SfmapError(
    `SFM-HTTP-${status}`,
    `${system} gives no token now (${status})${words === '' ? '' : `: ${words}`}.`,
    'Try again later.',
    3,
  );
}
