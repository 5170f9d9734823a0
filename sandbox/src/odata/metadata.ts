import type { Reply } from '../http/reply.ts';
import { escapeMarkup } from '../http/reply.ts';
import type { Entity, Model, Navigation, Property } from '../model/entity.ts';
import { entityNotFound } from './odata-error.ts';

const EDM = 'http://schemas.microsoft.com/ado/2008/09/edm';
const SAP = 'http://www.successfactors.com/edm/sap';
const M = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata';

type Attributes = Record<string, string | number | boolean | undefined>;

/** One element; attributes without a value are left out. */
function element(name: string, attributes: Attributes, ...children: string[]): string {
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeMarkup(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${text}/>` : `<${name}${text}>${children.join('')}</${name}>`;
}

const association = (entity: Entity, navigation: Navigation): string => `${navigation.name}_of_${entity.name}`;

function property(entity: Entity, { name, type, ...traits }: Property): string {
  return element('Property', {
    Name: name,
    Type: type,
    Nullable: !entity.key.includes(name),
    MaxLength: traits.maxLength,
    'sap:required': traits.required,
    'sap:creatable': false,
    'sap:updatable': false,
    'sap:upsertable': traits.upsertable,
    'sap:visible': traits.visible,
    'sap:sortable': traits.filterable,
    'sap:filterable': traits.filterable,
    'sap:label': name,
    'sap:picklist': traits.picklist,
    'sap:display-format': traits.calendarDate ? 'Date' : undefined,
  });
}

function entityType(entity: Entity, navigations: readonly Navigation[]): string {
  const key = entity.key.map((name) => element('PropertyRef', { Name: name }));
  const sorted = [...entity.properties.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return element(
    'EntityType',
    { Name: entity.name },
    element('Key', {}, ...key),
    ...sorted.map((each) => property(entity, each)),
    ...navigations.map((each) =>
      element('NavigationProperty', {
        Name: each.name,
        Relationship: `SFOData.${association(entity, each)}`,
        FromRole: entity.name,
        ToRole: each.name,
      }),
    ),
  );
}

/**
 * The `$metadata` document of some entities, or of all. Navigations to entities outside the scope are left out, as
 * SuccessFactors does for entity-scoped metadata.
 *
 * @throws ODataError for an unknown entity
 */
export function metadata(model: Model, names: readonly string[] | null): Reply {
  const scope = (names ?? [...model.keys()]).map((name) => {
    const entity = model.get(name);
    if (!entity) throw entityNotFound(name);
    return entity;
  });
  const inScope = new Set(scope.map(({ name }) => name));
  const navigationsOf = (entity: Entity) =>
    [...entity.navigations.values()].filter(({ target }) => inScope.has(target));
  const each = scope.flatMap((entity) => navigationsOf(entity).map((navigation) => ({ entity, navigation })));

  const sets = scope.map(({ name, upsertable }) =>
    element('EntitySet', {
      Name: name,
      EntityType: `SFOData.${name}`,
      'sap:label': name,
      'sap:creatable': false,
      'sap:updatable': false,
      'sap:upsertable': upsertable,
      'sap:deletable': false,
    }),
  );
  const associationSets = each.map(({ entity, navigation }) =>
    element(
      'AssociationSet',
      { Name: `${association(entity, navigation)}Set`, Association: `SFOData.${association(entity, navigation)}` },
      element('End', { EntitySet: entity.name, Role: entity.name }),
      element('End', { EntitySet: navigation.target, Role: navigation.name }),
    ),
  );
  const associations = each.map(({ entity, navigation }) =>
    element(
      'Association',
      { Name: association(entity, navigation) },
      element('End', { Type: `SFOData.${entity.name}`, Multiplicity: '*', Role: entity.name }),
      element('End', {
        Type: `SFOData.${navigation.target}`,
        Multiplicity: navigation.many ? '*' : '0..1',
        Role: navigation.name,
      }),
    ),
  );
  const body = element(
    'edmx:Edmx',
    { Version: '1.0', 'xmlns:edmx': 'http://schemas.microsoft.com/ado/2007/06/edmx' },
    element(
      'edmx:DataServices',
      { 'm:DataServiceVersion': '2.0', 'xmlns:m': M },
      element(
        'Schema',
        { Namespace: 'SFODataSet', xmlns: EDM, 'xmlns:sap': SAP },
        element(
          'EntityContainer',
          { Name: 'EntityContainer', 'm:IsDefaultEntityContainer': true },
          ...sets,
          ...associationSets,
        ),
      ),
      element(
        'Schema',
        { Namespace: 'SFOData', xmlns: EDM, 'xmlns:sap': SAP },
        ...scope.map((entity) => entityType(entity, navigationsOf(entity))),
        ...associations,
      ),
    ),
  );
  return {
    status: 200,
    headers: { 'content-type': 'application/xml;charset=utf-8', dataserviceversion: '1.0' },
    body: `<?xml version="1.0" encoding="utf-8"?>${body}`,
  };
}
