import type { Json } from '../json.ts';
import type { Declaration, MappingFile, PlacedDeclaration, Span } from '../language/syntax.ts';
import type { MappingModel } from './model.ts';

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

/** Something that is wrong, or hardly as meant; absolute offsets. */
export interface Diagnostic extends Span {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** What it touches makes no difference: editors may grey it out. */
  readonly unnecessary?: boolean;
}

/** What a file is checked against, beside its own text. */
export interface CheckEnvironment {
  /** A PerPerson object, or for a writeback file an Entra user. Paths are compared with it. */
  readonly sample?: Json;
  /** Values of parameters that come from outside the file. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Levels by code, from sfmap.json. */
  readonly levels?: ReadonlyMap<string, RuleLevel>;
}

export interface Finding {
  readonly message: string;
  readonly fixes?: readonly Fix[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

export interface RuleContext extends CheckEnvironment {
  readonly file: MappingFile;
  readonly model: MappingModel;
  /** Reports a finding at a span of a declaration. */
  report(placed: PlacedDeclaration, span: Span, finding: Finding): void;
  /** Reports a finding at a place of the file. */
  reportAt(span: Span, finding: Finding): void;
}

/** One thing that is checked. Its code is stable: it stands in pipelines and in `sfmap-ignore` comments. */
export interface Rule {
  readonly code: `SFM${number}`;
  readonly severity: Severity;
  /** What it is about, as a heading. */
  readonly title: string;
  check(context: RuleContext): void;
}

/** The place in the file of a span of a declaration. */
export function placeOf(placed: PlacedDeclaration, span: Span): Span {
  return { start: placed.offset + span.start, end: placed.offset + span.end };
}

/** An edit of a declaration's own text. */
export function editOf(placed: PlacedDeclaration<Declaration>, span: Span, text: string): TextEdit {
  return { ...placeOf(placed, span), text };
}

/** How the lines of a file end: an edit that adds a line ends it alike. */
export function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
