import { type ChangedRows, ChangesInMemory } from './changed-rows.ts';

/** What was changed of the accounts so far, in a copy that goes its own way. */
export function copiedAccounts(changes: ChangedRows): ChangedRows {
  const copy = new ChangesInMemory();
  for (const [id, json] of changes.accounts()) copy.putAccount(id, json);
  for (const change of changes.accountChanges()) copy.putAccountChange(change);
  return copy;
}
