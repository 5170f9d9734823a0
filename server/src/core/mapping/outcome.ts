/** What an expression sees and yields: a text, several texts, or null. Booleans are `True` and `False`. */
export type Value = string | readonly string[] | null;

/**
 * What a mapping yields for one person (design of the language: "Evaluation").
 *
 * - `value`: flows.
 * - `null`: nothing flows.
 * - `dropped`: `IgnoreFlowIfNullOrEmpty` took the target out of the change.
 * - `error`: the reason in one sentence; other mappings are not touched.
 */
export type Outcome =
  | { readonly state: 'value'; readonly value: string | readonly string[] }
  | { readonly state: 'null'; readonly reason?: string }
  | { readonly state: 'dropped'; readonly reason: string }
  | { readonly state: 'error'; readonly error: string };

/** The value of one source attribute of one person. */
export interface AttributeValue {
  readonly value: Value;
  /** How many results the path selects in this payload. */
  readonly matches: number;
  /** Why the value is null, or why it is not all that the path found. */
  readonly reason?: string;
  /** The attribute cannot be read at all: a broken path, or one that fails when it runs. */
  readonly error?: string;
}

/** One person through one mapping file. */
export interface MappingEvaluation {
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  readonly targets: ReadonlyMap<string, Outcome>;
  readonly inScope: boolean;
  /** The scope group that takes the person in, or the clauses that shut the person out. */
  readonly scopeClause?: string;
}
