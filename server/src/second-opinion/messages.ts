import type { JsonPathPlusAnswer } from './answer.ts';

/** The argument with which the bundle starts as the process that holds jsonpath-plus. */
export const GUARD_ARGUMENT = '--sfmap-second-opinion';

/** How long that process may take to begin, in milliseconds, on a machine that has much else to do. */
export const STARTING_MS = 30_000;

/** What that process is asked: each path, in turn, of a fresh copy of the payload. */
export interface Question {
  readonly sfmapSecondOpinion: true;
  readonly paths: readonly string[];
  /** The payload as JSON text, so that neither side can touch what the other holds. */
  readonly payload: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** What it sends: that it begins, then one answer a path as JSON text, in their order, or why there will be no more. */
export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly index: number; readonly answer: string }
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'failed'; readonly message: string };

/** Whether a message or `workerData` is a question of ours. */
export function isQuestion(value: unknown): value is Question {
  return typeof value === 'object' && value !== null && 'sfmapSecondOpinion' in value;
}

/** As many characters of an answer are handed over. */
const LONGEST_ANSWER = 32_000_000;

/** An answer as text; one that is too long, or has no text (a circle after a path changed the copy), becomes an error. */
export function answerText(answer: JsonPathPlusAnswer): string {
  let why = `it has more than ${LONGEST_ANSWER.toLocaleString('en-US')} characters.`;
  try {
    const text = JSON.stringify(answer);
    if (text.length <= LONGEST_ANSWER) return text;
  } catch (error) {
    why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  }
  const message = `What jsonpath-plus selects cannot be handed over: ${why}`;
  return JSON.stringify({ ok: false, message, stopped: 'size' } satisfies JsonPathPlusAnswer);
}
