import type { Json } from '../json.ts';

/**
 * The syntax tree of a mapping file.
 *
 * Offsets are UTF-16 units and *relative to the declaration* that holds the node; `PlacedDeclaration.offset` is the
 * declaration's place in the file. So a declaration whose text has not changed is the same object in every version.
 */
export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export type ComparisonOperator = '=' | '<>' | '>' | '>=' | '<' | '<=';

export type Expression =
  | CallExpression
  | AttributeExpression
  | StringExpression
  | NumberExpression
  | IdentifierExpression
  | ComparisonExpression
  | MissingExpression;

/** `IIF(IsPresent([a]), [a], )`: an empty slot is `undefined`. */
export interface CallExpression extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly (Expression | undefined)[];
  /** Offsets of the opening parenthesis, each comma and the closing parenthesis (absent when it is missing). */
  readonly open: number;
  readonly commas: readonly number[];
  readonly close?: number;
}

/** `[name]`. */
export interface AttributeExpression extends Span {
  readonly kind: 'attribute';
  readonly name: string;
}

/** `"text"`; `value` has its escapes decoded, parameters are still in it. */
export interface StringExpression extends Span {
  readonly kind: 'string';
  readonly value: string;
}

/** `12`, `42568.75`, `&HF`; `text` as written. */
export interface NumberExpression extends Span {
  readonly kind: 'number';
  readonly text: string;
}

/** A bare word: `vbTextCompare`, `vbBinaryCompare`, or a mistake. */
export interface IdentifierExpression extends Span {
  readonly kind: 'identifier';
  readonly name: string;
}

export interface ComparisonExpression extends Span {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Where an expression was expected and none stands; the parser has said so. */
export interface MissingExpression extends Span {
  readonly kind: 'missing';
}

/** A name as written, bare or in double quotes. */
export interface Name extends Span {
  readonly text: string;
}

/** An API expression as written after `=`, `replace` or `->`, or inside a string. */
export interface PathNode extends Span {
  readonly text: string;
  /** The path stands in double quotes: `start` is that of the first character inside them. */
  readonly quoted: boolean;
}

export interface ProvisionDeclaration extends Span {
  readonly kind: 'provision';
  readonly source?: Name;
  readonly target?: Name;
}

export interface ParamDeclaration extends Span {
  readonly kind: 'param';
  readonly name?: Name;
  readonly text?: StringExpression;
}

export interface SampleDeclaration extends Span {
  readonly kind: 'sample';
  readonly name?: Name;
  readonly file?: StringExpression;
}

/** `name = path`, `name : Type = path`, `name : Type` in `source` or `target`. */
export interface AttributeDeclaration extends Span {
  readonly kind: 'attribute';
  readonly block: 'source' | 'target';
  readonly name?: Name;
  readonly type?: Name;
  readonly multivalued: boolean;
  readonly path?: PathNode;
}

/** `replace PREFIX -> PREFIX`. */
export interface ReplaceDeclaration extends Span {
  readonly kind: 'replace';
  readonly from?: PathNode;
  readonly to?: PathNode;
}

export interface ScopeClause extends Span {
  readonly attribute?: AttributeExpression;
  /** Exact upper case: `EQUALS`, `NOT EQUALS`, `IS NULL` …; as written when unknown. */
  readonly operator?: Name;
  readonly values: readonly StringExpression[];
}

/** One group of `scope`: its clauses are joined by `and`. */
export interface ScopeDeclaration extends Span {
  readonly kind: 'scope';
  readonly name?: StringExpression;
  readonly clauses: readonly ScopeClause[];
}

export interface ActionsDeclaration extends Span {
  readonly kind: 'actions';
  readonly actions: readonly Name[];
}

/** `flow` with neither `always` nor `nulls` behind it means nothing. */
export type MapOptionKind = 'match' | 'on create' | 'flow always' | 'flow nulls' | 'flow' | 'default';

export interface MapOption extends Span {
  readonly kind: MapOptionKind;
  /** Of `match`. */
  readonly number?: number;
  /** Of `default`. */
  readonly text?: StringExpression;
  /** Of `flow`: the word that stands in the place of `always` or `nulls`, if one does. */
  readonly word?: Name;
}

/** `target <- expression options`. */
export interface MapDeclaration extends Span {
  readonly kind: 'map';
  readonly target?: Name;
  readonly source?: Expression | { readonly kind: 'none' | 'baseline'; readonly start: number; readonly end: number };
  readonly options: readonly MapOption[];
}

/** `update <= 20%`, `clear(mail) <= 5` in `limits`. */
export interface LimitDeclaration extends Span {
  readonly kind: 'limit';
  /** `create`, `update`, `disable`, `delete`, `clear`, `change`; as written when unknown. */
  readonly limit?: Name;
  /** Of `clear(…)` and `change(…)`: the target that is cleared or changed. */
  readonly attribute?: Name;
  /** Offsets of the parentheses, where they stand. */
  readonly open?: number;
  readonly close?: number;
  readonly amount?: LimitAmount;
}

/** `5` or `20%`. */
export interface LimitAmount extends Span {
  readonly number: number;
  readonly unit: 'number' | 'percent';
}

/** `test "name"`. Its statements are declarations of their own: those that follow, up to the next test. */
export interface TestDeclaration extends Span {
  readonly kind: 'test';
  readonly name?: StringExpression;
}

/** JSON that is written in the file, with comments. */
export interface JsonNode extends Span {
  /** Absent when the text is no JSON; the parser has said where. */
  readonly value?: Json;
  /** The names of the outermost object, in written order. */
  readonly names: readonly Name[];
}

/** `given "file"`, `given sampleName` or `given { JSON }`: the person of a test. */
export interface GivenDeclaration extends Span {
  readonly kind: 'given';
  readonly file?: StringExpression;
  readonly sample?: Name;
  readonly json?: JsonNode;
}

/** `person "ID"`, where the payload holds several people. */
export interface PersonDeclaration extends Span {
  readonly kind: 'person';
  readonly id?: StringExpression;
}

/** `existing { "target": "old" }`: what the target holds before. */
export interface ExistingDeclaration extends Span {
  readonly kind: 'existing';
  readonly json?: JsonNode;
}

/** `at 2026-03-01`: the present time of a test, as written. */
export interface AtDeclaration extends Span {
  readonly kind: 'at';
  readonly instant?: Name;
}

/** `domain "contoso.com"`: the default domain of the tenant. */
export interface DomainDeclaration extends Span {
  readonly kind: 'domain';
  readonly domain?: StringExpression;
}

/** `taken target "value"`: a value that another account has. */
export interface TakenDeclaration extends Span {
  readonly kind: 'taken';
  readonly target?: Name;
  readonly value?: StringExpression;
}

/** `expect target CONDITION`, `expect in scope`, `expect out of scope`, `expect action NAME`. */
export interface ExpectDeclaration extends Span {
  readonly kind: 'expect';
  /** What is looked at; absent for scope and action. */
  readonly target?: Name;
  readonly condition?: ExpectCondition;
}

export type ExpectCondition = Span &
  (
    | {
        /** `== "text"`, `!= "text"`; with `list`, several values in brackets. */
        readonly kind: '==' | '!=';
        readonly values: readonly StringExpression[];
        readonly list: boolean;
      }
    | { readonly kind: 'in'; readonly values: readonly StringExpression[] }
    | { readonly kind: 'matches'; readonly pattern?: StringExpression }
    | { readonly kind: 'absent' | 'null' | 'dropped' | 'error' }
    | { readonly kind: 'in scope' | 'out of scope' }
    | { readonly kind: 'action'; readonly action?: Name }
  );

/** A line of a test. */
export type TestStatement =
  | GivenDeclaration
  | PersonDeclaration
  | ExistingDeclaration
  | AtDeclaration
  | DomainDeclaration
  | TakenDeclaration
  | ExpectDeclaration;

/** Text that belongs to no declaration, or one that could not be read. */
export interface OpaqueDeclaration extends Span {
  readonly kind: 'opaque';
  readonly block: BlockKind | 'file';
  /** What it declares, as far as its first words tell. */
  readonly declares?: DeclaredName;
}

/**
 * What a declaration declares that could not be read. The name counts as known, so that nobody who uses it is told of a
 * mistake that is not theirs; it has no meaning, and no value comes of it.
 */
export type DeclaredName =
  | { readonly kind: 'provision' }
  | {
      /** An `entry` is one of `source` or `target`: it stands outside of both. */
      readonly kind: 'param' | 'sample' | 'source' | 'target' | 'entry' | 'map';
      readonly name: Name;
    };

export type Declaration =
  | ProvisionDeclaration
  | ParamDeclaration
  | SampleDeclaration
  | AttributeDeclaration
  | ReplaceDeclaration
  | ScopeDeclaration
  | ActionsDeclaration
  | MapDeclaration
  | LimitDeclaration
  | TestDeclaration
  | TestStatement
  | OpaqueDeclaration;

export type BlockKind = 'source' | 'target' | 'scope' | 'limits' | 'map' | 'test';

/** A problem of the text itself; offsets as in the tree. */
export interface SyntaxProblem extends Span {
  readonly code: SyntaxCode;
  readonly message: string;
  /** What would mend it: replace this part by this text. */
  readonly fix?: SyntaxFix;
}

/** Replace `start`–`end` of the declaration, or of the file, by `text`. */
export interface SyntaxFix extends Span {
  readonly title: string;
  readonly text: string;
  /** Something else may be meant as well: the fix is offered, and not made unasked. */
  readonly unsure?: true;
}

export type SyntaxCode = `SFM1${number}`;

/** A declaration at its place in the file. */
export interface PlacedDeclaration<D extends Declaration = Declaration> {
  readonly offset: number;
  readonly declaration: D;
  readonly problems: readonly SyntaxProblem[];
  /** The `///` lines before it, without the slashes. */
  readonly documentation?: string;
}

/** A block of the file: from its keyword to its closing brace, absolute offsets. */
export interface Block extends Span {
  readonly kind: BlockKind;
  readonly keyword: Span;
  /** Absolute offset of `{` and `}`; absent when missing. */
  readonly open?: number;
  readonly close?: number;
}

/** A comment, absolute offsets. */
export interface Comment extends Span {
  readonly kind: 'line' | 'block' | 'documentation';
}

export interface MappingFile {
  readonly text: string;
  readonly declarations: readonly PlacedDeclaration[];
  readonly blocks: readonly Block[];
  readonly comments: readonly Comment[];
  /** Problems of the file's frame (a block that is not closed …), absolute offsets. */
  readonly problems: readonly SyntaxProblem[];
}
