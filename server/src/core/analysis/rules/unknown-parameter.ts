import { parameterReferences } from '../../language/parameters.ts';
import type { MappingFile, PlacedDeclaration, Span, StringExpression } from '../../language/syntax.ts';
import { walkExpression } from '../../language/walk.ts';
import { declarationsOf, isExpression } from '../bind.ts';
import { type DeclarationContext, lineEndOf, type Rule, type RuleContext } from '../diagnostic.ts';
import { nameSuggestion } from '../suggestion.ts';

/** `{{name}}` needs a `param` line. */
export const unknownParameter: Rule = {
  code: 'SFM2003',
  severity: 'error',
  title: 'Unknown parameter',
  page: {
    why: '`{{name}}` stands for a parameter, and no `param` line declares it. Without a declaration nobody notices that a connection forgets to give it, and the text would flow as it stands.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  companyName <- "{{company}}"
}
`,
    right: `provision SuccessFactors -> EntraID

param company = "Contoso"

map {
  employeeId  <- [personIdExternal] match 1
  companyName <- "{{company}}"
}
`,
  },
  each: {
    map: (placed, context) => {
      const { source, options } = placed.declaration;
      if (isExpression(source)) {
        walkExpression(source, (node) => {
          if (node.kind === 'string') checkText(context, placed, node);
        });
      }
      for (const { text } of options) if (text !== undefined) checkText(context, placed, text);
    },
    scope: (placed, context) => {
      for (const { values } of placed.declaration.clauses)
        for (const value of values) checkText(context, placed, value);
    },
    expect: (placed, context) => {
      const { condition } = placed.declaration;
      if (condition === undefined) return;
      if ('values' in condition) for (const value of condition.values) checkText(context, placed, value);
      if (condition.kind === 'matches' && condition.pattern !== undefined)
        checkText(context, placed, condition.pattern);
    },
    attribute: (placed, context) => {
      const { path } = placed.declaration;
      if (path !== undefined) checkReferences(context, placed, path);
    },
  },
};

function checkText(context: DeclarationContext, placed: PlacedDeclaration, node: StringExpression): void {
  checkReferences(context, placed, { start: node.start + 1, end: node.end - 1 });
}

function checkReferences(context: DeclarationContext, placed: PlacedDeclaration, span: Span): void {
  for (const { name, start, end } of parameterReferences(context.textOf(placed, span))) {
    if (context.declaresParameter(name)) continue;
    const { line, eol } = insertionPoint(context.whole());
    const at = { start: span.start + start, end: span.start + end };
    const { question, fixes } = nameSuggestion(name, context.parameterNames(), placed, at, (near) => `{{${near}}}`);
    context.report(placed, at, {
      message: `There is no parameter ${name}.${question === '' ? ` Declare it: param ${name}.` : question}`,
      fixes: [
        ...fixes,
        { title: `Declare the parameter ${name}`, edits: [{ start: line, end: line, text: `${eol}param ${name}` }] },
      ],
    });
  }
}

interface InsertionPoint {
  readonly line: number;
  readonly eol: string;
}

/** The same for every parameter of a file. */
const insertionPoints = new WeakMap<MappingFile, InsertionPoint>();

/** Where a `param` line goes: after the last one, or after `provision`. */
function insertionPoint({ file }: RuleContext): InsertionPoint {
  const known = insertionPoints.get(file);
  if (known !== undefined) return known;
  const last = declarationsOf(file, 'param').at(-1) ?? declarationsOf(file, 'provision')[0];
  const start = file.text.startsWith('\ufeff') ? 1 : 0;
  const point = { line: last === undefined ? start : last.offset + last.declaration.end, eol: lineEndOf(file.text) };
  insertionPoints.set(file, point);
  return point;
}
