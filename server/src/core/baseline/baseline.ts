import type { AttributeType, Direction } from '../analysis/model.ts';
import type { Expression } from '../language/syntax.ts';

/** An attribute as the imported schema lists it. */
export interface BaselineAttribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multivalued: boolean;
  /** Its API expression, for attributes of SuccessFactors. */
  readonly path?: string;
}

/** What the imported schema maps to a target. */
export interface BaselineMapping {
  readonly target: string;
  /** The expression as the schema holds it; absent for the portal's type None. */
  readonly text?: string;
  /** Its tree, with offsets of `text`. */
  readonly expression?: Expression;
  /** Why `text` could not be read. */
  readonly problem?: string;
  /** The portal's "Default value if null". */
  readonly defaultValue?: string;
}

/** An object mapping of an imported synchronization schema, with the attribute lists of its two sides. */
export interface Baseline {
  readonly direction: Direction;
  /** The name of the object mapping. */
  readonly name: string;
  readonly sources: ReadonlyMap<string, BaselineAttribute>;
  readonly targets: ReadonlyMap<string, BaselineAttribute>;
  readonly mappings: ReadonlyMap<string, BaselineMapping>;
}
