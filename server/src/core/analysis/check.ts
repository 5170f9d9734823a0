import type { MappingFile, SyntaxProblem } from '../language/syntax.ts';
import { changeBetween, changedNames } from './change.ts';
import { type DeclarationLook, declarationLooker, diagnosticOf, isStale } from './declaration-look.ts';
import { brokenDeclarations } from './declarations.ts';
import type { CheckEnvironment, CheckTools, Diagnostic, Rule, RuleContext } from './diagnostic.ts';
import { type Found, shownFindings } from './found.ts';
import type { MappingModel } from './model.ts';
import { rules } from './rules.ts';
import { SampleReading } from './sample-reading.ts';
import { suppress } from './suppress.ts';

export type {
  CheckEnvironment,
  Diagnostic,
  Fix,
  RelatedPlace,
  Rule,
  RuleLevel,
  Severity,
  TextEdit,
} from './diagnostic.ts';

/** A version of a file that was checked, with what the next version may take from it. */
export interface CheckedMapping {
  readonly diagnostics: readonly Diagnostic[];
  /** All that was found, also what `diagnostics` leaves out, in no order. */
  readonly found: readonly Found[];
  readonly file: MappingFile;
  readonly model: MappingModel;
  readonly environment: CheckEnvironment;
  /** What was said about each declaration, in their order. */
  readonly looks: readonly DeclarationLook[];
  /** The sample was not read for every path: then nothing is taken over, or a finding would depend on the edits before. */
  readonly gaveUp: boolean;
}

/**
 * Checks a mapping file: what its text gets wrong, then every rule. Never throws. The diagnostics come in the order of
 * the text; offsets are those of the file. Of more than 1,000 the most important are given.
 */
export function checkMapping(
  file: MappingFile,
  model: MappingModel,
  environment: CheckEnvironment = {},
): readonly Diagnostic[] {
  return checkAgain(file, model, environment).diagnostics;
}

/** As `checkMapping`; declarations that an edit cannot have touched keep what was said about them in `previous`. */
export function checkAgain(
  file: MappingFile,
  model: MappingModel,
  environment: CheckEnvironment,
  previous?: CheckedMapping,
): CheckedMapping {
  const found: Found[] = [];
  for (const diagnostic of syntaxDiagnostics(file)) found.push({ diagnostic, origin: 0 });
  const active = rules.filter(({ code }) => environment.levels?.get(code) !== 'off');
  const reading = environment.sample === undefined ? undefined : new SampleReading(environment.sample);
  const tools: CheckTools = reading === undefined ? {} : { reading };
  const contexts = new Map<Rule, RuleContext>();
  const contextOf = (rule: Rule) => {
    const context = contexts.get(rule) ?? contextFor(rule, file, model, environment, tools, found);
    contexts.set(rule, context);
    return context;
  };
  const look = declarationLooker(active, contextOf);
  const kept = previous === undefined || previous.gaveUp ? undefined : keptLooks(previous, file, model, environment);
  const looks = file.declarations.map((placed, i) => {
    const one = kept?.[i] ?? look(placed);
    for (const diagnostic of one.found) found.push({ diagnostic, origin: placed.offset });
    return one;
  });
  for (const rule of active) rule.check?.(contextOf(rule));
  const gaveUp = reading?.gaveUp === true;
  if (gaveUp) found.push({ diagnostic: unfinished(file), origin: 0 });
  const left = suppress(found, file, environment, rules);
  return { diagnostics: shownFindings(left), found: left, file, model, environment, looks, gaveUp };
}

/** What was said about each declaration of a file, as far as it still holds. */
function keptLooks(
  previous: CheckedMapping,
  file: MappingFile,
  { direction, pair }: MappingModel,
  environment: CheckEnvironment,
): readonly (DeclarationLook | undefined)[] | undefined {
  const { model } = previous;
  if (direction !== model.direction || pair !== model.pair || !sameEnvironment(environment, previous.environment))
    return undefined;
  const change = changeBetween(previous.file, file);
  const changed = changedNames(change, previous.file, file);
  if (changed === undefined) return undefined;
  const { start, beforeEnd, afterEnd } = change;
  return file.declarations.map((_, i) => {
    const look = i < start ? previous.looks[i] : i < afterEnd ? undefined : previous.looks[i - afterEnd + beforeEnd];
    return look === undefined || isStale(look, changed) ? undefined : look;
  });
}

function sameEnvironment(a: CheckEnvironment, b: CheckEnvironment): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof CheckEnvironment>;
  return [...keys].every((key) => {
    const [one, other] = [a[key], b[key]];
    return one === other || (one instanceof Map && other instanceof Map && sameEntries(one, other));
  });
}

function sameEntries(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function contextFor(
  rule: Rule,
  file: MappingFile,
  model: MappingModel,
  environment: CheckEnvironment,
  tools: CheckTools,
  found: Found[],
): RuleContext {
  const level = environment.levels?.get(rule.code);
  const reportAt: RuleContext['reportAt'] = (span, finding) =>
    void found.push({ diagnostic: diagnosticOf(rule, level, span, finding), origin: 0 });
  return {
    ...environment,
    ...tools,
    file,
    model,
    reportAt,
    report: ({ offset }, { start, end }, finding) => reportAt({ start: offset + start, end: offset + end }, finding),
  };
}

/** Said at the first attribute: which path did the most is not told apart. */
function unfinished({ declarations, text }: MappingFile): Diagnostic {
  const first = declarations.find(({ declaration }) => declaration.kind === 'attribute') ?? declarations[0];
  const [start, end] = first === undefined ? [0, text.length] : [first.offset, first.offset + first.declaration.end];
  const message =
    'The check of paths against the sample was given up: they look at too many places of it. Name the way instead of searching with .. or *.';
  return { code: 'SFM1014', severity: 'information', message, start, end, fixes: [] };
}

/** Escapes that mean what they say are no mistake of grammar. */
const WARNINGS: ReadonlySet<string> = new Set(['SFM1007']);

function syntaxDiagnostics(file: MappingFile): Diagnostic[] {
  const found = file.problems.map((problem) => syntaxDiagnostic(problem, 0));
  for (const { offset, problems } of brokenDeclarations(file))
    for (const problem of problems) found.push(syntaxDiagnostic(problem, offset));
  return found;
}

function syntaxDiagnostic({ code, start, end, message, fix }: SyntaxProblem, offset: number): Diagnostic {
  return {
    code,
    severity: WARNINGS.has(code) ? 'warning' : 'error',
    message,
    start: offset + start,
    end: offset + end,
    fixes:
      fix === undefined
        ? []
        : [
            {
              title: fix.title,
              ...(fix.unsure === true ? {} : { preferred: true }),
              edits: [{ start: offset + fix.start, end: offset + fix.end, text: fix.text }],
            },
          ],
  };
}
