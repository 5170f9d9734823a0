import type { MappingFile, SyntaxProblem } from '../language/syntax.ts';
import type { CheckEnvironment, Diagnostic, Rule, RuleContext } from './diagnostic.ts';
import type { MappingModel } from './model.ts';
import { rules } from './rules.ts';

export type { CheckEnvironment, Diagnostic, Fix, Rule, RuleLevel, Severity, TextEdit } from './diagnostic.ts';

/**
 * Checks a mapping file: what its text gets wrong, then every rule. Never throws. The diagnostics come in the order of
 * the text; offsets are those of the file.
 */
export function checkMapping(
  file: MappingFile,
  model: MappingModel,
  environment: CheckEnvironment = {},
): readonly Diagnostic[] {
  const found = syntaxDiagnostics(file);
  for (const rule of rules) {
    if (environment.levels?.get(rule.code) !== 'off') rule.check(contextFor(rule, file, model, environment, found));
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end || a.code.localeCompare(b.code));
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
