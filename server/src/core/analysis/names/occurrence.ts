import type { PathNode, Span } from '../../language/syntax.ts';

/**
 * What a name of a mapping file stands for. `source` and `target` are attributes; `field` is a named step of a
 * JSONPath and `step` another one, such as `[0]` or a filter; `limit` is `clear` or `change`.
 */
export type SymbolKind =
  | 'source'
  | 'target'
  | 'parameter'
  | 'sample'
  | 'function'
  | 'constant'
  | 'test'
  | 'scope group'
  | 'field'
  | 'step'
  | 'file'
  | 'system'
  | 'type'
  | 'action'
  | 'limit'
  | 'operator'
  | 'option';

/** Two names with the same kind and the same text stand for the same thing. */
export interface MappingSymbol {
  readonly kind: SymbolKind;
  /** Quotes, brackets and escapes taken away; of an option its words. */
  readonly name: string;
}

/** How a name is written: as it is, in quotes, in JSON's quotes, as `[name]`, or as `{{name}}`. */
export type NameForm = 'bare' | 'quoted' | 'json' | 'attribute' | 'reference';

/**
 * A place where a name stands. The span is that of the name alone; offsets are relative to the declaration.
 *
 * Role: `declaration` in `param`, `sample`, `source`, `target`, `test` and before the colon of a scope group; `write`
 * for the target of a mapping; `read` anywhere else.
 */
export interface Occurrence extends Span {
  readonly symbol: MappingSymbol;
  readonly role: 'declaration' | 'read' | 'write';
  readonly form: NameForm;
  /** The name with its quotes, brackets or braces. */
  readonly whole: Span;
  /** Of `field` and `step`. */
  readonly step?: StepPlace;
}

/** The place of a step in a JSONPath. */
export interface StepPlace {
  readonly path: PathNode;
  /** A path that selects what the step selects: the path up to it, that of a filter's side put behind the filter. */
  readonly selects: string;
  /** The step stands in a filter, below the element that is tested. */
  readonly inFilter: boolean;
}
