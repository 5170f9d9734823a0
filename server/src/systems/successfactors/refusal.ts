import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { oneLine } from '../../core/one-line.ts';
import { foreignCode } from '../foreign-code.ts';
import type { HttpAnswer } from '../http.ts';
import { refusedBy } from '../refused-by.ts';
import { retryAfter } from '../retry-after.ts';
import type { Credential } from './sign-in/sign-in.ts';
import { signInProblem } from './sign-in-problems.ts';

/**
 * The error of an answer with a status of 400 or more; nothing for an answer that is fine.
 *
 * A sign-in code is looked for in the body and in every header, for SuccessFactors writes it in both. A 401 without one
 * is about the password or the token, whichever was sent.
 *
 * @param shown Takes out of the tenant's words what must not be shown: a tenant may echo what it got.
 */
export function refusal(
  answer: HttpAnswer,
  credential: Credential,
  shown: (words: string) => string = (words) => words,
): SfmapError | undefined {
  const { status, text } = answer;
  if (status < 400) return undefined;
  if (status === 401 || status === 403 || status === 404) {
    const code = signInCode(answer) ?? (status === 401 ? unsaid[credential] : undefined);
    if (code !== undefined) return signInRefusal(code, status, credential);
  }
  const { code, message } = odataError(text);
  if (status === 429) {
    const wait = retryAfter(answer);
    return new SfmapError(
      'SFM-HTTP-429',
      'SuccessFactors takes no more requests for now (429).',
      wait === undefined ? 'Try again in five minutes.' : `Try again in ${Math.ceil(wait / 1000)} s.`,
      3,
      { refused: 'busy' },
    );
  }
  if (message === undefined) return undefined;
  return new SfmapError(
    code ?? `SFM-HTTP-${status}`,
    `SuccessFactors refuses the request (${status}): ${withoutRecord(shown(message))}`,
    cureOf(status, code, message),
    3,
    { refused: refusedBy(status, true), status },
  );
}

/** Upsert messages may echo the whole record; what follows `Failed record info` is somebody's data and not shown. */
export function withoutRecord(message: string): string {
  const text = oneLine(message.replace(/\s+/g, ' '))
    .replace(/\s*Failed record info:[\s\S]*?(?=\bfor Key\b|$)/i, ' ')
    .replace(/\s*for Key\b[\s\S]*$/i, '')
    .replace(/\s+/g, ' ')
    .trim();
  const shown = text.length > 400 ? `${text.slice(0, 400)}…` : text;
  return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}

/** What a 401 without a code is about. */
const unsaid: Readonly<Record<Credential, string>> = { password: 'LGN0015', token: 'LGN0007' };

/** The sign-in code of an answer: it stands in the body or in a header. In single quotes it is a person's key. */
export function signInCode({ status, text, headers }: HttpAnswer): string | undefined {
  if (status !== 401 && status !== 403 && status !== 404) return undefined;
  return /(?<![\w'])LGN\d{4}(?![\w'])/.exec(`${text.slice(0, 4000)}\n${[...headers.values()].join('\n')}`)?.[0];
}

/** The error that a sign-in code stands for. */
export function signInRefusal(code: string, status: number, credential: Credential): SfmapError {
  const [sentence, cure] = signInProblem(code, credential) ?? [
    `SuccessFactors refuses the sign-in (${status}).`,
    'Check user, company and permissions of the API user.',
  ];
  return new SfmapError(code, `${sentence.replace(/\.$/, '')} (${code}).`, cure, 3, { refused: 'system' });
}

/** An error comes as JSON, or as XML where JSON was not asked for, as with `$metadata`. */
function odataError(text: string): { code?: string; message?: string } {
  const xml = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?<(?:\w+:)?error\b/.test(text.slice(0, 1000));
  return xml ? xmlError(text.slice(0, 8000)) : jsonError(text);
}

function xmlError(text: string): { code?: string; message?: string } {
  const content = (name: string) =>
    new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>([^<]*)<`).exec(text)?.[1]?.replace(/&(lt|gt|quot|apos|amp);/g, unescaped);
  const known = foreignCode(content('code') ?? '');
  return { ...(known !== undefined && { code: known }), message: content('message') || 'no reason given' };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescaped = (text: string, name: string): string => entities[name] ?? text;

function jsonError(text: string): { code?: string; message?: string } {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    return {};
  }
  const error = isJsonObject(json) ? json['error'] : undefined;
  if (!isJsonObject(error)) return {};
  const { code, message } = error;
  const value = isJsonObject(message) ? message['value'] : message;
  const known = typeof code === 'string' ? foreignCode(code) : undefined;
  return {
    ...(known !== undefined && { code: known }),
    message: typeof value === 'string' ? value : 'no reason given',
  };
}

function cureOf(status: number, code: string | undefined, message: string): string {
  if (status === 403) {
    return 'Let the role of the API user read it: Admin Center → Manage Permission Roles → the role → Employee Central API.';
  }
  if (code === 'COE_PROPERTY_NOT_FOUND' || message.includes('COE0021')) {
    return 'The field is not in this tenant, or its metadata is stale: refresh it in Admin Center.';
  }
  if (message.includes('metadata is being generated')) return 'Try again in a few minutes.';
  return 'Look the code up in the OData API Audit Log of the tenant.';
}
