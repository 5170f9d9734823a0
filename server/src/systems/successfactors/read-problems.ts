import { SfmapError } from '../../core/errors.ts';

/** The first page of a snapshot was asked for too often (KBA 2749091). */
export function blockedFor(error: SfmapError): SfmapError {
  return new SfmapError(
    error.code,
    'SuccessFactors lets this API user begin no further snapshot: the first page was asked for too often.',
    'Wait 30 minutes, and let one program alone read everybody with this user.',
    3,
    { refused: 'busy' },
  );
}

/** Rows are missing. */
export function short(path: string, rows: number, expected: number): SfmapError {
  const missing = expected - rows;
  return new SfmapError(
    'SFM-READ-SHORT',
    `SuccessFactors gave ${rows} of ${expected} rows of ${path}: ${missing === 1 ? '1 is' : `${missing} are`} missing.`,
    'Nothing may be concluded from them. Try again; if it stays so, look at the target population of the API user.',
    3,
  );
}

/** The counts before and after do not agree. */
export function changed(path: string, before: number, after: number): SfmapError {
  return new SfmapError(
    'SFM-READ-CHANGED',
    `The rows of ${path} kept changing while they were read (${before} before, ${after} after), so nobody can tell whether all have come.`,
    'Try again at a quieter time.',
    3,
  );
}
