import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectorGeneration } from '../catalog/retrieval-rules.ts';
import type { EntityModel } from '../entity-model/entity-model.ts';
import type { Json } from '../json.ts';
import type { Declaration, MappingFile, PlacedDeclaration, Span } from '../language/syntax.ts';
import type {
  BoundMapping,
  Direction,
  MappingModel,
  ProvisioningPair,
  SourceAttribute,
  TargetAttribute,
} from './model.ts';
import type { SampleReading } from './sample-reading.ts';

export type Severity = 'error' | 'warning' | 'information';

/** What a project says about a rule. Mistakes of the text itself (SFM10…) cannot be lowered. */
export type RuleLevel = Severity | 'off';

/** Replace `start`–`end` of the file by `text`; absolute offsets. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A correction: its title says what will happen. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one that a user most probably wants. */
  readonly preferred?: boolean;
}

/** Another place of the file that a finding is about: the first of two, the declaration of a name; absolute offsets. */
export interface RelatedPlace extends Span {
  readonly message: string;
}

/** Something that is wrong, or hardly as meant; absolute offsets. */
export interface Diagnostic extends Span {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** What it touches makes no difference: editors may grey it out. */
  readonly unnecessary?: boolean;
  readonly related?: readonly RelatedPlace[];
  /** A place of the sample that it is about: names and indexes from the person. */
  readonly inSample?: readonly (string | number)[];
}

/** What a file is checked against, beside its own text. */
export interface CheckEnvironment {
  /** A PerPerson object, or for a writeback file an Entra user. Paths are compared with it. */
  readonly sample?: Json;
  /** Values of parameters that come from outside the file. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Levels by code, from sfmap.json. */
  readonly levels?: ReadonlyMap<string, RuleLevel>;
  /** Comments ignore nothing: what guards a write is not hushed up. */
  readonly unsuppressed?: boolean;
  /** The imported schema that the file changes. */
  readonly baseline?: Baseline | undefined;
  /** The tenant's entities, from its metadata; without it those that every tenant has. */
  readonly entityModel?: EntityModel;
  /** The edition of the connector that reads; today's if it is not said. */
  readonly generation?: ConnectorGeneration;
}

export interface Finding {
  readonly message: string;
  readonly fixes?: readonly Fix[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** What it touches makes no difference: editors may grey it out. */
  readonly unnecessary?: boolean;
  readonly related?: readonly RelatedPlace[];
  /** A place of the sample that it is about: names and indexes from the person. */
  readonly inSample?: readonly (string | number)[];
}

/** What rules are given beside the environment. */
export interface CheckTools {
  /** Reads paths in the sample; undefined without one. */
  readonly reading?: SampleReading;
}

export interface RuleContext extends CheckEnvironment, CheckTools {
  readonly file: MappingFile;
  readonly model: MappingModel;
  /** Reports a finding at a span of a declaration. */
  report(placed: PlacedDeclaration, span: Span, finding: Finding): void;
  /** Reports a finding at a place of the file. */
  reportAt(span: Span, finding: Finding): void;
}

/**
 * What a rule that looks at one declaration may ask. What such a rule says is kept until the declaration or an answer
 * that it was given here changes; so it must know nothing else, and must not keep anything itself.
 */
export interface DeclarationContext extends CheckEnvironment, CheckTools {
  readonly direction: Direction | undefined;
  readonly pair: ProvisioningPair | undefined;
  /** The text of a span of the declaration. */
  textOf(placed: PlacedDeclaration, span: Span): string;
  source(name: string): SourceAttribute | undefined;
  target(name: string): TargetAttribute | undefined;
  /** The mapping of a target, the first one where it is mapped twice. */
  mapping(target: string): BoundMapping | undefined;
  /** Whether a line of `map` feeds a target, also one that could not be read. */
  isMapped(target: string): boolean;
  /** Whether a line that could not be read declares a source attribute, or a target. */
  isUnread(block: 'source' | 'target', name: string): boolean;
  /** Whether a mapping or the scope reads a source attribute. */
  isRead(name: string): boolean;
  /** Whether a `param` line declares it, also one that could not be read. */
  declaresParameter(name: string): boolean;
  sourceNames(): Iterable<string>;
  targetNames(): Iterable<string>;
  parameterNames(): Iterable<string>;
  /** The whole file, for a message or a fix that needs more of it. The rule then runs again after every edit. */
  whole(): RuleContext;
  /** Reports a finding at a span of the declaration. */
  report(placed: PlacedDeclaration, span: Span, finding: Finding): void;
}

/** What a rule says about declarations of a kind. */
export type DeclarationChecks = {
  readonly [K in Declaration['kind']]?: (
    placed: PlacedDeclaration<Extract<Declaration, { kind: K }>>,
    context: DeclarationContext,
  ) => void;
};

/** What `sfmap explain` and docs/rules tell about a rule. Texts are our own words, in Markdown. */
export interface RulePage {
  /** What goes wrong in practice, and what to do: one to three short paragraphs. */
  readonly why: string;
  /** A whole mapping file in which the rule reports something. */
  readonly wrong: string;
  /** The same file put right: nothing in it is above information. */
  readonly right: string;
  /** The person that both are checked with, if the rule needs one. */
  readonly payload?: Json;
  /** Documents by their title, or SAP notes by number. */
  readonly sources?: readonly string[];
}

/** One thing that is checked. Its code is stable: it stands in pipelines and in `sfmap-ignore` comments. */
export interface Rule {
  readonly code: `SFM${number}`;
  readonly severity: Severity;
  /** What it is about, as a heading. */
  readonly title: string;
  readonly page?: RulePage;
  /** Looks at declarations one by one: the way for whatever can be judged so, because it costs nothing after an edit. */
  readonly each?: DeclarationChecks;
  /** Looks at the file as a whole, after every edit: it must be quick for 10,000 lines. */
  readonly check?: (context: RuleContext) => void;
}

/** The place in the file of a span of a declaration. */
export function placeOf(placed: PlacedDeclaration, span: Span): Span {
  return { start: placed.offset + span.start, end: placed.offset + span.end };
}

/** A place of the file as the other place of a finding, in a list as `Finding` takes it. */
export function relatedTo(placed: PlacedDeclaration, span: Span, message: string): readonly RelatedPlace[] {
  return [{ ...placeOf(placed, span), message }];
}

/** An edit of a declaration's own text. */
export function editOf(placed: PlacedDeclaration<Declaration>, span: Span, text: string): TextEdit {
  return { ...placeOf(placed, span), text };
}

/** How the lines of a file end: an edit that adds a line ends it alike. */
export function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
