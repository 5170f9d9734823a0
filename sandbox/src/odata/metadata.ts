import type { Reply } from '../http/reply.ts';
import { escapeMarkup } from '../http/reply.ts';
import type { Entity, Model, Navigation, Property } from '../model/entity.ts';
import { isLinkable } from '../upsert/link.ts';
import { element, labelOf, tagsOf } from './edmx-words.ts';
import { entityNotFound } from './odata-error.ts';

const EDM = 'http://schemas.microsoft.com/ado/2008/09/edm';
const SAP = 'http://www.successfactors.com/edm/sap';
const M = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata';

const SENSITIVE: ReadonlySet<string> = new Set([
  'dateOfBirth',
  'dateOfDeath',
  'gender',
  'maritalStatus',
  'nationality',
]);

/** Only User is written by insert and update as well; everything else by upsert alone. */
const isCreatable = ({ name }: Entity): boolean => name === 'User';

function entitySet(entity: Entity): string {
  const { name, upsertable } = entity;
  // Both orders of the two names occur in real documents.
  const names = name.startsWith('FO')
    ? { EntityType: `SFOData.${name}`, Name: name }
    : { Name: name, EntityType: `SFOData.${name}` };
  return element(
    'EntitySet',
    {
      ...names,
      'sap:label': labelOf(name),
      'sap:creatable': isCreatable(entity),
      'sap:updatable': isCreatable(entity),
      'sap:upsertable': upsertable,
      'sap:deletable': false,
    },
    element(
      'Documentation',
      {},
      element('Summary', {}, labelOf(name)),
      element('LongDescription', {}, `${labelOf(name)} of the sandbox tenant`),
      element('sap:tagcollection', {}, ...tagsOf(name).map((tag) => element('sap:tag', {}, escapeMarkup(tag)))),
    ),
  );
}

const association = (entity: Entity, navigation: Navigation): string => `${navigation.name}_of_${entity.name}`;

function property(entity: Entity, { name, type, ...traits }: Property): string {
  return element('Property', {
    Name: name,
    Type: type,
    Nullable: !entity.key.includes(name),
    MaxLength: traits.maxLength,
    'sap:required': traits.required,
    'sap:creatable': isCreatable(entity) && traits.upsertable,
    'sap:updatable': isCreatable(entity) && traits.upsertable,
    'sap:upsertable': traits.upsertable,
    'sap:visible': traits.visible,
    'sap:sortable': traits.filterable,
    'sap:filterable': traits.filterable,
    'sap:label': labelOf(name),
    'sap:inlineRequired': false,
    'sap:sensitive-personal-data': SENSITIVE.has(name) ? true : undefined,
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
        'sap:required': false,
        'sap:creatable': false,
        'sap:updatable': false,
        'sap:upsertable': entity.upsertable && isLinkable(entity, each),
        'sap:visible': true,
        'sap:sortable': false,
        'sap:filterable': true,
        'sap:label': labelOf(each.name),
      }),
    ),
  );
}

const refreshMetadata = element('FunctionImport', {
  Name: 'refreshMetadata',
  ReturnType: 'Edm.String',
  'm:HttpMethod': 'GET',
  'sap:support-payload': false,
});

/**
 * The `$metadata` document of some entities, or of all. Navigations to entities outside the scope are left out, as
 * SuccessFactors does for entity-scoped metadata.
 *
 * @throws ODataError for an unknown entity
 */
export function metadata(model: Model, names: readonly string[] | null): Reply {
  const scope = [...new Set(names ?? model.keys())].map((name) => {
    const entity = model.get(name);
    if (!entity) throw entityNotFound(name);
    return entity;
  });
  const inScope = new Set(scope.map(({ name }) => name));
  const navigationsOf = (entity: Entity) =>
    [...entity.navigations.values()].filter(({ target }) => inScope.has(target));
  const each = scope.flatMap((entity) => navigationsOf(entity).map((navigation) => ({ entity, navigation })));

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
          ...scope.map(entitySet),
          ...associationSets,
          ...(names === null ? [refreshMetadata] : []),
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
