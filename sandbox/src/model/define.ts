import type { EdmType, Entity, Navigation, Property } from './entity.ts';

type Traits = Partial<Omit<Property, 'name' | 'type'>>;
type PropertyMaker = (name: string) => Property;

const make =
  (type: EdmType, traits: Traits): PropertyMaker =>
  (name) => ({
    name,
    type,
    required: false,
    upsertable: false,
    visible: true,
    filterable: true,
    calendarDate: false,
    ...traits,
  });

/** A string of at most `maxLength` characters. */
export const text = (maxLength = 256, traits: Traits = {}): PropertyMaker =>
  make('Edm.String', { maxLength, ...traits });
export const flag = (traits: Traits = {}): PropertyMaker => make('Edm.Boolean', traits);
export const int32 = (traits: Traits = {}): PropertyMaker => make('Edm.Int32', traits);
export const int64 = (traits: Traits = {}): PropertyMaker => make('Edm.Int64', traits);
export const double = (traits: Traits = {}): PropertyMaker => make('Edm.Double', traits);
export const decimal = (traits: Traits = {}): PropertyMaker => make('Edm.Decimal', traits);
/** A calendar date: midnight UTC, never to be shown in local time. */
export const date = (traits: Traits = {}): PropertyMaker => make('Edm.DateTime', { calendarDate: true, ...traits });
/** A point in time without a zone (createdOn, lastModifiedOn). */
export const dateTime = (traits: Traits = {}): PropertyMaker => make('Edm.DateTime', traits);
/** A point in time with a zone (createdDateTime, lastModifiedDateTime). */
export const instant = (traits: Traits = {}): PropertyMaker => make('Edm.DateTimeOffset', traits);

/** Who made and who last changed a row: the same six properties on nearly every entity. */
export const audit = (): Record<string, PropertyMaker> => ({
  createdBy: text(255),
  createdDateTime: instant(),
  createdOn: dateTime(),
  lastModifiedBy: text(255),
  lastModifiedDateTime: instant(),
  lastModifiedOn: dateTime(),
});

/** `count` properties named by `nameOf(1)` to `nameOf(count)`. */
export const numbered = (
  count: number,
  nameOf: (index: number) => string,
  maker: PropertyMaker,
): Record<string, PropertyMaker> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [nameOf(index + 1), maker]));

type Joins = Record<string, string>;
type NavigationMaker = (name: string) => Navigation;

const navigation =
  (target: string, many: boolean, on: Joins): NavigationMaker =>
  (name) => ({ name, target, many, on: Object.entries(on) });

/** A navigation to at most one row; `on` maps an own property to the target's. */
export const one = (target: string, on: Joins): NavigationMaker => navigation(target, false, on);
/** A navigation to any number of rows; `on` maps an own property to the target's. */
export const many = (target: string, on: Joins): NavigationMaker => navigation(target, true, on);
/** A navigation to the option whose id the property holds. */
export const option = (property: string): NavigationMaker => one('PicklistOption', { [property]: 'id' });

interface Parts {
  readonly key: readonly string[];
  readonly properties: Record<string, PropertyMaker>;
  readonly navigations?: Record<string, NavigationMaker>;
  readonly upsertable?: boolean;
  readonly effectiveDated?: boolean;
}

/** A number that depends on the name alone. */
function scatter(name: string): number {
  let hash = 2166136261;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
  return hash;
}

/**
 * Defines an entity. Its properties come back in a fixed order that is neither alphabetical nor that of `$metadata`,
 * as real tenants do, so that no client gets used to an order.
 */
export function entity(name: string, parts: Parts): Entity {
  const properties = Object.entries(parts.properties)
    .map(([property, maker]) => maker(property))
    .sort((a, b) => scatter(a.name) - scatter(b.name));
  const navigations = Object.entries(parts.navigations ?? {}).map(([nav, maker]) => maker(nav));
  return {
    name,
    key: [...parts.key].sort(),
    properties: new Map(properties.map((property) => [property.name, property])),
    navigations: new Map(navigations.map((nav) => [nav.name, nav])),
    upsertable: parts.upsertable ?? false,
    effectiveDated: parts.effectiveDated ?? false,
  };
}
