import type { Entity, Model, Row } from '../model/entity.ts';
import type { Store } from '../store/store.ts';
import { synchronised } from './hris-sync.ts';
import { type Intent, judge, type Refusal, type Rules } from './judge.ts';
import { type Purge, purged } from './purge.ts';
import { keyText, OFFSET_HOURS, type UpsertRecord } from './record.ts';

/** One row that an upsert wrote, for whoever keeps a list of writes. */
export interface Write {
  readonly set: string;
  readonly key: string;
  readonly kind: Intent['kind'];
  readonly before: Row | null;
  readonly after: Row | null;
}

export interface Transacting {
  readonly model: Model;
  readonly store: Store;
  /** Name of the API user, for the audit properties. */
  readonly user: string;
  /** Clock reading in ms. */
  readonly now: number;
  readonly rules: Rules;
  readonly purge: Purge;
  /** The tenant demotes the old primary by itself when a second one is sent; else that is an error. */
  readonly autoDemote: boolean;
  /** The business e-mail goes to the person's users after each write. */
  readonly hrisSync: boolean;
  readonly entityOf: (set: string) => Entity;
  /** All records of the request: a full purge keeps their rows. */
  readonly sent: readonly UpsertRecord[];
  readonly written: (write: Write) => void;
}

const NOT_SAVED = 'The record was not saved because another record of the same request failed';

/** Performs records together or not at all, and gives the refusals by index: none when all were written. */
export function transact(context: Transacting, records: readonly UpsertRecord[]): Map<number, Refusal> {
  const refusals = new Map<number, Refusal>();
  const writes: Write[] = [];
  const { store } = context;
  for (const record of records) {
    const verdict = judge(context.model, store, record, context.rules);
    if ('httpCode' in verdict) refusals.set(record.index, verdict);
    else writes.push(perform(context, record.entity, record.key, verdict));
  }
  const good = () => records.filter(({ index }) => !refusals.has(index));
  if (context.purge === 'full') {
    for (const [set, row] of purged(store, good(), context.sent)) {
      writes.push(perform(context, context.entityOf(set), row, { kind: 'delete', row }));
    }
  }
  for (const record of good()) {
    const rival = secondPrimary(store, record);
    if (!rival) continue;
    const sent = records.some((other) => other.entity === record.entity && sameKey(other, rival));
    if (context.autoDemote && !sent) {
      writes.push(perform(context, record.entity, rival, { kind: 'change', row: rival, patch: { isPrimary: false } }));
    } else refusals.set(record.index, twoPrimaries(record));
  }
  if (refusals.size > 0) {
    for (const write of writes.reverse()) undo(store, write);
    for (const { index } of records) if (!refusals.has(index)) refusals.set(index, { text: NOT_SAVED, httpCode: 500 });
    return refusals;
  }
  for (const [row, email] of context.hrisSync ? synchronised(store, records) : []) {
    writes.push(perform(context, context.entityOf('User'), row, { kind: 'change', row, patch: { email } }));
  }
  for (const write of writes) context.written(write);
  return refusals;
}

function twoPrimaries({ entity, key }: UpsertRecord): Refusal {
  const what = entity.name === 'PerEmail' ? 'e-mail' : 'phone';
  return { text: `Only one primary ${what} is allowed for person ${key['personIdExternal']}`, httpCode: 500 };
}

/** Another primary row beside the one that a record just made primary. */
function secondPrimary(store: Store, record: UpsertRecord): Row | undefined {
  const { entity, key } = record;
  if (!entity.properties.has('isPrimary') || store.get(entity.name, key)?.['isPrimary'] !== true) return undefined;
  const rows = store.find(entity.name, ['personIdExternal'], [key['personIdExternal']]);
  return rows.find((row) => row['isPrimary'] === true && !sameKey(record, row));
}

const sameKey = (record: UpsertRecord, row: Row): boolean =>
  record.entity.key.every((name) => record.key[name] === row[name]);

/** The audit properties of a row that is written now. */
function stamp({ user, now }: Transacting, set: string, isNew: boolean): Row {
  const changed: Row = { lastModifiedDateTime: now };
  // What has no zone is in the server's own.
  const local = now + OFFSET_HOURS * 3_600_000;
  if (set === 'User') return { ...changed, lastModified: local };
  const made: Row = isNew ? { createdBy: user, createdDateTime: now, createdOn: local } : {};
  return { ...changed, lastModifiedBy: user, lastModifiedOn: local, ...made };
}

function perform(context: Transacting, entity: Entity, key: Row, intent: Intent): Write {
  const { store } = context;
  const { name: set } = entity;
  const before = intent.kind === 'insert' ? null : intent.row;
  if (intent.kind === 'delete') store.remove(set, intent.row);
  else if (intent.kind === 'insert') store.put(set, { ...intent.row, ...stamp(context, set, true) });
  else store.put(set, { ...intent.row, ...intent.patch, ...stamp(context, set, false) });
  return { set, key: keyText(entity, key), kind: intent.kind, before, after: store.get(set, key) ?? null };
}

/** Takes a write back. */
export function undo(store: Store, { set, before, after }: Write): void {
  if (before) store.put(set, before);
  else if (after) store.remove(set, after);
}
