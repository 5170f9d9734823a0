import { pause } from './pause.ts';

/** How a client waits beyond what a single answer asks for. */
export interface Waiting {
  /** Told what is waited for, and `undefined` when the wait is over. */
  readonly onWait?: ((words: string | undefined) => void) | undefined;
  /** Lets time pass, in milliseconds; another one may let it pass at once. */
  readonly pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Waits and says so when it takes a second or more. @throws SfmapError exit 1 when cancelled meanwhile. */
export async function waitSaying(
  waiting: Waiting,
  milliseconds: number,
  words: string,
  signal?: AbortSignal,
): Promise<void> {
  const told = milliseconds >= 1000;
  if (told) waiting.onWait?.(words);
  try {
    await (waiting.pause ?? pause)(milliseconds, signal);
  } finally {
    if (told) waiting.onWait?.(undefined);
  }
}
