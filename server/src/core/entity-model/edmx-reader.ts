import type { Property } from './entity-model.ts';

/** What an EDMX document says, as it stands there. */
export interface EdmxDocument {
  /** Local name of the outermost element. */
  readonly root: string;
  readonly version: string;
  readonly entities: readonly EdmxEntity[];
}

export interface EdmxEntity {
  readonly name: string;
  readonly label?: string;
  readonly key: readonly string[];
  readonly upsertable?: boolean;
  readonly properties: readonly Property[];
  /** Target and multiplicity as the association says; undefined where the document does not hold it. */
  readonly navigations: readonly { readonly name: string; readonly target?: string; readonly many?: boolean }[];
}

interface OpenEntity {
  readonly name: string;
  readonly key: string[];
  readonly properties: Property[];
  readonly navigations: { readonly name: string; readonly relationship: string; readonly role: string }[];
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Takes the elements of an EDMX document in order, by their local names. The elements that hold others cannot hold one
 * another, so the last one that opened is the one that an inner element belongs to.
 */
export class EdmxReader {
  #root: string | undefined;
  #version = '';
  readonly #entities: OpenEntity[] = [];
  readonly #labels = new Map<string, string>();
  readonly #upsertable = new Map<string, boolean>();
  /** `association/role` → what stands at that end. */
  readonly #ends = new Map<string, { readonly type: string; readonly many: boolean }>();
  #entity: OpenEntity | undefined;
  #association: string | undefined;

  element(tag: string, attributes: Attributes): void {
    // The declaration and comments are no elements.
    if (tag.startsWith('?') || tag.startsWith('!')) return;
    this.#root ??= tag;
    const name = attributes['Name'] ?? '';
    switch (tag) {
      case 'Edmx':
        this.#version = attributes['Version'] ?? '';
        break;
      case 'EntityType':
        this.#entity = { name, key: [], properties: [], navigations: [] };
        this.#entities.push(this.#entity);
        break;
      case 'ComplexType':
      case 'EntityContainer':
      case 'FunctionImport':
      case 'AssociationSet':
        this.#entity = undefined;
        this.#association = undefined;
        break;
      case 'Association':
        this.#entity = undefined;
        this.#association = name;
        break;
      case 'End':
        if (this.#association !== undefined)
          this.#ends.set(`${this.#association}/${attributes['Role'] ?? ''}`, {
            type: localName(attributes['Type']),
            many: attributes['Multiplicity'] === '*',
          });
        break;
      case 'PropertyRef':
        this.#entity?.key.push(name);
        break;
      case 'Property':
        this.#entity?.properties.push(propertyOf(name, attributes));
        break;
      case 'NavigationProperty':
        this.#entity?.navigations.push({
          name,
          relationship: localName(attributes['Relationship']),
          role: attributes['ToRole'] ?? '',
        });
        break;
      case 'EntitySet': {
        const { label, upsertable } = attributes;
        if (upsertable !== undefined) this.#upsertable.set(localName(attributes['EntityType']), upsertable === 'true');
        if (label !== undefined && label !== '') this.#labels.set(localName(attributes['EntityType']), label);
        break;
      }
    }
  }

  get document(): EdmxDocument {
    const entities = this.#entities
      .filter(({ name }) => name !== '')
      .map(({ name, key, properties, navigations }): EdmxEntity => {
        const label = this.#labels.get(name);
        const upsertable = this.#upsertable.get(name);
        return {
          name,
          ...(label === undefined ? {} : { label }),
          ...(upsertable === undefined ? {} : { upsertable }),
          key,
          properties: properties.filter((property) => property.name !== ''),
          navigations: navigations.map((navigation) => {
            const end = this.#ends.get(`${navigation.relationship}/${navigation.role}`);
            return end === undefined
              ? { name: navigation.name }
              : { name: navigation.name, target: end.type, many: end.many };
          }),
        };
      });
    return { root: this.#root ?? '', version: this.#version, entities };
  }
}

function propertyOf(name: string, attributes: Attributes): Property {
  const { label, picklist, visible, filterable, upsertable, MaxLength } = attributes;
  const length = MaxLength === undefined || !/^\d{1,9}$/.test(MaxLength) ? undefined : Number(MaxLength);
  return {
    name,
    type: attributes['Type'] ?? 'Edm.String',
    ...(label === undefined || label === '' || label === name ? {} : { label }),
    ...(picklist === undefined || picklist === '' ? {} : { picklist }),
    ...(visible === 'false' ? { visible: false as const } : {}),
    ...(filterable === 'false' ? { filterable: false as const } : {}),
    ...(upsertable === 'true' ? { upsertable: true as const } : {}),
    ...(length === undefined ? {} : { maxLength: length }),
  };
}

/** `SFOData.EmpJob` → `EmpJob`. */
function localName(name = ''): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
