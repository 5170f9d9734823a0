import type { Entity, Model, Property, Row, Value } from '../model/entity.ts';
import { parseKey, splitSegment } from '../odata/key.ts';
import { badRequest, entityNotFound, propertyNotFound } from '../odata/odata-error.ts';
import { isLinkable } from './link.ts';

/** One record of an upsert: what it is about and what it says, checked as far as the model goes. */
export interface UpsertRecord {
  readonly index: number;
  readonly entity: Entity;
  readonly key: Row;
  /** The properties that were sent, the key included, as they were sent. */
  readonly sent: ReadonlyMap<string, unknown>;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The server's own offset from UTC, which it writes into the dates of keys (SAP KBA 3286759). */
export const OFFSET_HOURS = -5;

function keyValue({ properties }: Entity, name: string, value: Value | undefined): string {
  if (properties.get(name)?.type !== 'Edm.DateTime' || typeof value !== 'number') return String(value);
  return `${new Date(value).toISOString().slice(0, 23)}-0${-OFFSET_HOURS}:00`;
}

/** `PerEmail/emailType=8448,PerEmail/personIdExternal=x`: how an upsert's answer names a record. */
export const keyText = (entity: Entity, key: Row): string =>
  entity.key.map((name) => `${entity.name}/${name}=${keyValue(entity, name, key[name])}`).join(',');

/** SuccessFactors takes at most this many records in one call (SAP KBA 3145174). */
export const MAX_RECORDS = 1000;

/**
 * The records of an upsert's body, one object or an array.
 *
 * @throws ODataError 400 for a body that cannot be understood as a whole, unknown properties included
 */
export function parseRecords(model: Model, body: string): UpsertRecord[] {
  let payload: unknown;
  try {
    payload = JSON.parse(body);
  } catch {
    throw badRequest('[COE0018]The request body is no valid JSON');
  }
  const list = Array.isArray(payload) ? payload : [payload];
  if (list.length > MAX_RECORDS) return tooMany();
  const records = list.map((each, index) => parseRecord(model, each, index));
  const unknown = records.flatMap(({ entity, sent }) =>
    [...sent.keys()].filter((name) => !isKnown(entity, name)).map((name) => `${entity.name}/${name}`),
  );
  if (unknown.length > 0) throw propertyNotFound([...new Set(unknown)]);
  return records;
}

function isKnown(entity: Entity, name: string): boolean {
  const navigation = entity.navigations.get(name);
  return entity.properties.has(name) || (navigation !== undefined && isLinkable(entity, navigation));
}

/** Thrown for more than {@link MAX_RECORDS} records; its code is not one of the COE codes. */
export class TooManyRecords extends Error {
  readonly status = 400;
  readonly code = 'BadRequestException';
}

const tooMany = (): never => {
  throw new TooManyRecords(`Upsert content exceeds the limitation, the maximum size is ${MAX_RECORDS}`);
};

const MAX_URI = 8000;

function parseRecord(model: Model, value: unknown, index: number): UpsertRecord {
  const metadata = isObject(value) ? value['__metadata'] : undefined;
  const uri = isObject(metadata) ? metadata['uri'] : undefined;
  if (!isObject(value) || typeof uri !== 'string') {
    throw badRequest(`[COE0018]The record with the index ${index} has no __metadata.uri`);
  }
  if (uri.length > MAX_URI)
    throw badRequest(`[COE0018]The __metadata.uri of the record with the index ${index} is too long`);
  const { name, key: keyText } = splitSegment(relative(uri));
  const entity = model.get(name);
  if (!entity) throw entityNotFound(name);
  const sent = new Map(Object.entries(value).filter(([property]) => property !== '__metadata'));
  const key = keyText === null ? keyFromFields(entity, sent, index) : parseKey(entity, keyText);
  return { index, entity, key, sent };
}

/** The set and key of a uri, which may be relative or absolute. */
function relative(uri: string): string {
  const marker = '/odata/v2/';
  const at = uri.indexOf(marker);
  const text = at < 0 ? uri : uri.slice(at + marker.length);
  try {
    return decodeURIComponent(text.replace(/^\//, ''));
  } catch {
    throw badRequest(`[COE0018]Invalid __metadata.uri: ${uri}`);
  }
}

function keyFromFields(entity: Entity, sent: ReadonlyMap<string, unknown>, index: number): Row {
  const key: Row = {};
  for (const name of entity.key) {
    const value = sent.get(name);
    if (typeof value !== 'string' || value === '') {
      throw badRequest(`[COE0018]The record with the index ${index} lacks the key property ${name} of ${entity.name}`);
    }
    key[name] = value;
  }
  return key;
}

/** What was sent, as a message can show it. JSON of any depth came in; not all of it can go out. */
export function printed(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return '{…}';
  }
}

/** A sent value as it is stored, or undefined when it is not of the property's type. */
export function storedValue(property: Property, value: unknown): Value | undefined {
  if (value === null) return null;
  if (property.type === 'Edm.Boolean') {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number' || typeof value === 'string') {
      if (/^(y|yes|t|true|1)$/i.test(String(value))) return true;
      if (/^(n|no|f|false|0)$/i.test(String(value))) return false;
    }
    return undefined;
  }
  return typeof value === 'string' ? value : undefined;
}
