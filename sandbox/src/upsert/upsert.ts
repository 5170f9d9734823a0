import { queryParameters, type Request } from '../http/reply.ts';
import type { Entity, Model, Row } from '../model/entity.ts';
import { badRequest } from '../odata/odata-error.ts';
import type { Store } from '../store/store.ts';
import { type Intent, judge, type Refusal, type Rules } from './judge.ts';
import { parseRecords, type UpsertRecord } from './record.ts';

/** One row that an upsert wrote, for whoever keeps a list of writes. */
export interface Write {
  readonly set: string;
  readonly key: string;
  readonly kind: Intent['kind'];
  readonly before: Row | null;
  readonly after: Row | null;
}

/** What an upsert says about one record. `httpCode` is the record's own; HTTP says 200. */
export interface UpsertResult {
  readonly key: string;
  readonly status: 'OK' | 'ERROR';
  readonly editStatus: 'UPSERTED' | null;
  readonly message: string | null;
  readonly index: number;
  readonly httpCode: number;
  readonly inlineResults: null;
}

export interface UpsertContext {
  readonly model: Model;
  readonly store: Store;
  readonly user: string;
  /** Whether the user's permission role allows upserts; if not, each record is refused. */
  readonly mayWrite: boolean;
  readonly now: () => number;
  /** The tenant demotes the old primary by itself when a second one is sent; else that is an error. */
  readonly autoDemote: boolean;
  readonly written: (write: Write) => void;
}

const NOT_SAVED = 'The record was not saved because another record of the same request failed';

/** `PerEmail/emailType=8448,PerEmail/personIdExternal=x`: how an upsert's answer names a record. */
const keyText = (entity: Entity, key: Row): string =>
  entity.key.map((name) => `${entity.name}/${name}=${key[name]}`).join(',');

/**
 * Performs `POST /odata/v2/upsert` and gives one result a record, which HTTP 200 carries even when all failed. By default one bad record
 * fails the whole call; `strictTransactionIsolate=true` judges each alone (SAP KBA 2936182).
 *
 * @throws ODataError for a body that is refused as a whole
 */
export function upsert(context: UpsertContext, request: Request): UpsertResult[] {
  const parameters = queryParameters(request.rawQuery);
  if (!parameters) throw badRequest('[COE0018]The query string is not encoded properly');
  const purge = parameters.get('purgeType');
  if (purge !== undefined && purge !== 'incremental') {
    throw badRequest(`[COE0018]purgeType=${purge} is not offered by this tenant; use incremental`);
  }
  const records = parseRecords(context.model, request.body);
  if (!context.mayWrite) return records.map((record) => result(record, noPermission(context.user, record)));
  const rules: Rules = { inactiveToo: parameters.get('processInactiveEmployees') === 'true' };
  const alone = parameters.get('strictTransactionIsolate') === 'true';
  const calls = alone ? records.map((record) => [record]) : [records];
  const refusals = new Map<number, Refusal>();
  for (const call of calls) {
    for (const [index, refusal] of transact(context, call, rules)) refusals.set(index, refusal);
  }
  return records.map((record) => result(record, refusals.get(record.index)));
}

const noPermission = (user: string, { entity }: UpsertRecord): Refusal => ({
  text: `The user ${user} has no permission to upsert the entity ${entity.name}`,
  httpCode: 403,
});

function result(record: UpsertRecord, refusal: Refusal | undefined): UpsertResult {
  const key = keyText(record.entity, record.key);
  const echo = [...record.sent].map(([name, value]) => `${record.entity.name}/${name}=${String(value)}`);
  const known = record.entity.key
    .filter((name) => !record.sent.has(name))
    .map((name) => `${record.entity.name}/${name}=${record.key[name]}`);
  return {
    key,
    status: refusal ? 'ERROR' : 'OK',
    editStatus: refusal ? null : 'UPSERTED',
    message: refusal
      ? `${refusal.text}\n Failed record info: {${[...echo, ...known].join(', ')}}. \n  for Key ${key} with the index ${record.index}`
      : null,
    index: record.index,
    httpCode: refusal?.httpCode ?? 200,
    inlineResults: null,
  };
}

/** Performs records together or not at all; the refusals by index, empty when all were written. */
function transact(context: UpsertContext, records: readonly UpsertRecord[], rules: Rules): Map<number, Refusal> {
  const undo: (() => void)[] = [];
  const writes: Write[] = [];
  const refusals = new Map<number, Refusal>();
  for (const record of records) {
    const verdict = judge(context.store, record, rules);
    if ('httpCode' in verdict) refusals.set(record.index, verdict);
    else writes.push(perform(context, record, verdict, undo));
  }
  for (const record of records) {
    if (refusals.has(record.index)) continue;
    const rival = secondPrimary(context, record);
    if (!rival) continue;
    const sent = records.some((other) => other.entity === record.entity && sameKey(other, rival));
    if (context.autoDemote && !sent) {
      const { entity } = record;
      const before = { ...rival };
      undo.push(changed(context, entity.name, rival, { isPrimary: false }));
      const after = context.store.get(entity.name, rival) ?? null;
      writes.push({ set: entity.name, key: keyText(entity, rival), kind: 'change', before, after });
      continue;
    }
    const what = record.entity.name === 'PerEmail' ? 'e-mail' : 'phone';
    refusals.set(record.index, {
      text: `Only one primary ${what} is allowed for person ${record.key['personIdExternal']}`,
      httpCode: 500,
    });
  }
  if (refusals.size === 0) {
    for (const write of writes) context.written(write);
    return refusals;
  }
  for (const step of undo.reverse()) step();
  for (const { index } of records) if (!refusals.has(index)) refusals.set(index, { text: NOT_SAVED, httpCode: 500 });
  return refusals;
}

/** Another primary row beside the one that a record just made primary. */
function secondPrimary({ store }: UpsertContext, record: UpsertRecord): Row | undefined {
  const { entity, key } = record;
  if (!entity.properties.has('isPrimary')) return undefined;
  const own = store.get(entity.name, key);
  if (own?.['isPrimary'] !== true) return undefined;
  const rows = store.find(entity.name, ['personIdExternal'], [key['personIdExternal']]);
  return rows.find((row) => row['isPrimary'] === true && !sameKey(record, row));
}

const sameKey = (record: UpsertRecord, row: Row): boolean =>
  record.entity.key.every((name) => record.key[name] === row[name]);

function stamp(context: UpsertContext, set: string, isNew: boolean): Row {
  const now = context.now();
  const changedAt: Row = { lastModifiedDateTime: now };
  if (set === 'User') return { ...changedAt, lastModified: now };
  const made: Row = isNew ? { createdBy: context.user, createdDateTime: now, createdOn: now } : {};
  return { ...changedAt, lastModifiedBy: context.user, lastModifiedOn: now, ...made };
}

/** Changes a row and returns what undoes it. */
function changed(context: UpsertContext, set: string, row: Row, patch: Row): () => void {
  const full: Row = { ...patch, ...stamp(context, set, false) };
  context.store.put(set, { ...row, ...full });
  return () => context.store.put(set, row);
}

function perform(context: UpsertContext, record: UpsertRecord, intent: Intent, undo: (() => void)[]): Write {
  const { store } = context;
  const set = record.entity.name;
  const before = intent.kind === 'insert' ? null : { ...intent.row };
  if (intent.kind === 'change') {
    undo.push(changed(context, set, intent.row, intent.patch));
  } else if (intent.kind === 'insert') {
    const row = { ...intent.row, ...stamp(context, set, true) };
    store.put(set, row);
    undo.push(() => store.remove(set, row));
  } else {
    store.remove(set, intent.row);
    undo.push(() => store.put(set, intent.row));
  }
  const stored = store.get(set, record.key);
  return {
    set,
    key: keyText(record.entity, record.key),
    kind: intent.kind,
    before,
    after: stored ? { ...stored } : null,
  };
}
