import type { EdmType, Entity, Model, Row, Value } from '../model/entity.ts';
import { type Day, dayBelow, related } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import type { ExpandCount } from './expand-count.ts';
import { uriOf } from './key.ts';
import type { ExpandTree, SelectTree } from './query-tree.ts';

export interface Writing {
  readonly model: Model;
  readonly store: Store;
  readonly now: Day;
  readonly day: Day;
  /** `http://host/odata/v2` of the request: links name the host that was asked. */
  readonly root: string;
  /** Puts the rows of a to-many navigation into the order of the answer. */
  readonly arrange: (rows: readonly Row[]) => readonly Row[];
  readonly expanded: ExpandCount;
}

/** A stored value as it stands on the wire. */
export function wireValue(type: EdmType, value: Value | undefined): Value {
  if (value === null || value === undefined) return null;
  if (type === 'Edm.DateTime') return `/Date(${value})/`;
  if (type === 'Edm.DateTimeOffset') return `/Date(${value}+0000)/`;
  return value;
}

/** One row as JSON: metadata, properties, then navigations: deferred links, or what is expanded. */
export function wireEntity(
  writing: Writing,
  entity: Entity,
  row: Row,
  expand: ExpandTree,
  select: SelectTree | null,
  day = writing.day,
): Record<string, unknown> {
  const uri = `${writing.root}/${uriOf(entity, row)}`;
  const result: Record<string, unknown> = { __metadata: { uri, type: `SFOData.${entity.name}` } };
  for (const property of entity.properties.values()) {
    if (!property.visible || (select && !select.has(property.name))) continue;
    result[property.name] = wireValue(property.type, row[property.name]);
  }
  for (const navigation of entity.navigations.values()) {
    if (select && !select.has(navigation.name)) continue;
    const below = expand.get(navigation.name);
    const target = writing.model.get(navigation.target);
    if (!below || !target) {
      result[navigation.name] = { __deferred: { uri: `${uri}/${navigation.name}` } };
      continue;
    }
    const under = dayBelow(entity, row, day, writing.now);
    const rows = related(writing.store, target, navigation, row, under);
    writing.expanded.add(rows.length);
    const write = (each: Row) => wireEntity(writing, target, each, below, select?.get(navigation.name) ?? null, under);
    if (navigation.many) result[navigation.name] = { results: writing.arrange(rows).map(write) };
    else result[navigation.name] = rows[0] ? write(rows[0]) : null;
  }
  return result;
}

/**
 * JSON text with the slashes of dates escaped, as SuccessFactors sends them. `\/` means the same as `/` wherever it stands
 * in a string, so no text can be hurt.
 */
export const wireJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll('"/Date(', '"\\/Date(').replaceAll(')/"', ')\\/"');
