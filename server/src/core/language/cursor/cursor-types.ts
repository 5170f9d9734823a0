import type { BlockKind, MapOptionKind, Span } from '../syntax.ts';

/** The word at the cursor, absolute offsets: what a completion replaces. `typed` is its part before the cursor. */
export interface CursorWord extends Span {
  readonly typed: string;
}

/** A call whose parentheses hold the cursor. Absolute offsets. */
export interface OpenCall {
  readonly name: string;
  readonly nameStart: number;
  /** The offset of its opening parenthesis. */
  readonly open: number;
  /** The argument that the cursor is in, counted from 0. */
  readonly slot: number;
  /** How many arguments are written, those behind the cursor included; 1 for empty parentheses. */
  readonly slots: number;
  /** The attribute that is the whole first argument, as far as it is written before the cursor. */
  readonly subject?: string;
}

/** What an expression tells of the cursor in it. */
export interface ExpressionPlace {
  /** From the outermost to the innermost. */
  readonly calls: readonly OpenCall[];
  /** The attribute that the text at the cursor is compared with: of a comparison, or the source of a Switch. */
  readonly compared?: string;
  /** The target that the expression is for. */
  readonly target?: string;
}

/** Where the cursor stands, by the tokens before it. The text may be broken in any way. */
export type CursorContext = { readonly word: CursorWord } & (
  | { readonly kind: 'nothing' }
  /** The codes of an `sfmap-ignore` comment. */
  | { readonly kind: 'ignored-code'; readonly named: readonly string[]; readonly hasReason: boolean }
  /** After `{{` in a text that takes parameters; `calls` in an expression. */
  | { readonly kind: 'parameter'; readonly closed: boolean; readonly calls?: readonly OpenCall[] }
  /** Where a declaration begins. `rest`: what follows the word on its line. `goesOn`: the one before may go on. */
  | {
      readonly kind: 'declaration';
      readonly block: BlockKind | 'file';
      readonly rest: string;
      readonly goesOn: boolean;
    }
  /** After `provision`; `source` once the first system and perhaps the arrow stand. */
  | { readonly kind: 'provision'; readonly source?: string; readonly arrow: boolean }
  /** `named`: the others of the line. */
  | { readonly kind: 'actions'; readonly named: readonly string[] }
  /** The file of a sample or of a test; `sample`: a sample's name would do as well. */
  | { readonly kind: 'file-name'; readonly quoted: boolean; readonly closed: boolean; readonly sample: boolean }
  | { readonly kind: 'type' }
  /** In a JSONPath: its text up to the cursor, and whether it stands in double quotes. */
  | { readonly kind: 'path'; readonly block: 'source' | 'target'; readonly path: string; readonly quoted: boolean }
  /** Where an arrow is the only thing that fits. */
  | { readonly kind: 'arrow'; readonly arrow: '<-' | '->' | '<=' }
  /** After `[`. */
  | ({ readonly kind: 'attribute'; readonly block: 'map' | 'scope'; readonly closed: boolean } & ExpressionPlace)
  /** Where a value of an expression begins. */
  | ({ readonly kind: 'expression' } & ExpressionPlace)
  /** In a text of an expression. */
  | ({ readonly kind: 'text'; readonly closed: boolean } & ExpressionPlace)
  /** In an expression behind a value: only a sign fits. `compares`: the argument has its comparison already. */
  | ({ readonly kind: 'sign'; readonly compares: boolean } & ExpressionPlace)
  /** Behind an expression: an option, or the second word of one. `given`: the others of the declaration. */
  | {
      readonly kind: 'option';
      readonly given: readonly MapOptionKind[];
      readonly after?: 'match' | 'on' | 'flow' | 'default';
      readonly constant: boolean;
    }
  /** Where a clause of the scope begins. */
  | { readonly kind: 'clause' }
  | { readonly kind: 'operator'; readonly attribute: string }
  | {
      readonly kind: 'scope-value';
      readonly attribute: string;
      readonly operator: string;
      readonly quoted: boolean;
      readonly closed: boolean;
    }
  /** Behind a whole clause. */
  | { readonly kind: 'and' }
  /** The target of `clear(…)` or `change(…)`. */
  | { readonly kind: 'limit-target'; readonly closed: boolean }
  /** What a test may say next; the words of the statement so far. */
  | { readonly kind: 'expectation'; readonly words: readonly string[] }
  | { readonly kind: 'taken' }
  /** A value of a test: what a target is compared with, the id of a person, the present time. */
  | {
      readonly kind: 'test-value';
      readonly of: '==' | 'in' | 'matches' | 'person' | 'at';
      readonly target?: string;
      readonly quoted: boolean;
      readonly closed: boolean;
    }
  /** The name of a target in the JSON of `existing`, in quotes or before them; `named`: the others of the object. */
  | {
      readonly kind: 'existing-name';
      readonly quoted: boolean;
      readonly closed: boolean;
      readonly named: readonly string[];
    }
);
