import type { Row } from '../model/entity.ts';
import { OFFSET_HOURS } from '../upsert/record.ts';

const STAMPS = new Set([
  'createdBy',
  'createdDateTime',
  'createdOn',
  'lastModified',
  'lastModifiedBy',
  'lastModifiedDateTime',
  'lastModifiedOn',
]);

/** What of a row is another value than before, time stamps left out; all of a row that was not there. */
export function differing(before: Row | undefined, row: Row): Row {
  if (before === undefined) return row;
  const names = Object.keys(row).filter((name) => !STAMPS.has(name) && before[name] !== row[name]);
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

/** The audit properties of a row that is written now; none where its set has none. */
export function stamped(set: string, row: Row, now: number): Row {
  if (!('lastModifiedDateTime' in row)) return {};
  // What has no zone is in the server's own.
  const local = now + OFFSET_HOURS * 3_600_000;
  return { lastModifiedDateTime: now, [set === 'User' ? 'lastModified' : 'lastModifiedOn']: local };
}
