import { type ExpandedNode, everyNode } from './expanded-tree.ts';

/** Where a path may stand after a step, as far as it matters for what the next step reads. */
export type Place = KnownPlace | LoosePlace;

export interface KnownPlace {
  readonly kind: 'record' | 'collection' | 'list';
  readonly node: ExpandedNode;
  /** Reached by `..` or `*`: what the next step names may be meant for another of the records that these reach. */
  readonly wide?: true;
}

/** A link to what is not expanded, or a name of which nobody knows what it is: of interest if the path ends there. */
export interface LoosePlace {
  readonly kind: 'loose';
  readonly node: ExpandedNode;
  readonly atEnd: () => void;
}

/** The record or the list behind a navigation. */
export function placeOf(node: ExpandedNode, wide: true | undefined): Place {
  return { kind: node.many ? 'collection' : 'record', node, ...(wide && { wide }) };
}

/** A link is told apart from nothing only where the whole record is there: what is not expanded cannot be selected. */
export function loose(node: ExpandedNode): Place {
  return {
    kind: 'loose',
    node,
    atEnd: () => {
      node.whole = true;
    },
  };
}

/** All of a record and of what is below it is read; nothing more can be. */
export function takeAll(node: ExpandedNode): readonly Place[] {
  for (const below of everyNode(node)) below.whole = true;
  return [];
}

/** Each place once, so that the work does not grow with the ways that lead there. */
export function distinct(places: readonly Place[]): readonly Place[] {
  if (places.length < 2) return places;
  const kept = new Map<ExpandedNode, Place[]>();
  return places.filter((place) => {
    const same = kept.get(place.node) ?? [];
    const isSame = (other: Place) => other.kind === place.kind && 'wide' in other === 'wide' in place;
    if (place.kind !== 'loose' && same.some(isSame)) return false;
    kept.set(place.node, [...same, place]);
    return true;
  });
}
