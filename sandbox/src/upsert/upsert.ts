import { queryParameters, type Request } from '../http/reply.ts';
import type { Model } from '../model/entity.ts';
import { badRequest, entityNotFound, ODataError } from '../odata/odata-error.ts';
import type { Store } from '../store/store.ts';
import type { Refusal } from './judge.ts';
import { readPurge } from './purge.ts';
import { keyText, parseRecords, printed, type UpsertRecord } from './record.ts';
import { type Transacting, transact, type Write } from './transaction.ts';

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
  /** The business e-mail of Employee Central goes to the person's users after each write. */
  readonly hrisSync: boolean;
  /** Managers whose users another call is writing right now. */
  readonly deadlocked: ReadonlySet<string>;
  /** A record that is refused is an error of the whole call, as it is in a changeset (SAP KBA 3709239). */
  readonly allOrNothing?: boolean;
  readonly written: (write: Write) => void;
}

/**
 * Performs `POST /odata/v2/upsert` and gives one result a record, which HTTP 200 carries even when all failed. By default one bad record
 * fails the whole call; `strictTransactionIsolate=true` judges each alone (SAP KBA 2936182).
 *
 * @throws ODataError for a body that is refused as a whole
 */
export function upsert(context: UpsertContext, request: Request): UpsertResult[] {
  const parameters = queryParameters(request.rawQuery);
  if (!parameters) throw badRequest('[COE0018]The query string is not encoded properly');
  const records = parseRecords(context.model, request.body);
  const purge = readPurge(parameters.get('purgeType'), records);
  if (!context.mayWrite) {
    const refused = new Map(records.map((record) => [record.index, noPermission(context.user, record)]));
    return results(context, records, refused);
  }
  const writes: Write[] = [];
  const transacting: Transacting = {
    ...context,
    now: context.now(),
    rules: {
      inactiveToo: parameters.get('processInactiveEmployees') === 'true',
      deadlocked: context.deadlocked,
    },
    purge,
    sent: records,
    // Told when they are kept.
    written: (write) => writes.push(write),
    entityOf: (set) => {
      const entity = context.model.get(set);
      if (!entity) throw entityNotFound(set);
      return entity;
    },
  };
  const alone = parameters.get('strictTransactionIsolate') === 'true';
  const calls = alone ? records.map((record) => [record]) : [records];
  const refusals = new Map<number, Refusal>();
  context.store.together(() => {
    for (const call of calls) for (const [index, refusal] of transact(transacting, call)) refusals.set(index, refusal);
  });
  for (const write of writes) context.written(write);
  return results(context, records, refusals);
}

/** @throws ODataError for the first refusal, where one is an error of the whole call; its code is approximate */
function results(
  { allOrNothing }: UpsertContext,
  records: readonly UpsertRecord[],
  refusals: ReadonlyMap<number, Refusal>,
): UpsertResult[] {
  const [first] = allOrNothing ? refusals : [];
  const record = first && records.find(({ index }) => index === first[0]);
  if (!first || !record) return records.map((each) => result(each, refusals.get(each.index)));
  const [, refusal] = first;
  const code = CODES.get(refusal.httpCode) ?? 'COE_GENERAL_SERVER_FAILURE';
  throw new ODataError(refusal.httpCode, code, result(record, refusal).message ?? refusal.text);
}

const CODES: ReadonlyMap<number, string> = new Map([
  [400, 'COE_GENERAL_BAD_REQUEST'],
  [403, 'COE_GENERAL_FORBIDDEN'],
]);

const noPermission = (user: string, { entity }: UpsertRecord): Refusal => ({
  text: `The user ${user} has no permission to upsert the entity ${entity.name}`,
  httpCode: 403,
});

function result(record: UpsertRecord, refusal: Refusal | undefined): UpsertResult {
  const key = keyText(record.entity, record.key);
  const echo = [...record.sent].map(([name, value]) => `${record.entity.name}/${name}=${printed(value)}`);
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
