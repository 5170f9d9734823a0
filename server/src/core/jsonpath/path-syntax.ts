/**
 * The syntax tree of an API expression (JSONPath) as Json.NET 13.0.4 reads it.
 *
 * Offsets are UTF-16 units into the text of the path.
 */
export interface PathSpan {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** A path as read: the steps up to the first place where the engine would give up, and what is wrong. */
export interface ParsedPath {
  readonly text: string;
  readonly steps: readonly PathStep[];
  /** Empty for a path that the engine takes and that needs no correction. In the order in which they were found. */
  readonly problems: readonly PathProblem[];
}

/** One mistake, in the author's words, with the edit that cures it where there is one. */
export interface PathProblem extends PathSpan {
  readonly message: string;
  readonly fix?: PathFix;
  /** Another correction, where two are as likely, or one that may not be meant. */
  readonly choice?: PathFix;
  /**
   * The engine reads the path all the same: it fails later, when it runs (a step of 0), or selects nothing (a tab in a
   * name). Every other problem makes the engine reject the path.
   */
  readonly runs?: true;
}

/** Replace `start`–`end` by `text`. */
export interface PathFix extends PathSpan {
  readonly title: string;
  readonly text: string;
  /** Made by rule of thumb: kept only if the path is well with it. */
  readonly guess?: true;
}

/** What every step has. `start`–`end` is the name without its dot, or the whole bracket. */
interface StepSpan extends PathSpan {
  /** Where the step begins with its dots; equal to `start` where it has none. */
  readonly lead: number;
}

export type PathStep =
  | FieldStep
  | FieldsStep
  | MembersStep
  | IndexStep
  | IndexesStep
  | ElementsStep
  | SliceStep
  | FilterStep
  | DescendantsStep
  | DescendantFieldsStep
  | DescendantFilterStep
  | EverythingStep;

/** `.name`, `['name']`: one member of an object. */
export interface FieldStep extends StepSpan {
  readonly kind: 'field';
  readonly name: string;
  readonly quoted: boolean;
}

/** `['a','b']`: several members of an object, in the order written. */
export interface FieldsStep extends StepSpan {
  readonly kind: 'fields';
  readonly names: readonly QuotedName[];
}

/** `.*`: every member of an object. */
export interface MembersStep extends StepSpan {
  readonly kind: 'members';
}

/** `[2]`: one element of an array; below zero it fails when it runs. */
export interface IndexStep extends StepSpan {
  readonly kind: 'index';
  readonly index: number;
  readonly ignoredScan?: true;
}

/** `[0,2]`: several elements of an array. */
export interface IndexesStep extends StepSpan {
  readonly kind: 'indexes';
  readonly indexes: readonly number[];
  readonly ignoredScan?: true;
}

/** `[*]`: every element of an array. */
export interface ElementsStep extends StepSpan {
  readonly kind: 'elements';
  readonly ignoredScan?: true;
}

/** `[from:to:by]`: a slice of an array; a part that is not written is absent. */
export interface SliceStep extends StepSpan {
  readonly kind: 'slice';
  readonly from?: number;
  readonly to?: number;
  readonly by?: number;
  /** `..[1:]`: the engine reads the two dots and does not search by them. */
  readonly ignoredScan?: true;
}

/** `[?(...)]`: the elements of an array that pass a test. */
export interface FilterStep extends StepSpan {
  readonly kind: 'filter';
  readonly test: FilterTest;
}

/** `..name`: every descendant of that name. */
export interface DescendantsStep extends StepSpan {
  readonly kind: 'descendants';
  readonly name: string;
  readonly quoted: boolean;
}

/** `..['a','b']`. */
export interface DescendantFieldsStep extends StepSpan {
  readonly kind: 'descendant-fields';
  readonly names: readonly QuotedName[];
}

/** `..[?(...)]`: the node itself and all its descendants that pass a test. */
export interface DescendantFilterStep extends StepSpan {
  readonly kind: 'descendant-filter';
  readonly test: FilterTest;
}

/** `..*`: the node itself and all its descendants. */
export interface EverythingStep extends StepSpan {
  readonly kind: 'everything';
}

export interface QuotedName extends PathSpan {
  readonly name: string;
}

/**
 * What stands in `?( )`: terms and the operators between them (`connectives[i]` stands between `terms[i]` and
 * `terms[i + 1]`).
 *
 * There is no precedence: `a && b || c` is `a && (b || c)` and `a || b && c` is `a || (b && c)`, so the terms are
 * asked from the left, and `&&` ends at the first false one, `||` at the first true one.
 */
export interface FilterTest extends PathSpan {
  readonly terms: readonly FilterTerm[];
  readonly connectives: readonly Connective[];
  /** Terms that the engine reads and forgets, because no `&&` or `||` follows them. */
  readonly forgotten: readonly FilterTerm[];
}

export interface Connective extends PathSpan {
  readonly operator: '&&' | '||';
}

export type FilterTerm = ComparisonTerm | ExistenceTerm;

export interface ComparisonTerm extends PathSpan {
  readonly kind: 'comparison';
  readonly operator: PathOperator;
  readonly operatorStart: number;
  readonly operatorEnd: number;
  readonly left: FilterSide;
  readonly right: FilterSide;
}

/** A side alone: true as soon as it selects something, null and `''` included. */
export interface ExistenceTerm extends PathSpan {
  readonly kind: 'existence';
  readonly side: FilterSide;
}

/** `<>` is read as `!=`. */
export type PathOperator = '==' | '!=' | '===' | '!==' | '<' | '<=' | '>' | '>=' | '=~';

export type FilterSide = PathSide | LiteralSide;

/** `@...` (the element that is tested) or `$...` (the whole payload). */
export interface PathSide extends PathSpan {
  readonly kind: 'path';
  readonly from: 'element' | 'root';
  readonly steps: readonly PathStep[];
}

export interface LiteralSide extends PathSpan {
  readonly kind: 'literal';
  readonly type: LiteralType;
  /** A regex keeps its slashes and options. */
  readonly value: string | number | boolean | null;
}

export type LiteralType = 'string' | 'regex' | 'integer' | 'float' | 'boolean' | 'null';

/** Whether the engine would reject the path before it runs. */
export function isRejected(path: ParsedPath): boolean {
  return path.problems.some((problem) => problem.runs !== true);
}
