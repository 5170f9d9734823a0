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
  /** The field to read then; without one all of the record, for what is not expanded cannot be selected. */
  readonly field?: string;
}

/** The record or the list behind a navigation. */
export function placeOf(node: ExpandedNode, wide: true | undefined): Place {
  return { kind: node.many ? 'collection' : 'record', node, ...(wide && { wide }) };
}

/** All of a record and of what is below it is read; nothing more can be. */
export function takeAll(node: ExpandedNode): readonly Place[] {
  for (const below of everyNode(node)) below.whole = true;
  return [];
}

/** Notes what is read of a loose place. */
export function readLoose({ node, field }: LoosePlace): void {
  if (field === undefined) node.whole = true;
  else node.fields.add(field);
}

/** Each place once, so that the work does not grow with the ways that lead there. */
export function distinct(places: readonly Place[]): readonly Place[] {
  if (places.length < 2) return places;
  const seen = new Map<ExpandedNode, Set<string>>();
  return places.filter((place) => {
    const known = seen.get(place.node) ?? new Set();
    seen.set(place.node, known);
    const about = place.kind === 'loose' ? (place.field ?? '') : place.wide === true;
    const before = known.size;
    return known.add(`${place.kind} ${about}`).size > before;
  });
}
