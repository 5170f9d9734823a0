import type { PlacedDeclaration, Span } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import type { Rule, RuleContext } from '../diagnostic.ts';
import { forEachExpression } from '../expressions.ts';
import { suggestion } from '../suggestion.ts';

/** Entra refuses a mapping that names an attribute which its list does not have; names are case-sensitive. */
export const unknownAttribute: Rule = {
  code: 'SFM2002',
  severity: 'error',
  title: 'Unknown source attribute',
  check(context) {
    if (context.model.direction === undefined) return;
    forEachExpression(context, (node, placed) => {
      if (node.kind === 'attribute') checkName(context, placed, node.name, node);
    });
    for (const placed of declarationsOf(context.file, 'scope')) {
      for (const { attribute } of placed.declaration.clauses) {
        if (attribute !== undefined) checkName(context, placed, attribute.name, attribute);
      }
    }
  },
};

function checkName(context: RuleContext, placed: PlacedDeclaration, name: string, span: Span): void {
  const { sources, direction } = context.model;
  if (sources.has(name)) return;
  const system = direction === 'writeback' ? 'Entra ID' : 'SuccessFactors';
  const { question, fixes } = suggestion(name, sources.keys(), placed, span, (near) => `[${near}]`);
  const cure = question === '' ? ' Declare it in a source block if your tenant has it.' : question;
  context.report(placed, span, {
    message: `${system} has no attribute ${name === '' ? '[]' : name} in this file's list.${cure}`,
    fixes,
  });
}
