import { builtInModel } from './built-in-model.ts';
import type { EdmxDocument, EdmxEntity } from './edmx-reader.ts';
import { type Entity, type EntityModel, entityModelOf, type Navigation } from './entity-model.ts';

/** The built-in model with what a tenant's metadata says over it. */
export function mergeMetadata({ entities }: EdmxDocument): EntityModel {
  const merged = new Map(builtInModel.entities);
  for (const read of entities) merged.set(read.name, mergeEntity(read, builtInModel.entity(read.name)));
  return entityModelOf(merged);
}

function mergeEntity(read: EdmxEntity, known: Entity | undefined): Entity {
  const navigations = new Map<string, Navigation>(known?.navigations);
  for (const { name, target, many } of read.navigations) {
    if (target !== undefined) navigations.set(name, { name, target, many: many === true });
    // The association is not in the document; that the navigation is there is said all the same.
    else if (!navigations.has(name)) navigations.set(name, { name, target: '', many: false });
  }
  return {
    name: read.name,
    ...(read.label === undefined ? {} : { label: read.label }),
    ...(read.upsertable === undefined ? {} : { upsertable: read.upsertable }),
    key: read.key.length === 0 ? (known?.key ?? []) : read.key,
    effectiveDated: known?.effectiveDated ?? read.key.some((name) => /^(effectiveS|s)tartDate$/.test(name)),
    properties: new Map(read.properties.map((property) => [property.name, property])),
    navigations,
    tenant: true,
    closed: false,
  };
}
