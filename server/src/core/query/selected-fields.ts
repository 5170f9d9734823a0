import type { MappingModel } from '../analysis/model.ts';
import { pathOf } from '../analysis/paths.ts';
import { builtInModel } from '../entity-model/built-in-model.ts';
import type { EntityModel } from '../entity-model/entity-model.ts';
import { isRejected } from '../jsonpath/path-syntax.ts';
import { type ExpandedNode, everyNode, expandedTree } from './expanded-tree.ts';
import { markReads } from './mark-reads.ts';

/** What the fields of a query depend on, beside the mapping. */
export interface SelectionOptions {
  /** The tenant's entities, from its metadata; without it what could be a customer's own field counts as one. */
  readonly entityModel?: EntityModel | undefined;
  /** Fields that are needed besides, from PerPerson on: `employmentNav/startDate`. */
  readonly besides?: readonly string[];
  /** As long as `$select` may become, in characters: servers refuse long addresses. */
  readonly longest?: number;
}

/**
 * The `$select` of a mapping: exactly the fields of the expanded records that its paths and their filters read, and the
 * keys of the person, of rows of lists, and of records of which nothing else is asked. A path with `..` or `*` takes in all that it can reach; a navigation that stands alone means its
 * whole record (SAP note 3028227). The mapping yields the same from the smaller answer.
 *
 * A path to what is not expanded selects nothing: SuccessFactors refuses a selected navigation that is not expanded, and
 * the connector does not read it either.
 *
 * Where it would become too long, whole records take the place of fields, those with the longest names first.
 *
 * @param expand Navigations of the query.
 * @returns Undefined where everything is read, so that the query needs no `$select`.
 */
export function selectedFields(
  model: MappingModel,
  expand: readonly string[],
  { entityModel = builtInModel, besides = [], longest = Number.POSITIVE_INFINITY }: SelectionOptions = {},
): readonly string[] | undefined {
  const root = expandedTree(expand, entityModel);
  for (const name of model.used) {
    const path = model.sources.get(name)?.path;
    const parsed = path === undefined ? undefined : pathOf(path);
    if (parsed !== undefined && !isRejected(parsed)) markReads(parsed.steps, root, entityModel);
  }
  if (root.whole) return undefined;
  for (const path of besides) addBeside(root, path.split('/'), entityModel);
  return shortened([...everyNode(root)], longest);
}

/** At most so long; undefined where not even whole records are short enough. */
function shortened(nodes: readonly ExpandedNode[], longest: number): readonly string[] | undefined {
  const parts = new Map(nodes.map((node) => [node, selectionOf(node)]));
  const lengthOf = (fields: readonly string[]) => fields.reduce((sum, field) => sum + field.length + 1, 0);
  let length = [...parts.values()].reduce((sum, fields) => sum + lengthOf(fields), 0) - 1;
  const gain = (node: ExpandedNode) => lengthOf(parts.get(node) ?? []) - node.path.length - 1;
  const [, ...below] = nodes;
  for (const node of below.sort((a, b) => gain(b) - gain(a))) {
    if (length <= longest) break;
    length -= Math.max(gain(node), 0);
    if (gain(node) > 0) parts.set(node, [node.path]);
  }
  return length <= longest ? [...parts.values()].flat() : undefined;
}

/** Only what the tenant has: a name that it does not know makes it refuse the whole query. */
function addBeside(root: ExpandedNode, names: readonly string[], model: EntityModel): void {
  let node: ExpandedNode | undefined = root;
  for (const name of names.slice(0, -1)) node = node?.children.get(name);
  const name = names.at(-1) ?? '';
  const member = node?.entity && model.member(node.entity, name);
  if (member?.kind === 'property' && member.property.visible !== false) node?.fields.add(name);
}

/** In the order of names, so that the same mapping always gives the same query. */
function selectionOf({ path, entity, many, children, fields, whole }: ExpandedNode): string[] {
  const shown = fields.size > 0 || children.size > 0;
  const names = new Set([...(path === '' || many || !shown ? (entity?.key ?? []) : []), ...fields]);
  if (whole || !(shown || names.size > 0)) return [path];
  const prefix = path === '' ? '' : `${path}/`;
  return [...names].sort().map((name) => `${prefix}${name}`);
}
