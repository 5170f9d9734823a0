/**
 * What Employee Central's OData v2 service holds: entities, their fields, and how one leads to another.
 */

/** A field of an entity. */
export interface Property {
  readonly name: string;
  /** As metadata writes it: `Edm.String`, `Edm.DateTime` …. */
  readonly type: string;
  /** What the tenant calls it. */
  readonly label?: string;
  /** The picklist whose option it holds. */
  readonly picklist?: string;
  /** False where the field exists but does not come back in reads. */
  readonly visible?: false;
  /** False where a query cannot filter by it. */
  readonly filterable?: false;
  readonly upsertable?: true;
  readonly maxLength?: number;
  /** Neither read off metadata nor named by a document: by the entity's kind, or by the pattern of its name. */
  readonly assumed?: true;
}

/** A way from an entity to another. */
export interface Navigation {
  readonly name: string;
  /** The entity at the other end; it may be one that the model does not hold. */
  readonly target: string;
  /** Whether there may be many records: they come as `{"results": […]}`. */
  readonly many: boolean;
  readonly assumed?: true;
}

export interface Entity {
  readonly name: string;
  readonly label?: string;
  readonly key: readonly string[];
  /** Its records are slices from a start date on, and a read gives the one of today. */
  readonly effectiveDated: boolean;
  readonly properties: ReadonlyMap<string, Property>;
  readonly navigations: ReadonlyMap<string, Navigation>;
  /** Read off the tenant's own metadata: what it does not have, this tenant does not give. */
  readonly tenant: boolean;
  /** Every tenant has these fields, and no customer can add one. */
  readonly closed: boolean;
  /** Whether the tenant's metadata says that records can be upserted; absent where it does not say. */
  readonly upsertable?: boolean;
}

/** A name that an entity has, or could have. */
export type Member =
  | { readonly kind: 'property'; readonly property: Property }
  | { readonly kind: 'navigation'; readonly navigation: Navigation };

export interface EntityModel {
  readonly entities: ReadonlyMap<string, Entity>;
  /** Whether a tenant's metadata is in it. */
  readonly tenant: boolean;
  entity(name: string): Entity | undefined;
  /** What an entity has under a name, numbered custom fields and translations included. */
  member(entity: Entity, name: string): Member | undefined;
}

/** A model of these entities. */
export function entityModelOf(entities: ReadonlyMap<string, Entity>): EntityModel {
  return {
    entities,
    tenant: [...entities.values()].some((entity) => entity.tenant),
    entity: (name) => entities.get(name),
    member: memberOf,
  };
}

function memberOf(entity: Entity, name: string): Member | undefined {
  const property = entity.properties.get(name) ?? (entity.tenant || entity.closed ? undefined : implied(entity, name));
  if (property !== undefined) return { kind: 'property', property };
  const navigation = entity.navigations.get(name) ?? impliedNavigation(entity, name);
  return navigation === undefined ? undefined : { kind: 'navigation', navigation };
}

const CUSTOM_TYPES: Readonly<Record<string, string>> = {
  String: 'Edm.String',
  Date: 'Edm.DateTime',
  Long: 'Edm.Int64',
  Double: 'Edm.Double',
};

/** The fields that every tenant may switch on: `customString35`, `custom35` of User, a name in another language. */
function implied(entity: Entity, name: string): Property | undefined {
  const custom = /^custom(String|Date|Long|Double)[1-9][0-9]{0,2}$/.exec(name)?.[1];
  if (custom !== undefined) return { name, type: CUSTOM_TYPES[custom] ?? 'Edm.String', assumed: true };
  if (entity.name === 'User' && /^custom[0-9]{2,3}$/.test(name)) return { name, type: 'Edm.String', assumed: true };
  const translated = /^(.+)_(?:[a-z]{2}_[A-Z]{2}|localized|defaultValue)$/.exec(name)?.[1];
  return translated !== undefined && hasTranslations(entity, translated)
    ? { name, type: 'Edm.String', assumed: true }
    : undefined;
}

const hasTranslations = ({ properties }: Entity, name: string): boolean =>
  properties.has(`${name}_localized`) || properties.has(`${name}_defaultValue`);

/**
 * The picklist behind a numbered custom field, and the parts that differ by country. Metadata of an entity alone leaves
 * out what leads elsewhere, so that its silence says nothing about them.
 */
function impliedNavigation(entity: Entity, name: string): Navigation | undefined {
  if (entity.closed) return undefined;
  if (/^custom(?:String[1-9][0-9]{0,2}|[0-9]{2,3})Nav$/.test(name))
    return { name, target: 'PicklistOption', many: false, assumed: true };
  if (/^localNav(?:[A-Z]{3}|DEFLT)$|^addressNav[A-Z]{3}$|^toLegalEntity[A-Z]{3}$/.test(name))
    return { name, target: '', many: false, assumed: true };
  return /^homeAddressNav[A-Z]{3}$/.test(name) ? { name, target: '', many: true, assumed: true } : undefined;
}

/**
 * Whether records of a collection are slices in time of one thing: then a read as of today gives at most one. So it is
 * with `jobInfoNav` and `personalInfoNav`, and not with `homeAddressNavDEFLT`, which has one for each type of address.
 * Source: SAP notes 2853045 and 2965443.
 */
export function holdsOneToday(entity: Entity): boolean {
  return entity.effectiveDated && entity.key.length > 0 && entity.key.every((name) => SLICE_KEYS.has(name));
}

const SLICE_KEYS: ReadonlySet<string> = new Set([
  'personIdExternal',
  'userId',
  'startDate',
  'effectiveStartDate',
  'endDate',
  'seqNumber',
]);
