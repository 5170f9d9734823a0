import type { Model, Property, Row, Value } from '../model/entity.ts';
import type { Store } from '../store/store.ts';
import { linked } from './link.ts';
import { printed, storedValue, type UpsertRecord } from './record.ts';

export interface Rules {
  /** `processInactiveEmployees=true`: inactive users may be written. */
  readonly inactiveToo: boolean;
  /** Managers whose users another call is writing right now. */
  readonly deadlocked: ReadonlySet<string>;
}

/** Why a record is refused: SuccessFactors' text and the record's own httpCode. */
export interface Refusal {
  readonly text: string;
  readonly httpCode: number;
}

/** What a record would do to the store. */
export type Intent =
  | { readonly kind: 'delete'; readonly row: Row }
  | { readonly kind: 'change'; readonly row: Row; readonly patch: Row }
  | { readonly kind: 'insert'; readonly row: Row };

const INVALID_FLAG =
  'isPrimary contains an invalid flag for boolean field. Only ‘Y‘/’Yes‘/’T‘/’True‘/’1’ or ‘N‘/’No‘/’F‘/’False‘/’0‘ are supported.';

const refuse = (text: string, httpCode = 500): Refusal => ({ text, httpCode });
const blank = (name: string): Refusal => refuse(`${name} is a required field and cannot be blank.`);

/**
 * Judges one record against the store: the change that it means, or why it is refused. It writes nothing. Two primary
 * rows of one person are no matter of one record and are judged elsewhere.
 */
export function judge(model: Model, store: Store, record: UpsertRecord, rules: Rules): Intent | Refusal {
  const { entity, key } = record;
  if (!entity.upsertable) return refuse(`[COE0019]${entity.name} cannot be upserted in this tenant`, 400);
  const existing = store.get(entity.name, key);
  const operation = record.sent.get('operation');
  if (operation !== undefined && operation !== null && operation !== 'DELETE') {
    return refuse(
      `[COE0019]Invalid property value. Property name:operation. Property value:${printed(operation)}.`,
      400,
    );
  }
  const deletes = operation === 'DELETE';
  const patch: Row = {};
  for (const [name, value] of record.sent) {
    const property = entity.properties.get(name);
    const navigation = entity.navigations.get(name);
    if (navigation) {
      const link = linked(model, store, navigation, value);
      if (typeof link === 'string') return refuse(`[COE0019]${link}`, 400);
      Object.assign(patch, link);
    }
    if (!property || name === 'operation') continue;
    const judged = judgeValue(record, property, value);
    if (typeof judged === 'object' && judged !== null) return judged;
    if (!entity.key.includes(name)) patch[name] = judged;
  }
  const lacking = [...entity.properties.values()].find(
    ({ name, required }) => required && !entity.key.includes(name) && needed(record, name, existing, deletes),
  );
  if (lacking) return deletes ? refuse(INVALID_FLAG) : blank(lacking.name);
  if (deletes)
    return existing ? { kind: 'delete', row: existing } : refuse(`${entity.name} has no such record to delete`);
  return entity.name === 'User'
    ? judgeUser(store, record, existing, patch, rules)
    : judgeContact(store, record, existing, patch);
}

/** isPrimary must be sent every time, deletion included; other required properties with a new row. */
function needed(record: UpsertRecord, name: string, existing: Row | undefined, deletes: boolean): boolean {
  if (record.sent.has(name)) return false;
  return name === 'isPrimary' || (!existing && !deletes);
}

function judgeValue(record: UpsertRecord, property: Property, sent: unknown): Value | Refusal {
  const { name } = property;
  const value = storedValue(property, sent);
  if (property.type === 'Edm.Boolean' && value === undefined) return refuse(INVALID_FLAG);
  if (value === undefined) {
    return refuse(`[COE0019]Invalid property value. Property name:${name}. Property value:${printed(sent)}.`, 400);
  }
  if (property.required && (value === null || value === '')) return blank(name);
  if (record.entity.key.includes(name)) {
    return value === record.key[name] ? value : refuse(`[COE0019]${name} differs from the key of the record`, 400);
  }
  if (!property.upsertable) return refuse(`[COE0019]Property ${name} of ${record.entity.name} is not upsertable`, 400);
  if (typeof value === 'string' && value.length > (property.maxLength ?? Number.POSITIVE_INFINITY)) {
    // The words of COE_PROPERTY_EXCEED_MAX_LENGTH (SAP KBA 2925916).
    return refuse(
      `String length exceed the limit(actual=${value.length}, limit=${property.maxLength}) of field ${name}!`,
      400,
    );
  }
  return value;
}

function judgeContact(store: Store, record: UpsertRecord, existing: Row | undefined, patch: Row): Intent | Refusal {
  const { entity, key } = record;
  if (!store.get('PerPerson', key))
    return refuse(`Invalid value for personIdExternal: ${key['personIdExternal']} is unknown`);
  for (const property of entity.properties.values()) {
    if (property.picklist === undefined) continue;
    const id = key[property.name] ?? null;
    if (store.get('PicklistOption', { id })?.['picklistId'] !== property.picklist) {
      return refuse(`${id} is an invalid picklist value in import file or database for ${property.name}`);
    }
  }
  return existing ? { kind: 'change', row: existing, patch } : { kind: 'insert', row: { ...key, ...patch } };
}

function judgeUser(
  store: Store,
  record: UpsertRecord,
  existing: Row | undefined,
  patch: Row,
  rules: Rules,
): Intent | Refusal {
  const userId = String(record.key['userId']);
  if (!existing) {
    return refuse(
      `[COE0019]COE_MISSING_REQUIRED_PROPERTIES: User ${userId} does not exist, and creating users is switched off in this tenant`,
      400,
    );
  }
  if (rules.deadlocked.has(String(existing['managerUserId']))) {
    return refuse('[COE0019]Wrapped Exception: ORA-00060: deadlock detected while waiting for resource');
  }
  const status = patch['status'] ?? existing['status'];
  if (status !== 't' && status !== 'f') {
    return refuse(`[COE0019]Invalid property value. Property name:status. Property value:${status}.`);
  }
  if (existing['status'] === 'f' && !rules.inactiveToo) {
    return refuse(`User ${userId} is inactive; send processInactiveEmployees=true to update inactive users`);
  }
  const { username, loginMethod } = patch;
  if (username === null || username === '') return blank('username');
  const namesake = username === undefined ? [] : store.find('User', ['username'], [username]);
  if (namesake.some((user) => user['userId'] !== userId)) return refuse(`The username ${username} is already in use`);
  if (loginMethod !== undefined && loginMethod !== null && loginMethod !== 'SSO' && loginMethod !== 'PWD') {
    return refuse(`[COE0019]Invalid property value. Property name:loginMethod. Property value:${loginMethod}.`, 400);
  }
  return { kind: 'change', row: existing, patch };
}
