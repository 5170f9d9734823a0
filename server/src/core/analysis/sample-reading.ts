import type { Json } from '../json.ts';
import type { Selection } from '../jsonpath/compile.ts';
import { type EmptyReason, explainEmpty } from '../jsonpath/explain.ts';
import { WORK_OF_A_FILE, type Work } from '../jsonpath/work.ts';
import { compiledPathOf, pathOf } from './paths.ts';

/**
 * What the paths of a file find in the sample while it is checked. Several rules ask for the same path: it is read
 * once. All paths together may do a bounded work; then they fail, and the check says so.
 */
export class SampleReading {
  readonly #work: Work = { left: WORK_OF_A_FILE };
  readonly #values = new Map<string, Selection<Json>>();
  readonly #reasons = new Map<string, EmptyReason | undefined>();

  constructor(private readonly sample: Json) {}

  /** Whether something was not read because the work was done before. */
  get gaveUp(): boolean {
    return this.#work.left <= 0;
  }

  /** What a path selects; parameters are replaced before. */
  values(path: string, limit?: number): Selection<Json> {
    return remember(this.#values, `${limit} ${path}`, () =>
      compiledPathOf(path).values(this.sample, limit, this.#work),
    );
  }

  /** Why a path finds nothing; undefined where it finds something, fails, or the work is done. */
  why(path: string): EmptyReason | undefined {
    return remember(this.#reasons, path, () => explainEmpty(pathOf(path), this.sample, this.#work));
  }
}

function remember<V>(known: Map<string, V>, key: string, make: () => V): V {
  const value = known.get(key);
  if (value !== undefined || known.has(key)) return value as V;
  const fresh = make();
  known.set(key, fresh);
  return fresh;
}
