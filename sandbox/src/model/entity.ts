/** The types that an Edm property can have on SuccessFactors' wire. */
export type EdmType =
  | 'Edm.String'
  | 'Edm.Boolean'
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.Double'
  | 'Edm.Decimal'
  | 'Edm.DateTime'
  | 'Edm.DateTimeOffset';

/** A stored value. Dates are milliseconds since 1970 in UTC; Int64, Double and Decimal are kept as text. */
export type Value = string | number | boolean | null;

/** One stored row of an entity set. A property that is absent reads as null. */
export type Row = Record<string, Value>;

export interface Property {
  readonly name: string;
  readonly type: EdmType;
  /** `sap:required`: it must be sent in every upsert of the entity. It says nothing about Nullable. */
  readonly required: boolean;
  readonly upsertable: boolean;
  /** `sap:visible`: an invisible property exists and can be filtered on, but does not come back in reads. */
  readonly visible: boolean;
  readonly filterable: boolean;
  readonly maxLength?: number;
  readonly picklist?: string;
  /** A calendar date (`sap:display-format="Date"`): midnight UTC. */
  readonly calendarDate: boolean;
}

export interface Navigation {
  readonly name: string;
  /** Name of the entity at the other end. */
  readonly target: string;
  readonly many: boolean;
  /** Pairs of own property and property of the target that must be equal. */
  readonly on: readonly (readonly [own: string, theirs: string])[];
}

export interface Entity {
  readonly name: string;
  /** Names of the key properties, in alphabetical order as SuccessFactors prints compound keys. */
  readonly key: readonly string[];
  readonly properties: ReadonlyMap<string, Property>;
  readonly navigations: ReadonlyMap<string, Navigation>;
  readonly upsertable: boolean;
  /** True when rows are slices from startDate to endDate and a read returns those of one day. */
  readonly effectiveDated: boolean;
}

export type Model = ReadonlyMap<string, Entity>;
