import { parameterReferences } from '../../language/parameters.ts';
import type { PlacedDeclaration, Span, StringExpression } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import { lineEndOf, type Rule, type RuleContext } from '../diagnostic.ts';
import { forEachExpression } from '../expressions.ts';
import { suggestion } from '../suggestion.ts';

/** `{{name}}` needs a `param` line. */
export const unknownParameter: Rule = {
  code: 'SFM2003',
  severity: 'error',
  title: 'Unknown parameter',
  check(context) {
    forEachExpression(context, (node, placed) => {
      if (node.kind === 'string') checkText(context, placed, node);
    });
    for (const placed of declarationsOf(context.file, 'map')) {
      for (const { text } of placed.declaration.options) if (text !== undefined) checkText(context, placed, text);
    }
    for (const placed of declarationsOf(context.file, 'scope')) {
      for (const { values } of placed.declaration.clauses)
        for (const value of values) checkText(context, placed, value);
    }
    for (const placed of declarationsOf(context.file, 'attribute')) {
      const { path } = placed.declaration;
      if (path !== undefined) checkReferences(context, placed, path);
    }
  },
};

function checkText(context: RuleContext, placed: PlacedDeclaration, node: StringExpression): void {
  checkReferences(context, placed, { start: node.start + 1, end: node.end - 1 });
}

function checkReferences(context: RuleContext, placed: PlacedDeclaration, span: Span): void {
  const written = context.file.text.slice(placed.offset + span.start, placed.offset + span.end);
  const line = insertionPoints.get(context) ?? insertionPoint(context);
  insertionPoints.set(context, line);
  const eol = lineEndOf(context.file.text);
  for (const { name, start, end } of parameterReferences(written)) {
    if (context.model.parameters.has(name)) continue;
    const at = { start: span.start + start, end: span.start + end };
    const { question, fixes } = suggestion(name, context.model.parameters.keys(), placed, at, (near) => `{{${near}}}`);
    context.report(placed, at, {
      message: `There is no parameter ${name}.${question === '' ? ` Declare it: param ${name}.` : question}`,
      fixes: [
        ...fixes,
        { title: `Declare the parameter ${name}`, edits: [{ start: line, end: line, text: `${eol}param ${name}` }] },
      ],
    });
  }
}

/** The same for every parameter of a file. */
const insertionPoints = new WeakMap<RuleContext, number>();

/** After the last `param`, or after `provision`. */
function insertionPoint({ file }: RuleContext): number {
  const last = declarationsOf(file, 'param').at(-1) ?? declarationsOf(file, 'provision')[0];
  if (last !== undefined) return last.offset + last.declaration.end;
  return file.text.startsWith('\ufeff') ? 1 : 0;
}
