import type { DatabaseSync } from 'node:sqlite';
import { stateProblem } from './state-problem.ts';

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
