import type { Entity, EntityModel } from '../entity-model/entity-model.ts';

/** A record of the answer: the person, or what a navigation of `$expand` leads to. */
export interface ExpandedNode {
  /** From PerPerson on, as `$select` takes it; empty for the person. */
  readonly path: string;
  /** Undefined where the entity model does not hold it. */
  readonly entity: Entity | undefined;
  /** Whether it comes as `{"results": […]}`. */
  readonly many: boolean;
  readonly children: ReadonlyMap<string, ExpandedNode>;
  /** The fields that are read of it. */
  readonly fields: Set<string>;
  /** All of it is read. */
  whole: boolean;
}

interface OpenNode extends ExpandedNode {
  readonly children: Map<string, OpenNode>;
}

/** The records that a query brings, nothing read of them yet. What lies above an expanded navigation comes with it. */
export function expandedTree(expand: readonly string[], model: EntityModel): ExpandedNode {
  const root = nodeAt('', model.entity('PerPerson'), false);
  for (const path of expand) {
    let node = root;
    for (const name of path.split('/')) node = childOf(node, name, model);
  }
  return root;
}

/** A node and all below it. */
export function* everyNode(node: ExpandedNode): Generator<ExpandedNode> {
  yield node;
  for (const child of node.children.values()) yield* everyNode(child);
}

function childOf(parent: OpenNode, name: string, model: EntityModel): OpenNode {
  const known = parent.children.get(name);
  if (known !== undefined) return known;
  const member = parent.entity && model.member(parent.entity, name);
  const navigation = member?.kind === 'navigation' ? member.navigation : undefined;
  const path = parent.path === '' ? name : `${parent.path}/${name}`;
  const child = nodeAt(path, navigation && model.entity(navigation.target), navigation?.many === true);
  parent.children.set(name, child);
  return child;
}

function nodeAt(path: string, entity: Entity | undefined, many: boolean): OpenNode {
  return { path, entity, many, children: new Map(), fields: new Set(), whole: false };
}
