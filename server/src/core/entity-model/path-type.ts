import type { ComparisonTerm, LiteralSide, PathFix, PathSpan } from '../jsonpath/path-syntax.ts';
import type { Entity, Navigation, Property } from './entity-model.ts';

/** Where a path stands after a step. */
export type Place =
  | { readonly kind: 'record'; readonly entity: Entity; readonly via: string }
  /** `{"results": […]}`: what a navigation to many records gives. */
  | { readonly kind: 'collection'; readonly entity: Entity; readonly via: string }
  | { readonly kind: 'list'; readonly entity: Entity; readonly via: string }
  | { readonly kind: 'value'; readonly entity: Entity; readonly via: string; readonly property: Property }
  /** What the model does not know. */
  | { readonly kind: 'open' };

interface ProblemSpan extends PathSpan {
  /** The step of the whole path at which it shows; for a step inside a filter, that filter. */
  readonly step: number;
  /** It stands inside a filter, and is asked of the elements that the filter tests. */
  readonly inFilter: boolean;
  /** What the asked record is called: its navigation, or the entity at the beginning. */
  readonly via: string;
  readonly entity: Entity;
}

export type PathTypeProblem =
  /** The entity has no such name. */
  | (ProblemSpan & {
      readonly kind: 'unknown';
      readonly name: string;
      readonly nearest?: string;
      /** The navigation behind which the field stands, and the correction that goes there. */
      readonly elsewhere?: string;
      readonly fix?: PathFix;
      /** The tenant's metadata says so, or no customer can add a field here. */
      readonly sure: boolean;
      /** Only a customer gives fields such a name (`cust_…`). */
      readonly own: boolean;
    })
  /** The entity has it in other letters. */
  | (ProblemSpan & { readonly kind: 'case'; readonly name: string; readonly right: string })
  /** Others have this field, this tenant's metadata does not. */
  | (ProblemSpan & { readonly kind: 'off'; readonly name: string })
  /** A field that reads do not give. */
  | (ProblemSpan & { readonly kind: 'hidden'; readonly property: Property })
  /** A step for lists, on a single record. */
  | (ProblemSpan & { readonly kind: 'list-step-on-record'; readonly what: string; readonly fix?: PathFix })
  /** A step for single records, on a list or on what wraps it. */
  | (ProblemSpan & {
      readonly kind: 'record-step-on-list';
      /** `.results` is missing, the choice of an element is missing, or `.*` stands for `[*]`. */
      readonly lacks: 'results' | 'element' | 'elements';
      readonly fix?: PathFix;
    })
  /** A step under a field. */
  | (ProblemSpan & { readonly kind: 'below-field'; readonly property: Property; readonly fix?: PathFix })
  /** A field compared with a literal of another type. */
  | (ProblemSpan & {
      readonly kind: 'compared';
      readonly property: Property;
      readonly term: ComparisonTerm;
      readonly literal: LiteralSide;
    });

/** A navigation that a path goes through. */
export interface NavigationStep extends PathSpan {
  /** From the person on: `employmentNav/jobInfoNav/departmentNav`. */
  readonly node: string;
  readonly name: string;
  /** The field beside the navigation that holds the code of what it leads to: `department` for `departmentNav`. */
  readonly code?: string;
  readonly step: number;
  readonly inFilter: boolean;
}

/** What a path is to the entity model. */
export interface PathType {
  /** Where the path ends. */
  readonly end: Place;
  /** Whether it can give several values, and the first step that makes it so. */
  readonly many?: PathSpan;
  /** The navigations that it needs, those of its filters included, in the order of the text. */
  readonly navigations: readonly NavigationStep[];
  readonly problems: readonly PathTypeProblem[];
}

/** The place behind a navigation. */
export function placeBehind(navigation: Navigation, target: Entity | undefined): Place {
  if (target === undefined) return { kind: 'open' };
  return { kind: navigation.many ? 'collection' : 'record', entity: target, via: navigation.name };
}
