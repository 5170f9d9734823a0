import {
  type FieldStep,
  type FilterSide,
  type FilterTest,
  isRejected,
  type ParsedPath,
  type PathFix,
  type PathSpan,
  type PathStep,
} from '../jsonpath/path-syntax.ts';
import { nearestName } from '../nearest-name.ts';
import { builtInModel } from './built-in-model.ts';
import { comparedTypes } from './compared-types.ts';
import { type Entity, type EntityModel, holdsOneToday } from './entity-model.ts';
import { nearestDescendant } from './nearest-descendant.ts';
import { type Neighbour, neighbourWith } from './neighbour.ts';
import { type NavigationStep, type PathType, type PathTypeProblem, type Place, placeBehind } from './path-type.ts';

/** The entity that every path begins at. */
const ROOT = 'PerPerson';

/**
 * What a path reads, by the entity model: each step is asked of the record, list or field that the steps before have
 * reached. Where the model does not know, nothing more is said. A rejected path has no type: its mistake is its own.
 *
 * Never throws. The result depends on the path and the model alone.
 */
export function typePath(path: ParsedPath, model: EntityModel): PathType {
  const walk = new Walk(path, model);
  if (isRejected(path)) return { end: { kind: 'open' }, navigations: [], problems: [] };
  const end = walk.steps(path.steps, walk.root(), undefined);
  const { many, navigations, problems } = walk;
  return { end, ...(many === undefined ? {} : { many }), navigations, problems };
}

/** What every object of a payload may hold beside its fields. */
const SYSTEM: ReadonlySet<string> = new Set(['__metadata', '__deferred', '__next', '__count']);

class Walk {
  readonly navigations: NavigationStep[] = [];
  readonly problems: PathTypeProblem[] = [];
  many: PathSpan | undefined;
  /** The step of the whole path, for what is found inside its filters. */
  #step = 0;
  /** The navigations so far. */
  #nodes: readonly string[] = [];
  /** After `..` the place is only the nearest of several: what it lacks may stand elsewhere. */
  #loose = false;
  /** After a mistake the walk goes on by what is most likely meant, and says nothing more. */
  #quiet = false;

  readonly #path: ParsedPath;
  readonly #model: EntityModel;

  constructor(path: ParsedPath, model: EntityModel) {
    this.#path = path;
    this.#model = model;
  }

  root(): Place {
    const entity = this.#model.entity(ROOT);
    return entity === undefined ? { kind: 'open' } : { kind: 'record', entity, via: ROOT };
  }

  /** @param filter The step of the whole path in whose filter these steps stand. */
  steps(steps: readonly PathStep[], from: Place, filter: number | undefined): Place {
    let place = from;
    for (const [index, step] of steps.entries()) {
      this.#step = filter ?? index;
      place = this.#take(step, place, steps[index + 1], filter !== undefined);
      if (place.kind === 'open' && filter !== undefined) return place;
    }
    return place;
  }

  #take(step: PathStep, place: Place, after: PathStep | undefined, inFilter: boolean): Place {
    switch (step.kind) {
      case 'field':
        return this.#field(step, place, after, inFilter);
      case 'fields': {
        for (const name of step.names)
          this.#field({ ...name, kind: 'field', lead: name.start, quoted: true }, place, undefined, inFilter);
        this.#several(step, inFilter);
        return { kind: 'open' };
      }
      case 'members':
        this.#several(step, inFilter);
        return this.#members(step, place, inFilter);
      case 'index':
      case 'indexes':
      case 'elements':
      case 'slice':
      case 'filter':
        return this.#element(step, place, inFilter);
      case 'descendants':
        this.#several(step, inFilter);
        return this.#descendants(step, place, inFilter);
      case 'descendant-fields':
      case 'descendant-filter':
      case 'everything':
        this.#several(step, inFilter);
        return { kind: 'open' };
    }
  }

  #field(step: FieldStep, place: Place, after: PathStep | undefined, inFilter: boolean): Place {
    const { name } = step;
    // `.length` is meant as a function, about which another rule has the better word; a parameter may be any name.
    if (place.kind === 'open' || SYSTEM.has(name) || name === 'length' || name.includes('{{')) return { kind: 'open' };
    if (place.kind === 'value') return this.#belowField(step, place, inFilter);
    if (place.kind === 'collection') {
      if (name === 'results') return { ...place, kind: 'list' };
      if (name.toLowerCase() === 'results') {
        this.#say({ kind: 'case', name, right: 'results', ...this.#at(step, place, inFilter) });
        return { ...place, kind: 'list' };
      }
      return this.#onList(step, place, 'results', inFilter);
    }
    if (place.kind === 'list')
      return name === 'length' ? { kind: 'open' } : this.#onList(step, place, 'element', inFilter);
    if (name === 'results' && this.#model.member(place.entity, name) === undefined) {
      // With the choice of an element that follows, which would have no list either.
      const end = after !== undefined && isElementStep(after) ? after.end : step.end;
      const title = `Remove ${this.#path.text.slice(step.lead, end)}`;
      const fix: PathFix = { start: step.lead, end, title, text: '' };
      this.#say({ kind: 'list-step-on-record', what: 'results', fix, ...this.#at(step, place, inFilter) });
      return { ...place, kind: 'list' };
    }
    return this.#member(step, place, inFilter);
  }

  #member(step: FieldStep, place: Place & { kind: 'record' }, inFilter: boolean): Place {
    const { entity, via } = place;
    const member = this.#model.member(entity, step.name);
    if (member?.kind === 'property') {
      const { property } = member;
      if (property.visible === false) this.#say({ kind: 'hidden', property, ...this.#at(step, place, inFilter) });
      return { kind: 'value', entity, via, property };
    }
    if (member?.kind === 'navigation') {
      this.#go(entity, [member.navigation.name], step, inFilter);
      return placeBehind(member.navigation, this.#model.entity(member.navigation.target));
    }
    return this.#unknown(step, place, inFilter);
  }

  #unknown(step: FieldStep, place: Place & { kind: 'record' }, inFilter: boolean): Place {
    if (this.#loose) return { kind: 'open' };
    const { name } = step;
    const { entity } = place;
    const at = this.#at(step, place, inFilter);
    const names = [...entity.properties.keys(), ...entity.navigations.keys()];
    const right = names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (right !== undefined) {
      this.#say({ kind: 'case', name, right, ...at });
      return this.#member({ ...step, name: right }, place, inFilter);
    }
    if (entity.tenant && isStandard(entity, name)) {
      this.#say({ kind: 'off', name, ...at });
      return { kind: 'open' };
    }
    const neighbour = neighbourWith(this.#model, entity, name);
    if (neighbour !== undefined) return this.#neighbour(step, place, neighbour, inFilter);
    // Of numbered fields none is nearer than another.
    const nearest = NUMBERED.test(name) ? undefined : nearestName(name, names);
    const own = /^cust_/.test(name);
    const sure = entity.tenant ? !looksLikeNavigation(name) : entity.closed;
    this.#say({ kind: 'unknown', name, own, sure, ...(nearest === undefined ? {} : { nearest }), ...at });
    if (nearest === undefined) return { kind: 'open' };
    this.#quiet = true;
    return this.#member({ ...step, name: nearest }, place, inFilter);
  }

  /** The field is one of a record nearby. */
  #neighbour(
    step: FieldStep,
    place: Place & { kind: 'record' },
    { navigation, steps }: Neighbour,
    inFilter: boolean,
  ): Place {
    const bare = step.lead === step.start && !this.#path.text.startsWith('[', step.start);
    const text = bare ? `${steps}.` : `.${steps}`;
    const fix: PathFix = { start: step.lead, end: step.lead, title: `Read ${step.name} of ${navigation.name}`, text };
    this.#say({
      kind: 'unknown',
      name: step.name,
      own: false,
      sure: place.entity.tenant || place.entity.closed,
      elsewhere: navigation.name,
      ...(steps === undefined ? {} : { fix }),
      ...this.#at(step, place, inFilter),
    });
    this.#quiet = true;
    const behind = this.#navigate(place.entity, navigation.name, step, inFilter);
    if (behind.kind === 'open' || behind.kind === 'value') return { kind: 'open' };
    return this.#member(step, { kind: 'record', entity: behind.entity, via: behind.via }, inFilter);
  }

  #belowField(step: PathStep, place: Place & { kind: 'value' }, inFilter: boolean): Place {
    const { entity, property } = place;
    const navigation = `${property.name}Nav`;
    const before = this.#path.text.slice(0, step.lead);
    const start = before.length - property.name.length;
    const fix =
      entity.navigations.has(navigation) && before.endsWith(property.name)
        ? { start, end: before.length, title: `Write ${navigation}`, text: navigation }
        : undefined;
    this.#say({
      kind: 'below-field',
      property,
      ...(fix === undefined ? {} : { fix }),
      ...this.#at(step, place, inFilter),
    });
    if (fix === undefined) return { kind: 'open' };
    this.#quiet = true;
    const meant = this.#navigate(entity, navigation, { start, end: before.length }, inFilter);
    return this.#take(step, meant, undefined, inFilter);
  }

  #navigate(entity: Entity, name: string, span: PathSpan, inFilter: boolean): Place {
    const navigation = entity.navigations.get(name);
    if (navigation === undefined) return { kind: 'open' };
    this.#go(entity, [name], span, inFilter);
    return placeBehind(navigation, this.#model.entity(navigation.target));
  }

  /** A name where a list stands: the next steps are read as if the first element had been taken. */
  #onList(
    step: FieldStep,
    place: Place & { kind: 'list' | 'collection' },
    lacks: 'results' | 'element',
    inFilter: boolean,
  ): Place {
    const text = lacks === 'results' ? '.results[0]' : '[0]';
    const fix: PathFix = { start: step.lead, end: step.lead, title: `Insert ${text}`, text };
    const known = this.#model.member(place.entity, step.name) !== undefined;
    this.#say({ kind: 'record-step-on-list', lacks, ...(known ? { fix } : {}), ...this.#at(step, place, inFilter) });
    return known ? this.#member(step, { ...place, kind: 'record' }, inFilter) : { kind: 'open' };
  }

  #members(step: PathStep, place: Place, inFilter: boolean): Place {
    if (place.kind === 'value') return this.#belowField(step, place, inFilter);
    if (place.kind !== 'list') return { kind: 'open' };
    const fix: PathFix = { start: step.lead, end: step.end, title: 'Write [*]', text: '[*]' };
    this.#say({ kind: 'record-step-on-list', lacks: 'elements', fix, ...this.#at(step, place, inFilter) });
    return { ...place, kind: 'record' };
  }

  #element(step: ElementStep, place: Place, inFilter: boolean): Place {
    if (place.kind === 'open') return place;
    if (place.kind === 'value') return this.#belowField(step, place, inFilter);
    const { entity, via } = place;
    if (place.kind === 'record') {
      const what = this.#path.text.slice(step.start, step.end);
      const fix: PathFix = { start: step.lead, end: step.end, title: `Remove ${what}`, text: '' };
      this.#say({ kind: 'list-step-on-record', what, fix, ...this.#at(step, place, inFilter) });
      return place;
    }
    if (place.kind === 'collection') {
      const fix: PathFix = { start: step.lead, end: step.lead, title: 'Insert .results', text: '.results' };
      this.#say({ kind: 'record-step-on-list', lacks: 'results', fix, ...this.#at(step, place, inFilter) });
    }
    if (step.kind === 'filter') this.#filter(step.test, { kind: 'record', entity, via });
    if (!mayTakeOne(step) && !holdsOneToday(entity)) this.#several(step, inFilter);
    return { kind: 'record', entity, via };
  }

  #filter(test: FilterTest, element: Place): void {
    const step = this.#step;
    for (const term of test.terms) {
      const sides = term.kind === 'comparison' ? [term.left, term.right] : [term.side];
      const ends = sides.map((side) => this.#side(side, element, step));
      if (term.kind !== 'comparison') continue;
      for (const [index, side] of sides.entries()) {
        const end = ends[1 - index];
        if (side.kind !== 'literal' || end?.kind !== 'value' || !comparedTypes(end.property, term.operator, side))
          continue;
        const { property, entity, via } = end;
        this.#say({
          kind: 'compared',
          property,
          term,
          literal: side,
          entity,
          via,
          step,
          inFilter: true,
          start: term.start,
          end: term.end,
        });
      }
    }
    this.#step = step;
  }

  #side(side: FilterSide, element: Place, step: number): Place | undefined {
    if (side.kind !== 'path') return undefined;
    const nodes = this.#nodes;
    const loose = this.#loose;
    if (side.from === 'root') this.#nodes = [];
    const end = this.steps(side.steps, side.from === 'root' ? this.root() : element, step);
    this.#nodes = nodes;
    this.#loose = loose;
    return end;
  }

  #descendants(step: PathStep & { kind: 'descendants' }, place: Place, inFilter: boolean): Place {
    if (place.kind === 'open' || place.kind === 'value') return { kind: 'open' };
    const { entity } = place;
    this.#loose = true;
    if (step.name === 'results') return place.kind === 'collection' ? { ...place, kind: 'list' } : { kind: 'open' };
    const found = nearestDescendant(this.#model, entity, step.name);
    if (found === undefined) return { kind: 'open' };
    if (found.member.kind === 'property') {
      return {
        kind: 'value',
        entity: found.entity,
        via: found.nodes.at(-1) ?? place.via,
        property: found.member.property,
      };
    }
    const { navigation } = found.member;
    this.#go(found.entity, [...found.nodes, navigation.name], step, inFilter);
    return placeBehind(navigation, this.#model.entity(navigation.target));
  }

  #go(from: Entity, names: readonly string[], { start, end }: PathSpan, inFilter: boolean): void {
    this.#nodes = [...this.#nodes, ...names];
    const name = names.at(-1) ?? '';
    const code = name.endsWith('Nav') ? name.slice(0, -3) : '';
    const node = this.#nodes.join('/');
    const held = from.properties.has(code) ? { code } : {};
    this.navigations.push({ node, name, ...held, start, end, step: this.#step, inFilter });
  }

  #several({ start, end }: PathSpan, inFilter: boolean): void {
    if (!inFilter) this.many ??= { start, end };
  }

  #at({ start, end }: PathSpan, { entity, via }: { readonly entity: Entity; readonly via: string }, inFilter: boolean) {
    return { start, end, step: this.#step, inFilter, via, entity };
  }

  #say(problem: PathTypeProblem): void {
    if (!this.#quiet && (!this.#loose || problem.kind === 'compared')) this.problems.push(problem);
  }
}

const NUMBERED = /^custom[A-Z]?[a-z]*\d+$/;

/** Whether other tenants have a field, or Microsoft prints its number (`customString35`, `custom35`) as an example. */
function isStandard({ name: entity }: Entity, name: string): boolean {
  const known = builtInModel.entity(entity);
  if (known === undefined || builtInModel.member(known, name) === undefined) return false;
  return !NUMBERED.test(name) || name.endsWith('35');
}

function looksLikeNavigation(name: string): boolean {
  return /Nav(?:[A-Z]{3}|DEFLT)?$/.test(name);
}

type ElementStep = PathStep & { kind: 'index' | 'indexes' | 'elements' | 'slice' | 'filter' };

function isElementStep(step: PathStep): step is ElementStep {
  return ['index', 'indexes', 'elements', 'slice', 'filter'].includes(step.kind);
}

/** Whether a step can be meant for one element: a filter is, by what it asks. */
function mayTakeOne(step: ElementStep): boolean {
  if (step.kind === 'index' || step.kind === 'filter') return true;
  if (step.kind === 'indexes') return step.indexes.length === 1;
  if (step.kind === 'elements') return false;
  const { from = 0, to, by = 1 } = step;
  if (by !== 1) return false;
  return from === -1 ? to === undefined : to !== undefined && to - from <= 1 && from < 0 === to < 0;
}
