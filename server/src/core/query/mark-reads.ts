import type { Entity, EntityModel } from '../entity-model/entity-model.ts';
import { everyTest } from '../jsonpath/every-step.ts';
import type { FilterTest, PathStep } from '../jsonpath/path-syntax.ts';
import { type ExpandedNode, everyNode } from './expanded-tree.ts';
import {
  distinct,
  type KnownPlace,
  type LoosePlace,
  type Place,
  placeOf,
  readLoose,
  takeAll,
} from './reading-place.ts';

/**
 * Notes in the tree what a path reads of the records of an answer, its filters included. What cannot be said exactly
 * (`..`, `*`, names that the entity model does not know) is noted as more, never as less: the path selects the same from
 * an answer that holds only what was noted.
 *
 * Never throws. The work grows with the steps and with the size of the tree.
 */
export function markReads(steps: readonly PathStep[], root: ExpandedNode, model: EntityModel): void {
  const reads = new Reads(model);
  reads.path(steps, [{ kind: 'record', node: root }]);
  // Filters may ask from the beginning, wherever they stand.
  for (const test of everyTest(steps))
    for (const side of sidesOf(test))
      if (side.from === 'root') reads.path(side.steps, [{ kind: 'record', node: root }]);
}

/** Every record has these beside its fields, whatever is selected. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['__metadata', '__deferred', '__next', '__count']);
/** The names inside of what every record has: links to what is not expanded hold them too. */
const INSIDE_LINKS: ReadonlySet<string> = new Set(['__deferred', '__metadata', 'uri', 'type']);

class Reads {
  readonly #model: EntityModel;
  /** A filter asks the same of the same record, whichever way the path has come there. */
  readonly #asked = new Map<FilterTest, readonly KnownPlace[]>();

  constructor(model: EntityModel) {
    this.#model = model;
  }

  path(steps: readonly PathStep[], from: readonly Place[]): void {
    let places = from;
    for (const step of steps) places = distinct(places.flatMap((place) => this.#take(step, place)));
    // Of a record or list at the end nothing is read but that it is there, which the key shows.
    for (const place of places) if (place.kind === 'loose') readLoose(place);
  }

  #take(step: PathStep, place: Place): readonly Place[] {
    if (place.kind === 'loose') return this.#behindLoose(step, place);
    const { node } = place;
    const known = node.entity !== undefined || (step.kind === 'field' && node.children.has(step.name));
    if (!known) return takeAll(node);
    switch (step.kind) {
      case 'field':
        return this.#field(step.name, place);
      case 'fields':
        return step.names.flatMap(({ name }) => this.#field(name, place));
      case 'index':
      case 'indexes':
      case 'elements':
      case 'slice':
        return place.kind === 'list' ? [{ ...place, kind: 'record' }] : [];
      case 'filter':
        return this.#filter(step.test, place);
      case 'members':
        return this.#members(place);
      case 'descendants':
        return this.#descendants(step.name, place);
      case 'descendant-fields':
        return [...new Set(step.names.map(({ name }) => name))].flatMap((name) => this.#descendants(name, place));
      case 'everything':
      case 'descendant-filter':
        return takeAll(node);
    }
  }

  #field(name: string, place: KnownPlace): readonly Place[] {
    const { kind, node, wide } = place;
    if (name.includes('{{')) return takeAll(node);
    if (kind === 'collection') return name === 'results' ? [{ ...place, kind: 'list' }] : [];
    return kind === 'record' ? this.#member(name, node, wide) : [];
  }

  #member(name: string, node: ExpandedNode, wide: true | undefined): readonly Place[] {
    const child = node.children.get(name);
    if (child !== undefined) return [placeOf(child, wide)];
    if (ALWAYS_THERE.has(name)) return [];
    const { entity } = node;
    const member = entity && this.#model.member(entity, name);
    if (member?.kind === 'property') {
      if (member.property.visible === false) return [];
      if (member.property.assumed) readLoose(unsure(name, node, wide));
      else node.fields.add(name);
      return [];
    }
    if (member?.kind === 'navigation') return [{ kind: 'loose', node }];
    if (entity !== undefined && (entity.tenant || entity.closed || isSlip(name, entity))) return [];
    return [looksLikeNavigation(name) ? { kind: 'loose', node } : unsure(name, node, wide)];
  }

  #filter(test: FilterTest, place: KnownPlace): readonly Place[] {
    // On anything but a list the engine goes through members one by one.
    if (place.kind !== 'list') return takeAll(place.node);
    const element: Place = { ...place, kind: 'record' };
    const asked = this.#asked.get(test) ?? [];
    if (!asked.some(({ node, wide }) => node === place.node && wide === place.wide)) {
      this.#asked.set(test, [...asked, place]);
      for (const side of sidesOf(test)) if (side.from === 'element') this.path(side.steps, [element]);
    }
    return [element];
  }

  #members(place: KnownPlace): readonly Place[] {
    const { kind, node } = place;
    if (kind === 'list') return [];
    if (kind === 'collection') return [{ ...place, kind: 'list' }];
    node.whole = true;
    return [...node.children.values()].map((child) => placeOf(child, true));
  }

  #descendants(name: string, { node }: Place): readonly Place[] {
    if (name.includes('{{') || INSIDE_LINKS.has(name)) return takeAll(node);
    return [...everyNode(node)].flatMap((below): readonly Place[] => {
      if (below.entity === undefined) return takeAll(below);
      if (name !== 'results') return this.#member(name, below, true);
      return below.many ? [{ kind: 'list', node: below, wide: true }] : [];
    });
  }

  /** A link has no member but its address, and a field none at all: few steps get anywhere from there. */
  #behindLoose(step: PathStep, place: LoosePlace): readonly Place[] {
    const names =
      step.kind === 'field' || step.kind === 'descendants'
        ? [step.name]
        : step.kind === 'fields' || step.kind === 'descendant-fields'
          ? step.names.map(({ name }) => name)
          : [];
    const nowhere =
      names.length > 0
        ? names.every((name) => !INSIDE_LINKS.has(name) && !name.includes('{{'))
        : ['index', 'indexes', 'elements', 'slice'].includes(step.kind);
    if (nowhere) return [];
    place.node.whole = true;
    return [];
  }
}

/**
 * A name that may be a field of the customer's. Of a record that the path does not name itself, all is asked for: a tenant
 * refuses the whole query for one name that a record does not have.
 */
function unsure(name: string, node: ExpandedNode, wide: true | undefined): LoosePlace {
  return { kind: 'loose', node, ...(wide ? {} : { field: name }) };
}

const lowerNames = new WeakMap<Entity, ReadonlySet<string>>();

/** The field exists in other letters, so that no tenant has it in these. `length` is meant as a function. */
function isSlip(name: string, entity: Entity): boolean {
  if (name === 'length' || name === 'results') return true;
  let known = lowerNames.get(entity);
  if (known === undefined) {
    known = new Set([...entity.properties.keys(), ...entity.navigations.keys()].map((one) => one.toLowerCase()));
    lowerNames.set(entity, known);
  }
  return known.has(name.toLowerCase());
}

const looksLikeNavigation = (name: string): boolean => /Nav(?:[A-Z]{3}|DEFLT)?$/.test(name);

function sidesOf({ terms }: FilterTest) {
  return terms
    .flatMap((term) => (term.kind === 'comparison' ? [term.left, term.right] : [term.side]))
    .filter((side) => side.kind === 'path');
}
