import { SfmapError } from '../../core/errors.ts';

const full = 13;
const inputOutput = 10;
const readOnly = 8;
const busy = 5;
const corrupt = 11;
const noDatabase = 26;

/**
 * The error of a state file in words for its user. SQLite's own codes tell apart what can be done about it ("Result and
 * Error Codes", sqlite.org).
 *
 * @param what What could not be done: `No journal can be kept in …, so nothing is written`.
 */
export function stateProblem(error: unknown, file: string, what: string): SfmapError {
  if (error instanceof SfmapError) return error;
  const [why, cure] = explained(sqliteCode(error), error);
  return new SfmapError('SFM-STATE', `${what}: ${why} (${file}).`, cure, 2, { cause: error });
}

/** SQLite's primary result code; 0 for an error of something else. */
export function sqliteCode(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : 0;
  return typeof code === 'number' ? code & 0xff : 0;
}

/** Whether somebody else holds the file just now. */
export const isBusy = (error: unknown): boolean => sqliteCode(error) === busy;

const elsewhere = 'Choose a folder with --state or SFMAP_STATE.';

function explained(code: number, error: unknown): readonly [why: string, cure: string] {
  if (code === full) return ['the disk is full', 'Make room and try again.'];
  if (code === inputOutput) return ['the disk takes no more of it', 'Check how much room there is, and try again.'];
  if (code === readOnly) return ['it may not be written', elsewhere];
  if (code === busy) return ['another sfmap holds it for long', 'Try again when the other run is over.'];
  if (code === corrupt || code === noDatabase) {
    return [
      'the file is damaged',
      'Put a copy of it back, or move it away; then the runs that it holds are forgotten.',
    ];
  }
  const name = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = error instanceof Error ? error.message : String(error);
  return [name === '' || name === 'ERR_SQLITE_ERROR' ? words : name, elsewhere];
}
