import type { Baseline } from '../baseline/baseline.ts';
import type {
  Expression,
  LimitDeclaration,
  MapDeclaration,
  PlacedDeclaration,
  ScopeDeclaration,
  TestDeclaration,
  TestStatement,
} from '../language/syntax.ts';
import type { UnreadNames } from './unread-names.ts';

/** Which system a file reads and which it writes. */
export type Direction = 'inbound' | 'writeback';

/** The pairs of systems that a mapping file may name. */
export type ProvisioningPair =
  | 'SuccessFactors->EntraID'
  | 'SuccessFactors->ActiveDirectory'
  | 'EntraID->SuccessFactors';

export type AttributeType = 'String' | 'Integer' | 'Boolean' | 'DateTime' | 'Reference' | 'Binary';

/** Where the path of an attribute comes from. */
export type PathOrigin = 'built-in' | 'imported' | 'replaced' | 'file';

/** A source attribute as this file sees it. */
export interface SourceAttribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multivalued: boolean;
  readonly origin: PathOrigin;
  /** The API expression that is read, parameters not yet replaced; absent for Entra ID, whose attributes have no path. */
  readonly path?: string;
  /** The entity that holds it, for built-in attributes, and how well its path is documented (A, A*, B1, B2, C, assumed). */
  readonly entity?: string;
  readonly confidence?: string;
}

/** A target attribute of a writeback: which row and property it stands for is fixed by its name. */
export interface TargetAttribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multivalued: boolean;
  /** SuccessFactors' API expression, parameters not yet replaced. */
  readonly path?: string;
}

/** One line of `map`, bound. */
export interface BoundMapping {
  readonly target: string;
  readonly placed: PlacedDeclaration<MapDeclaration>;
  /**
   * Absent when the source is `none`, could not be parsed, or is a `baseline` that is not there. One of the baseline
   * stands in the place of that word.
   */
  readonly expression?: Expression;
  /** Why the baseline that it takes over cannot be evaluated. */
  readonly problem?: string;
  /** Matching precedence, 1 first. */
  readonly match?: number;
  readonly onCreate: boolean;
  readonly flowAlways: boolean;
  readonly flowNulls: boolean;
  readonly defaultValue?: string;
}

/** What a limit counts. */
export type LimitKind = 'create' | 'update' | 'disable' | 'delete' | 'clear' | 'change';

/** A budget that a plan must keep. */
export interface BoundLimit {
  readonly kind: LimitKind;
  /** Of `clear` and `change`: the target. */
  readonly attribute?: string;
  /** So many people at most, or so many per cent of everybody in scope, rounded up. */
  readonly most: number;
  readonly unit: 'number' | 'percent';
  /** Absent for a limit that holds without being written. */
  readonly placed?: PlacedDeclaration<LimitDeclaration>;
}

/** A `test` block with its lines. */
export interface BoundTest {
  /** Empty when it has none; the text says so. */
  readonly name: string;
  readonly placed: PlacedDeclaration<TestDeclaration>;
  /** Its lines in written order; those that could not be read are left out. */
  readonly statements: readonly PlacedDeclaration<TestStatement>[];
  /** What of it has a mistake of the text: such a test says nothing until it is mended. */
  readonly unread: readonly PlacedDeclaration[];
}

/** The meaning of a mapping file, as far as it could be understood. */
export interface MappingModel {
  readonly pair?: ProvisioningPair;
  readonly direction?: Direction;
  /** Declared parameters with the text the file gives them. */
  readonly parameters: ReadonlyMap<string, string | undefined>;
  /** Name of a sample → path relative to the file, in written order. */
  readonly samples: ReadonlyMap<string, string>;
  /** Every source attribute that an expression may name. */
  readonly sources: ReadonlyMap<string, SourceAttribute>;
  /** The source attributes that a mapping or the scope reads, in order of first use; unknown names included. */
  readonly used: ReadonlySet<string>;
  /** Every target that may be mapped, for writeback; the built-in list and the file's own for inbound. */
  readonly targets: ReadonlyMap<string, TargetAttribute>;
  readonly mappings: readonly BoundMapping[];
  /** Whether the file has a scope block. One whose groups are missing or broken lets nobody in. */
  readonly scoped: boolean;
  readonly scope: readonly PlacedDeclaration<ScopeDeclaration>[];
  readonly actions: ReadonlySet<'create' | 'update' | 'disable' | 'delete'>;
  /** The limits of the file, those that could be read; without a block, what holds by default. */
  readonly limits: readonly BoundLimit[];
  readonly tests: readonly BoundTest[];
  /** What lines declare that could not be read; it is in none of the lists above. */
  readonly unread: UnreadNames;
  /** The imported schema that the file changes; its attribute lists take the place of the built-in ones. */
  readonly baseline?: Baseline;
}
