import type { Entity, EntityModel, Property } from '../../core/entity-model/entity-model.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { type PathTarget, recordsIn } from './path-reader.ts';
import { shownJson } from './sample-values.ts';

/** A name that may follow. */
export interface Member {
  readonly name: string;
  readonly detail: string | undefined;
  readonly value: string | undefined;
  /** It leads to another record, or to a list. */
  readonly leads: boolean;
  /** 0 has a value in the sample, 1 is null there, 2 is known to the model alone, 3 says who wrote a record when. */
  readonly group: 0 | 1 | 2 | 3;
}

const AUDIT = /^(?:created|lastModified)(?:By|On|DateTime|Date)$/;
const SYSTEM = new Set(['__metadata', '__deferred', '__next', '__count']);

/** What may follow a dot: the names of the sample's records, then what the entity has beyond them. */
export function membersOf(target: PathTarget): readonly Member[] {
  const { place } = target;
  const entity = place.kind === 'record' ? place.entity : undefined;
  const found = new Map<string, Json>();
  for (const record of recordsIn(target)) {
    for (const [name, value] of Object.entries(record)) {
      if (!SYSTEM.has(name) && (found.get(name) ?? null) === null) found.set(name, value);
    }
  }
  const members = [...found].map(([name, value]) => sampleMember(name, value, entity));
  if (place.kind === 'collection' && !found.has('results')) members.push(resultsMember(place.entity));
  for (const member of entity === undefined ? [] : modelMembers(entity)) {
    if (!found.has(member.name)) members.push(member);
  }
  return members;
}

function resultsMember({ name }: Entity): Member {
  return { name: 'results', detail: `the ${name} records`, value: undefined, leads: true, group: 2 };
}

function sampleMember(name: string, value: Json, entity: Entity | undefined): Member {
  const leads = typeof value === 'object' && value !== null;
  const detail = entity === undefined ? undefined : typeDetail(entity, name);
  return { name, detail, value: shownJson(value), leads, group: AUDIT.test(name) ? 3 : value === null ? 1 : 0 };
}

function* modelMembers(entity: Entity): Generator<Member> {
  for (const property of entity.properties.values()) {
    // Reads never give it.
    if (property.visible === false) continue;
    yield {
      name: property.name,
      detail: propertyDetail(property),
      value: undefined,
      leads: false,
      group: AUDIT.test(property.name) ? 3 : 2,
    };
  }
  for (const name of entity.navigations.keys()) {
    yield { name, detail: typeDetail(entity, name), value: undefined, leads: true, group: 2 };
  }
}

function typeDetail(entity: Entity, name: string): string | undefined {
  const navigation = entity.navigations.get(name);
  if (navigation !== undefined) {
    return `${navigation.many ? 'many' : 'one'} ${navigation.target === '' ? 'record' : navigation.target}`;
  }
  const property = entity.properties.get(name);
  return property === undefined ? undefined : propertyDetail(property);
}

function propertyDetail({ type, picklist, label }: Property): string {
  const short = type.replace(/^Edm\./, '');
  return [
    short,
    ...(picklist === undefined ? [] : [`picklist ${picklist}`]),
    ...(label === undefined ? [] : [label]),
  ].join(', ');
}

const MOST_NODES = 20_000;

/** The names anywhere below, each once with its first value; without a sample those of the entities below. */
export function descendantsOf(target: PathTarget, model: EntityModel): readonly Member[] {
  const found = new Map<string, Json>();
  const waiting: Json[] = [...target.values].reverse();
  for (let count = 0; count < MOST_NODES; count++) {
    const node = waiting.pop();
    if (node === undefined) break;
    if (Array.isArray(node)) for (const element of node.toReversed()) waiting.push(element);
    if (!isJsonObject(node)) continue;
    for (const [name, value] of Object.entries(node)) {
      if (SYSTEM.has(name)) continue;
      if ((found.get(name) ?? null) === null) found.set(name, value);
      if (typeof value === 'object' && value !== null) waiting.push(value);
    }
  }
  if (found.size > 0) return [...found].map(([name, value]) => sampleMember(name, value, undefined));
  return 'entity' in target.place ? entitiesBelow(target.place.entity, model) : [];
}

/** As deep as the connector's queries go. */
const DEPTH = 4;

function entitiesBelow(from: Entity, model: EntityModel): readonly Member[] {
  const members = new Map<string, Member>();
  const seen = new Set([from]);
  let level = [from];
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth++) {
    for (const entity of level) {
      for (const member of modelMembers(entity)) if (!members.has(member.name)) members.set(member.name, member);
    }
    level = level
      .flatMap(({ navigations }) => [...navigations.values()].flatMap(({ target }) => model.entity(target) ?? []))
      .filter((entity) => !seen.has(entity) && seen.add(entity));
  }
  return [...members.values()];
}
