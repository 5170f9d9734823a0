import type { HttpRequest } from '../http.ts';
import { retryAfter } from '../retry-after.ts';
import type { BatchOutcome } from './batch.ts';
import { readGraphError } from './graph-error.ts';
import type { GraphAnswer } from './graph-refusal.ts';

/**
 * Milliseconds before a request of a batch is sent again, as Graph names them or twice as long each time; undefined when
 * its outcome stands. Source: "Microsoft Graph throttling guidance".
 *
 * @param outcome `refused` where it was not sent at all.
 * @param tries How often it was sent.
 */
export function pauseBefore(
  outcome: BatchOutcome | { readonly state: 'refused' },
  method: HttpRequest['method'],
  tries: number,
): number | undefined {
  const own = 1000 * 2 ** (tries - 1);
  const isRead = method === 'GET';
  if (outcome.state !== 'answered') return isRead ? own : undefined;
  const { status } = outcome;
  const asked = retryAfter(outcome) ?? own;
  if (status === 429 || isConcurrent(outcome)) return asked;
  if (status === 401) return tries === 1 ? 0 : undefined;
  if (status === 503) return method === 'POST' ? undefined : asked;
  return isRead && status >= 500 ? own : undefined;
}

const isConcurrent = (answer: GraphAnswer) =>
  answer.status >= 400 && readGraphError(answer.body)?.codes.has('directory_concurrencyviolation') === true;
