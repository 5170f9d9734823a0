/** How far a query may go: by itself, or with `ConsistencyLevel: eventual` and `$count=true` alone. */
export type Level = 'default' | 'advanced';

/** What `$filter` does with a property; what is absent is not offered. `ne` and `not` go with `eq`, and are advanced. */
export interface FilterSupport {
  readonly eq?: Level;
  readonly in?: Level;
  readonly ge?: Level;
  readonly le?: Level;
  readonly startsWith?: Level;
  readonly endsWith?: Level;
  /** Comparisons with null. */
  readonly null?: Level;
}

export interface Property {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'strings' | 'date' | 'extensions';
  /** Returned where the caller selects nothing. */
  readonly usual?: boolean;
  readonly readOnly?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
  /** For lists: how many values it takes. */
  readonly maxItems?: number;
  /** Only these values, whatever their letter case. */
  readonly values?: readonly string[];
  /** Mastered in the cloud even where an Active Directory masters the rest. */
  readonly cloud?: boolean;
  readonly filter?: FilterSupport;
  readonly order?: Level;
}

/** A type of Graph's objects, as queries see it. */
export interface ResourceType {
  /** As error messages call it: `User`. */
  readonly name: string;
  /** `microsoft.graph.user` */
  readonly type: string;
  readonly properties: ReadonlyMap<string, Property>;
}

/** The objects of a collection. A position tells an object's place; it stays the same while the object lives. */
export interface Source {
  /** The objects from a position on, or those at some places. */
  scan(from: number, places?: readonly number[] | null): Iterable<readonly [position: number, object: object]>;
  at(position: number): object | undefined;
  /** The places of all objects whose property has one of some values; null: any place. */
  placesOf(property: string, values: readonly string[]): readonly number[] | null;
  /** Grows with every write. */
  readonly version: number;
}

/** A list as the objects of a collection. */
export function sourceOf(objects: readonly object[]): Source {
  return {
    *scan(from) {
      for (let position = from; position < objects.length; position += 1) {
        const object = objects[position];
        if (object) yield [position, object];
      }
    },
    at: (position) => objects[position],
    placesOf: () => null,
    version: 0,
  };
}

/** The levels of `eq`, `in`, `ge`, `le`, `startsWith` and null: D by default, A advanced, - not at all. */
export function filterSupport(levels: string, endsWith = false): FilterSupport {
  const [eq, within, ge, le, startsWith, nothing] = [...levels].map((letter) =>
    letter === '-' ? undefined : letter === 'D' ? ('default' as const) : ('advanced' as const),
  );
  return {
    ...(eq && { eq }),
    ...(within && { in: within }),
    ...(ge && { ge }),
    ...(le && { le }),
    ...(startsWith && { startsWith }),
    ...(nothing && { null: nothing }),
    ...(endsWith && { endsWith: 'advanced' }),
  };
}

/** A property's value of an object; a name after a slash steps into a complex property. */
export function propertyOf(object: object, path: string): unknown {
  const [name = '', member] = path.split('/');
  const value: unknown = Reflect.get(object, name);
  if (member === undefined) return value ?? null;
  return typeof value === 'object' && value !== null ? (Reflect.get(value, member) ?? null) : null;
}
