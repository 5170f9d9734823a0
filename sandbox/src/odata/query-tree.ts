import type { Entity, Model, Navigation } from '../model/entity.ts';
import { badRequest, ODataError, propertyNotFound } from './odata-error.ts';

/** What is expanded below a row, by navigation name. */
export type ExpandTree = Map<string, ExpandTree>;
/** What is selected of a row, by property or navigation name; null: everything. */
export type SelectTree = Map<string, SelectTree | null>;

const MAX_DEPTH = 10;
/** FODepartment's own limit since 1H 2026 (SAP KBA 3741424). */
const MAX_DEPARTMENT_DEPTH = 5;

const paths = (text: string): string[][] =>
  text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
    .map((path) => path.split('/').map((segment) => segment.trim()));

/**
 * `$expand` as a tree.
 *
 * @throws ODataError COE0021 for unknown navigations, COE0046 for too deep ones
 */
export function parseExpand(model: Model, root: Entity, text: string): ExpandTree {
  const tree: ExpandTree = new Map();
  const unknown: string[] = [];
  for (const path of paths(text)) {
    const limit = root.name === 'FODepartment' ? MAX_DEPARTMENT_DEPTH : MAX_DEPTH;
    if (path.length > limit) {
      throw new ODataError(
        400,
        'COE_EXPAND_DEPTH_EXCEED_THRESHOLD',
        `[COE0046] Expand depth ${path.length} of ${path.join('/')} exceeds the limit ${limit}.`,
      );
    }
    let entity: Entity | undefined = root;
    let branch = tree;
    for (const segment of path) {
      const navigation: string | undefined = entity?.navigations.get(segment)?.target;
      if (entity === undefined || navigation === undefined) {
        unknown.push(`${entity?.name ?? ''}/${segment}`);
        break;
      }
      entity = model.get(navigation);
      const next: ExpandTree = branch.get(segment) ?? new Map();
      branch.set(segment, next);
      branch = next;
    }
  }
  if (unknown.length > 0) throw propertyNotFound([...new Set(unknown)]);
  return tree;
}

/**
 * `$select` as a tree. A path through a navigation needs the navigation expanded too.
 *
 * @throws ODataError COE0021 for unknown names, 400 for a path through what is not expanded
 */
export function parseSelect(model: Model, root: Entity, expand: ExpandTree, text: string): SelectTree | null {
  const tree: SelectTree = new Map();
  const unknown: string[] = [];
  for (const path of paths(text)) {
    if (path.length === 1 && path[0] === '*') {
      for (const name of root.properties.keys()) tree.set(name, null);
      continue;
    }
    let entity: Entity | undefined = root;
    let branch: SelectTree = tree;
    let expanded: ExpandTree | undefined = expand;
    for (const [index, segment] of path.entries()) {
      const navigation: Navigation | undefined = entity?.navigations.get(segment);
      if (!entity || !(navigation || entity.properties.has(segment)) || (!navigation && index < path.length - 1)) {
        unknown.push(`${entity?.name ?? ''}/${segment}`);
        break;
      }
      if (index === path.length - 1) {
        branch.set(segment, null);
        break;
      }
      expanded = expanded?.get(segment);
      if (!expanded) throw badRequest(`[COE0018]${path.join('/')} is selected, but ${segment} is not expanded`);
      if (branch.get(segment) === null) break;
      const next: SelectTree = branch.get(segment) ?? new Map();
      branch.set(segment, next);
      branch = next;
      entity = navigation ? model.get(navigation.target) : undefined;
    }
  }
  if (unknown.length > 0) throw propertyNotFound([...new Set(unknown)]);
  return tree.size === 0 ? null : tree;
}
