import { SfmapError } from '../core/errors.ts';
import { restartSync, type SyncMode } from '../engine/plan-sync.ts';
import { pause } from '../systems/pause.ts';
import { checkConfirmable } from './confirm.ts';
import type { CliIo } from './io.ts';
import { openSync, type SyncOptions, syncMode } from './sync-options.ts';
import { SyncRound } from './sync-round.ts';

/**
 * Syncs again and again until Ctrl-C, with a line a round. The mapping is read anew each time; one that means something
 * else by now makes its round a full one. Nothing but a mistake in the mapping or its project ends it by itself, or four
 * weeks in quarantine.
 *
 * @param every Milliseconds from the begin of one round to that of the next.
 * @throws SfmapError exit 1 and 2 as the commands do; exit 3: nothing has worked for four weeks.
 */
export async function syncRounds(io: CliIo, file: string, options: SyncOptions, every: number): Promise<void> {
  const first = checkRounds(file, options);
  const opened = await openSync(io, file, options);
  opened.endProgress();
  checkConfirmable(io, opened.context.connection, options);
  if (options.restart) await restartSync(opened.mapping, opened.context);
  const round = new SyncRound(io, file, options);
  let mode: SyncMode = first;
  while (!io.signal.aborted) {
    const begun = io.now().getTime();
    const ended = await round.perform(mode);
    if (ended.read) mode = { kind: 'incremental' };
    const next = ended.waitUntil?.getTime() ?? Math.max(begun + every, io.now().getTime());
    if (!(await waited(io, next))) break;
  }
  io.err('Ended between two rounds.\n');
}

/** @throws SfmapError exit 2: what cannot be repeated. */
function checkRounds(file: string, options: SyncOptions): SyncMode {
  const mode = syncMode(options);
  const wrong =
    mode.kind === 'chosen'
      ? ['--every repeats what is about everybody, and --person names somebody.', 'Use --full or --incremental.']
      : options.yes !== true
        ? ['--every writes again and again, and nobody can be asked each time.', 'Add --yes.']
        : options.format === 'html'
          ? ['--every writes a line a round, and that is no page.', 'Use --format text or json.']
          : file === '-'
            ? ['--every reads the mapping anew each time, and standard input can be read once.', 'Give a file.']
            : undefined;
  if (wrong === undefined) return mode;
  throw new SfmapError('SFM-USAGE', wrong[0] ?? '', wrong[1] ?? '', 2);
}

/** A day at a time: a timer cannot take more than 24 days. @returns false when Ctrl-C came. */
async function waited(io: CliIo, until: number): Promise<boolean> {
  for (;;) {
    const left = until - io.now().getTime();
    if (io.signal.aborted) return false;
    if (left <= 0) return true;
    try {
      await pause(Math.min(left, 86_400_000), io.signal);
    } catch (error) {
      if (error instanceof SfmapError) return false;
      throw error;
    }
  }
}
