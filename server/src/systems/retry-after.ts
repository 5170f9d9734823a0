import type { HttpAnswer } from './http.ts';

/** A date as HTTP writes it (RFC 9110, section 5.6.7). */
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Retry-After as seconds or as a date, in milliseconds; nothing when the answer does not say, or names what is no time
 * to come. A date is meant by the clock of who sent it, which may be another one than ours.
 */
export function retryAfter(answer: Pick<HttpAnswer, 'headers'>): number | undefined {
  const text = answer.headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!httpDate.test(text)) return undefined;
  const wait = Date.parse(text) - (dateOfAnswer(answer) ?? Date.now());
  return wait >= 0 ? wait : undefined;
}

/** When an answer says that it was made, in milliseconds since 1970. */
export function dateOfAnswer({ headers }: Pick<HttpAnswer, 'headers'>): number | undefined {
  const text = headers.get('date') ?? '';
  return httpDate.test(text) ? Date.parse(text) : undefined;
}
