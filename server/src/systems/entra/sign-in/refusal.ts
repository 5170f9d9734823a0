import * as z from 'zod';
import { SfmapError } from '../../../core/errors.ts';
import type { JsonObject } from '../../../core/json.ts';
import { foreignCode } from '../../foreign-code.ts';
import { aadstsMeaning } from './aadsts.ts';

const errorSchema = z.object({
  error: z.string(),
  error_description: z.string().optional().catch(undefined),
  error_codes: z.array(z.number()).optional().catch(undefined),
});

const declined = [
  'SFM-SIGN-IN-DECLINED',
  'The sign-in to Entra ID was declined in the browser.',
  'Start again and accept.',
] as const;

/** The errors of RFC 8628 that need no code of Entra ID to be understood. */
const named: Readonly<Record<string, readonly [code: string, sentence: string, cure: string]>> = {
  authorization_declined: declined,
  access_denied: declined,
  expired_token: [
    'SFM-SIGN-IN-CODE-EXPIRED',
    'The code for the sign-in to Entra ID has expired before somebody entered it.',
    'Start again and enter the new code.',
  ],
  bad_verification_code: [
    'SFM-SIGN-IN-CODE',
    'Entra ID does not know the code of this sign-in.',
    'Start again and enter the new code.',
  ],
};

/** The word of an OAuth error, such as `authorization_pending`; undefined where the answer is no such error. */
export function oauthError(json: JsonObject): string | undefined {
  const parsed = errorSchema.safeParse(json);
  return parsed.success ? parsed.data.error : undefined;
}

/**
 * A refusal of Entra ID's sign-in as one sentence. Nothing of its own description is passed on: it names accounts.
 *
 * @param json The body of the answer, which `oauthError` knows.
 */
export function signInRefusal(json: JsonObject): SfmapError {
  const parsed = errorSchema.safeParse(json);
  const { error = '', error_description = '', error_codes = [] } = parsed.success ? parsed.data : {};
  const own = Object.hasOwn(named, error) ? named[error] : undefined;
  if (own !== undefined) return new SfmapError(...own, 3, { refused: 'system' });

  const codes = [
    ...error_codes,
    ...[...error_description.matchAll(/AADSTS(\d{4,9})/g)].map(([, code]) => Number(code)),
  ];
  const code = codes.find((one) => aadstsMeaning(one) !== undefined) ?? codes[0];
  const name = code === undefined ? (foreignCode(error) ?? 'no reason given') : `AADSTS${code}`;
  const { reason, cure, obstacle } = (code === undefined ? undefined : aadstsMeaning(code)) ?? {
    reason: 'it gives the code alone',
    cure: unknownCure(code),
    obstacle: 'sign-in',
  };
  return new SfmapError(name, `Entra ID refuses the sign-in: ${reason} (${name}).`, cure, 3, {
    refused: obstacle === 'busy' ? 'busy' : 'system',
  });
}

function unknownCure(code: number | undefined): string {
  const check = 'Check tenant and clientId of entraId in sfmap.json';
  return code === undefined
    ? `${check}.`
    : `${check}; https://login.microsoftonline.com/error?code=${code} explains it.`;
}
