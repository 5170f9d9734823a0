import type { Json } from '../json.ts';
import { type SearchedNames, SearchIndex } from './search-index.ts';

/** How many nodes an evaluation may look at before it ends with an error. */
export const DEFAULT_BUDGET = 5_000_000;

/** An evaluation that cannot go on. Thrown inside this folder alone; `offset` is a place in the path. */
export class EvaluationFailure extends Error {
  constructor(
    message: string,
    readonly offset?: number,
  ) {
    super(message);
  }
}

/**
 * A member of an object, which a filter over an object selects instead of the member's value: no field test ever
 * matches it, and it has no text.
 */
export class Property {
  constructor(
    readonly name: string,
    readonly value: Json,
  ) {}
}

/** What stands between two steps. */
export type Token = Json | Property;

/** One evaluation: the payload, the settings, the work that is left, and the way to the token that is looked at. */
export class Evaluation {
  /** Names and indexes down to the current token; kept only where a caller wants to know them. */
  readonly trail: (string | number)[] | undefined;
  /** What searches have found, where several are made. */
  readonly search: SearchIndex | undefined;
  private withoutTrail: Evaluation | undefined;

  constructor(
    readonly root: Json,
    readonly dates: boolean,
    private budget: number,
    withTrail: boolean,
    names?: SearchedNames,
    private readonly limit = budget,
  ) {
    this.trail = withTrail ? [] : undefined;
    this.search = names === undefined || withTrail ? undefined : new SearchIndex(names);
  }

  /** What may still be done. */
  get left(): number {
    return Math.max(0, this.budget);
  }

  /** Counts work; fails when the budget is used up. */
  spend(work: number): void {
    this.budget -= work;
    if (this.budget < 0) {
      throw new EvaluationFailure(
        `This path looks at more than ${this.limit.toLocaleString('en-US')} places of the payload and was stopped. Name the way instead of searching with .. or *.`,
      );
    }
  }

  /** The same evaluation for a path inside a filter, whose places nobody asks for. */
  inner(): Evaluation {
    if (this.trail === undefined) return this;
    this.withoutTrail ??= new InnerEvaluation(this);
    return this.withoutTrail;
  }
}

class InnerEvaluation extends Evaluation {
  constructor(private readonly outer: Evaluation) {
    super(outer.root, outer.dates, 0, false);
  }

  override spend(work: number): void {
    this.outer.spend(work);
  }
}
