import type { DatabaseSync } from 'node:sqlite';

/**
 * Deletes runs with all that they keep of people, inside of a transaction. Who has which account and where the next run goes
 * on stay: later runs need them.
 */
export function deleteRuns(database: DatabaseSync, numbers: readonly number[]): void {
  const deletions = [
    'DELETE FROM records WHERE run = ?',
    'DELETE FROM people WHERE run = ?',
    'DELETE FROM runs WHERE number = ?',
  ];
  for (const deletion of deletions.map((sql) => database.prepare(sql)))
    for (const number of numbers) deletion.run(number);
}

/**
 * Gives the room of what was deleted back to the disk. Its bytes were overwritten when it was deleted (`secure_delete`), and
 * the log of changes, which still holds them, is emptied ("PRAGMA wal_checkpoint", sqlite.org).
 */
export function giveRoomBack(database: DatabaseSync): void {
  const mode = Number(database.prepare('PRAGMA auto_vacuum').get()?.['auto_vacuum']);
  // A file of an earlier version gives room back page by page only after it was written anew once.
  database.exec(mode === 0 ? 'PRAGMA auto_vacuum = INCREMENTAL; VACUUM' : 'PRAGMA incremental_vacuum');
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
