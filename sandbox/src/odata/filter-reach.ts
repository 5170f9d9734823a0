import type { Entity, Model, Navigation } from '../model/entity.ts';
import type { Store } from '../store/store.ts';
import type { Filter, Operand } from './filter-parser.ts';

const NAMES_OWNER: ReadonlySet<string> = new Set(['personIdExternal', 'userId']);

/** Whether a navigation stays with the person whom the row belongs to, or leads to what never changes. */
function stays(store: Store, { target, on }: Navigation): boolean {
  if (!store.isPersonal(target) || target === 'Position') return true;
  return on.every(([own, theirs]) => own === theirs && NAMES_OWNER.has(own));
}

/** The last property of a path that never leaves the person; undefined for any other path. */
function ownProperty(model: Model, store: Store, root: Entity, segments: readonly string[]): string | undefined {
  let entity: Entity | undefined = root;
  for (const segment of segments.slice(0, -1)) {
    const navigation: Navigation | undefined = entity?.navigations.get(segment);
    if (!navigation || !stays(store, navigation)) return undefined;
    entity = model.get(navigation.target);
  }
  return segments.at(-1);
}

const operandsOf = (filter: Filter): Operand[] => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...operandsOf(filter.left), ...operandsOf(filter.right)];
    case 'not':
      return operandsOf(filter.inner);
    case 'compare':
      return [filter.left, filter.right];
    case 'truth':
      return [filter.operand];
    default:
      return [filter.left];
  }
};

const pathsOf = (operand: Operand): (readonly string[])[] =>
  operand.kind === 'path' ? [operand.segments] : operand.kind === 'literal' ? [] : operand.args.flatMap(pathsOf);

/** All paths that a filter asks about. */
export const pathsIn = (filter: Filter): (readonly string[])[] => operandsOf(filter).flatMap(pathsOf);

/** Whether the answer for one person can change by a write to another: a path to the manager, for instance. */
export const crossesPeople = (model: Model, store: Store, root: Entity, filter: Filter): boolean =>
  pathsIn(filter).some((segments) => ownProperty(model, store, root, segments) === undefined);

/** The people whom a filter names by person id or userId, where nobody else can be found by it; null: anybody can. */
export function ownersNamed(model: Model, store: Store, root: Entity, filter: Filter): ReadonlySet<string> | null {
  const named = (each: Filter): ReadonlySet<string> | null => {
    if (each.kind === 'and') return named(each.left) ?? named(each.right);
    if (each.kind === 'or') {
      const [left, right] = [named(each.left), named(each.right)];
      return left && right && new Set([...left, ...right]);
    }
    const [path, values] = idsIn(each);
    const property = path && ownProperty(model, store, root, path);
    if (property === undefined || !NAMES_OWNER.has(property)) return null;
    return new Set(values.flatMap((value) => store.ownerOf(root.name, { [property]: value }) ?? []));
  };
  return store.isPersonal(root.name) ? named(filter) : null;
}

/** The path and the texts of `path in 'a','b'` and `path eq 'a'`. */
function idsIn(filter: Filter): [readonly string[] | undefined, string[]] {
  if (filter.kind === 'in' && filter.left.kind === 'path') {
    return [filter.left.segments, filter.list.flatMap((each) => (each.kind === 'string' ? [each.value] : []))];
  }
  if (filter.kind === 'compare' && filter.operator === 'eq' && filter.left.kind === 'path') {
    const { right } = filter;
    if (right.kind === 'literal' && right.literal.kind === 'string')
      return [filter.left.segments, [right.literal.value]];
  }
  return [undefined, []];
}
