import { badQuery } from '../graph-error.ts';
import { propertyOf, type ResourceType } from '../resource.ts';

/** The properties named by `$select`, or Graph's usual ones. @throws GraphError 400 for one that the type lacks */
export function readSelect(text: string | undefined, type: ResourceType): string[] {
  if (text === undefined) return [...type.properties.values()].filter(({ usual }) => usual).map(({ name }) => name);
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!type.properties.has(name)) {
      throw badQuery(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type.type}'.`,
      );
    }
  }
  return [...new Set(names)];
}

/** An object as an answer shows it. */
export const shown = (object: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, propertyOf(object, name)]));
