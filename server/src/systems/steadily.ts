import { type Waiting, waitSaying } from './waiting.ts';

/** How a read is tried again. */
export interface Steadiness {
  /** What the system is called in messages. */
  readonly system: string;
  /** Milliseconds before the second try, the third … */
  readonly waits: readonly number[];
  readonly waiting: Waiting;
  /** Which failures are worth another try. */
  readonly worthIt: (error: unknown) => boolean;
}

/**
 * Reads, and reads again after each of the waits while the failure may pass. What http.ts tries again by itself, it has
 * tried before.
 */
export async function steadily<T>(read: () => Promise<T>, how: Steadiness, signal?: AbortSignal): Promise<T> {
  for (const milliseconds of how.waits) {
    try {
      return await read();
    } catch (error) {
      if (!how.worthIt(error)) throw error;
      const seconds = Math.ceil(milliseconds / 1000);
      await waitSaying(how.waiting, milliseconds, `${how.system} failed; sfmap asks again in ${seconds} s`, signal);
    }
  }
  return read();
}
