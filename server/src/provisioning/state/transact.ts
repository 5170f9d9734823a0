import type { DatabaseSync } from 'node:sqlite';
import { sqliteCode, stateProblem } from './state-problem.ts';

/**
 * Reads from a state file.
 *
 * @throws SfmapError exit 2: it is damaged, or cannot be read.
 */
export function reading<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw readingProblem(error, file);
  }
}

/** As `reading`, for rows that come one by one. */
export function* readingEach<T>(file: string, rows: () => Iterable<T>): Generator<T> {
  try {
    yield* rows();
  } catch (error) {
    throw readingProblem(error, file);
  }
}

const readingProblem = (error: unknown, file: string) =>
  sqliteCode(error) === 0 ? error : stateProblem(error, file, 'The runs cannot be read');

/**
 * Does some writes to a state file together or not at all; they are on disk when it returns.
 *
 * @param purpose What is not possible when it fails.
 * @throws SfmapError exit 2: the disk is full, the file cannot be written.
 */
export function transact<T>(database: DatabaseSync, file: string, purpose: string, work: () => T): T {
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // SQLite has taken it back by itself.
    }
    throw stateProblem(error, file, purpose);
  }
}
