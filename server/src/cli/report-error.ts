import { SfmapError } from '../core/errors.ts';
import type { CliIo } from './io.ts';

/**
 * Tells an error as one sentence with its cure on standard error, and sets the exit code; a stack only where
 * `SFMAP_DEBUG` is set.
 *
 * @param before What it concerns, where the sentence does not say so.
 * @param after What else there is to say.
 */
export function reportError(error: unknown, io: CliIo, before = '', after = ''): void {
  if (error instanceof SfmapError) {
    // A remote system's own words may be in it: nothing of them may steer the terminal.
    io.err(`sfmap: ${`${before}${error.sentence}${after}`.replace(/[^\P{Cc}\n]/gu, '·')}\n`);
    io.exit(error.exit);
  } else {
    const message = error instanceof Error ? error.message : String(error);
    io.err(`sfmap: Something failed that sfmap did not foresee: ${message} Set SFMAP_DEBUG=1 for the details.\n`);
    io.exit(2);
  }
  if (io.env['SFMAP_DEBUG'] && error instanceof Error) io.err(`${error.stack}\n`);
}
