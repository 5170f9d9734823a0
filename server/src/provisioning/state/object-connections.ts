import type { DatabaseSync } from 'node:sqlite';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run/run-result.ts';
import { type SyncOf, syncKey } from './watermarks.ts';

/** Which account a person has; nothing where they have none any more. */
export type PersonAccount = readonly [personIdExternal: string, objectId: string | undefined];

/** Object id of the account that is remembered for a person. */
export function accountLookup(database: DatabaseSync, of: SyncOf): (person: string) => string | undefined {
  const find = database.prepare(
    'SELECT object_id FROM object_connections WHERE mapping = ? AND source = ? AND target = ? AND person = ?',
  );
  return (person) => {
    const id = find.get(...syncKey(of), person)?.['object_id'];
    return typeof id === 'string' ? id : undefined;
  };
}

/** Keeps who has which account, inside of a transaction; of somebody who comes twice the last. */
export function rememberAccounts(
  database: DatabaseSync,
  run: number,
  of: SyncOf,
  accounts: Iterable<PersonAccount>,
): void {
  const key = syncKey(of);
  const keep = database.prepare('INSERT OR REPLACE INTO object_connections VALUES (?, ?, ?, ?, ?, ?)');
  const forget = database.prepare(
    'DELETE FROM object_connections WHERE mapping = ? AND source = ? AND target = ? AND person = ?',
  );
  for (const [person, id] of accounts) {
    if (id === undefined) forget.run(...key, person);
    else keep.run(...key, person, id, run);
  }
}

/**
 * Who has which account, as a run of a plan leaves it: those that it found, then those that it made, and none that it
 * deleted.
 */
export function* accountsAfter(plan: Plan, { records }: RunResult): Generator<PersonAccount> {
  for (const { personIdExternal, account, errors } of plan.people) {
    const found = personIdExternal !== null && account?.objectId !== undefined && errors.length === 0;
    if (found) yield [personIdExternal, account.objectId];
  }
  for (const { personIdExternal, record, state, made } of records) {
    if (state !== 'written' && state !== 'already') continue;
    if (record.action === 'delete') yield [personIdExternal, undefined];
    else if (record.action === 'create' && made !== undefined) yield [personIdExternal, made];
    else if (record.action === 'restore') yield [personIdExternal, record.key['objectId']];
  }
}
