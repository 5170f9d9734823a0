import type { Entity, EntityModel, Member } from './entity-model.ts';

/** Steps down that are looked at: the deepest query of the connector has five. */
const DEPTH = 4;

/** What `..name` meets first, going down from an entity; undefined where the nearest ones are of different kinds. */
export function nearestDescendant(
  model: EntityModel,
  from: Entity,
  name: string,
): { readonly entity: Entity; readonly member: Member; readonly nodes: readonly string[] } | undefined {
  let level: { entity: Entity; nodes: readonly string[] }[] = [{ entity: from, nodes: [] }];
  const seen = new Set<Entity>([from]);
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth += 1) {
    const found = level.flatMap(({ entity, nodes }) => {
      const member = model.member(entity, name);
      return member === undefined ? [] : [{ entity, nodes, member }];
    });
    const [first] = found;
    if (first !== undefined) return found.every(({ member }) => sameKind(member, first.member)) ? first : undefined;
    level = level.flatMap(({ entity, nodes }) =>
      [...entity.navigations.values()].flatMap((navigation) => {
        const target = model.entity(navigation.target);
        if (target === undefined || seen.has(target)) return [];
        seen.add(target);
        return [{ entity: target, nodes: [...nodes, navigation.name] }];
      }),
    );
  }
  return undefined;
}

function sameKind(a: Member, b: Member): boolean {
  if (a.kind === 'property') return b.kind === 'property' && a.property.type === b.property.type;
  return (
    b.kind === 'navigation' && a.navigation.target === b.navigation.target && a.navigation.many === b.navigation.many
  );
}
