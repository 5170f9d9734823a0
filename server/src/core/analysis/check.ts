import type { MappingFile, PlacedDeclaration, SyntaxProblem } from '../language/syntax.ts';
import { declarationContext } from './declaration-context.ts';
import type { CheckEnvironment, DeclarationChecks, Diagnostic, Rule, RuleContext } from './diagnostic.ts';
import type { MappingModel } from './model.ts';
import { rules } from './rules.ts';

export type { CheckEnvironment, Diagnostic, Fix, Rule, RuleLevel, Severity, TextEdit } from './diagnostic.ts';

/**
 * Checks a mapping file: what its text gets wrong, then every rule. Never throws. The diagnostics come in the order of
 * the text; offsets are those of the file. Of more than 1,000 the most important are given.
 */
export function checkMapping(
  file: MappingFile,
  model: MappingModel,
  environment: CheckEnvironment = {},
): readonly Diagnostic[] {
  const found = syntaxDiagnostics(file);
  for (const rule of rules) {
    if (environment.levels?.get(rule.code) === 'off') continue;
    const context = contextFor(rule, file, model, environment, found);
    rule.check?.(context);
    if (rule.each !== undefined) checkDeclarations(rule.each, context);
  }
  return inOrder(found.length > MOST ? mostImportant(found) : found);
}

/** A text that is no mapping may break every rule on every line; nobody reads more than this. */
const MOST = 1_000;
const RANK: Readonly<Record<Diagnostic['severity'], number>> = { error: 0, warning: 1, information: 2 };

function inOrder(found: Diagnostic[]): Diagnostic[] {
  return found.sort((a, b) => a.start - b.start || a.end - b.end || a.code.localeCompare(b.code));
}

/** The first errors, then the first warnings, and one that says how many are left out. */
function mostImportant(found: Diagnostic[]): Diagnostic[] {
  const kept = inOrder(found)
    .sort((a, b) => RANK[a.severity] - RANK[b.severity])
    .slice(0, MOST);
  const last = kept.reduce((a, b) => (a.start > b.start ? a : b));
  const rest = (found.length - MOST).toLocaleString('en-US');
  const message = `There are ${rest} more findings in this file. They are shown when there are fewer.`;
  return [...kept, { code: 'SFM1012', severity: 'information', message, start: last.start, end: last.end, fixes: [] }];
}

function contextFor(
  rule: Rule,
  file: MappingFile,
  model: MappingModel,
  environment: CheckEnvironment,
  found: Diagnostic[],
): RuleContext {
  const level = environment.levels?.get(rule.code);
  const reportAt: RuleContext['reportAt'] = ({ start, end }, { message, fixes = [], severity = rule.severity }) => {
    found.push({
      code: rule.code,
      severity: level === undefined || level === 'off' ? severity : level,
      message,
      start,
      end,
      fixes,
    });
  };
  return {
    ...environment,
    file,
    model,
    reportAt,
    report: ({ offset }, { start, end }, finding) => reportAt({ start: offset + start, end: offset + end }, finding),
  };
}

function checkDeclarations(checks: DeclarationChecks, whole: RuleContext): void {
  const context = declarationContext(whole);
  for (const placed of whole.file.declarations) {
    const check = checks[placed.declaration.kind] as
      | ((placed: PlacedDeclaration, context: unknown) => void)
      | undefined;
    check?.(placed, context);
  }
}

/** Escapes that mean what they say are no mistake of grammar. */
const WARNINGS: ReadonlySet<string> = new Set(['SFM1007']);

function syntaxDiagnostics(file: MappingFile): Diagnostic[] {
  const found = file.problems.map((problem) => syntaxDiagnostic(problem, 0));
  for (const { offset, problems } of file.declarations)
    found.push(...problems.map((problem) => syntaxDiagnostic(problem, offset)));
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
              preferred: true,
              edits: [{ start: offset + fix.start, end: offset + fix.end, text: fix.text }],
            },
          ],
  };
}
