import { ENTITY_ROWS, type EntityRow } from './built-in-entities.ts';
import { type Entity, type EntityModel, entityModelOf, type Navigation, type Property } from './entity-model.ts';

const TYPES = {
  text: 'Edm.String',
  dates: 'Edm.DateTime',
  instants: 'Edm.DateTimeOffset',
  flags: 'Edm.Boolean',
  int32: 'Edm.Int32',
  int64: 'Edm.Int64',
  double: 'Edm.Double',
  decimal: 'Edm.Decimal',
} as const;

const AUDIT: EntityRow = {
  key: '',
  text: 'createdBy lastModifiedBy',
  dates: 'createdOn lastModifiedOn',
  instants: 'createdDateTime lastModifiedDateTime',
};

const FOUNDATION: EntityRow = {
  key: '',
  text: 'externalCode name description status ?name_localized ?name_defaultValue ?description_localized ?description_defaultValue',
  dates: 'startDate endDate',
  one: 'nameTranslationNav=FOTranslation descriptionTranslationNav=FOTranslation',
};

/** Names of an entity whose texts have languages are confirmed, where others only may have them. */
const TRANSLATED: EntityRow = {
  key: '',
  text: 'name_localized name_defaultValue description_localized description_defaultValue',
};

let made: EntityModel | undefined;

/** Read out of the rows when somebody asks: a program that starts does not wait for it. */
function model(): EntityModel {
  made ??= entityModelOf(new Map(Object.entries(ENTITY_ROWS).map(([name, row]) => [name, entityOf(name, row)])));
  return made;
}

/** The entities that a mapping meets, for every tenant alike. */
export const builtInModel: EntityModel = {
  get entities() {
    return model().entities;
  },
  tenant: false,
  entity: (name) => model().entity(name),
  member: (entity, name) => model().member(entity, name),
};

function entityOf(name: string, row: EntityRow): Entity {
  const rows = [
    row,
    ...(row.foundation === 'translated' ? [TRANSLATED] : []),
    ...(row.foundation === undefined ? [] : [FOUNDATION]),
    ...(row.audit === false ? [] : [AUDIT]),
  ];
  const properties = new Map<string, Property>();
  const navigations = new Map<string, Navigation>();
  for (const each of rows) {
    for (const property of propertiesOf(each))
      if (!properties.has(property.name)) properties.set(property.name, property);
    for (const one of navigationsOf(each)) if (!navigations.has(one.name)) navigations.set(one.name, one);
  }
  return {
    name,
    key: words(row.key),
    effectiveDated: row.dated === true,
    properties,
    navigations,
    tenant: false,
    closed: row.closed === true,
  };
}

function* propertiesOf(row: EntityRow): Generator<Property> {
  const hidden = new Set(words(row.hidden));
  const upsertable = new Set(words(row.upsertable));
  const picklists = new Map(words(row.picklists).map((pair) => pair.split('=') as [string, string]));
  for (const [group, type] of Object.entries(TYPES) as [keyof typeof TYPES, string][]) {
    for (const { name, assumed } of words(row[group]).map(markOf)) {
      const picklist = picklists.get(name);
      yield {
        name,
        type,
        ...(picklist === undefined ? {} : { picklist }),
        ...(hidden.has(name) ? { visible: false as const } : {}),
        ...(upsertable.has(name) ? { upsertable: true as const } : {}),
        ...(assumed ? { assumed } : {}),
      };
    }
  }
}

function* navigationsOf(row: EntityRow): Generator<Navigation> {
  const groups = [
    [words(row.one), false],
    [words(row.options).map((name) => `${name}=PicklistOption`), false],
    [words(row.many), true],
  ] as const;
  for (const [pairs, many] of groups) {
    for (const pair of pairs) {
      const { name: text, assumed } = markOf(pair);
      const [name = '', target = ''] = text.split('=');
      yield { name, target, many, ...(assumed ? { assumed } : {}) };
    }
  }
}

function words(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : text.split(' ');
}

function markOf(word: string): { readonly name: string; readonly assumed?: true } {
  return word.startsWith('?') ? { name: word.slice(1), assumed: true } : { name: word };
}
