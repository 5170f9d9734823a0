import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SfmapError } from '../../core/errors.ts';
import { loadSqlite } from './load-sqlite.ts';
import { migrations } from './schema.ts';
import { stateProblem } from './state-problem.ts';

/** How long another process may hold the file, in milliseconds. Every transaction is short. */
const patience = 20_000;

/** The file of a state folder that holds its runs. */
export const stateFile = (folder: string): string => join(folder, 'state.db');

/**
 * Opens the state of a folder, made if there is none, for this user alone. What is committed is on disk: WAL with full
 * synchronisation ("PRAGMA synchronous", sqlite.org). What is deleted is overwritten, and its room can be given back.
 *
 * @param purpose What is not possible when it cannot be opened: `No journal can be kept, so nothing is written`.
 * @throws SfmapError exit 2: the folder cannot be written, the file is damaged or of a newer version.
 */
export function openState(folder: string, purpose: string): DatabaseSync {
  const file = stateFile(folder);
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    database = new (loadSqlite().DatabaseSync)(file);
    database.exec(
      `PRAGMA busy_timeout = ${patience}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA secure_delete = ON;
       PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`,
    );
    migrate(database, file);
    return database;
  } catch (error) {
    database?.close();
    throw stateProblem(error, file, purpose);
  }
}

function migrate(database: DatabaseSync, file: string): void {
  if (versionOf(database, file) === migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have brought it up to date meanwhile.
    for (const sql of migrations.slice(versionOf(database, file))) database.exec(sql);
    database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(database: DatabaseSync, file: string): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version <= migrations.length) return version;
  throw new SfmapError(
    'SFM-STATE-VERSION',
    `The state file ${file} was written by a newer sfmap (version ${version}, and this one knows ${migrations.length}).`,
    'Use the newer sfmap, or choose another folder with --state or SFMAP_STATE.',
    2,
  );
}
