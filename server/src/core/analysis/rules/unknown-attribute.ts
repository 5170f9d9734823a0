import type { PlacedDeclaration, Span } from '../../language/syntax.ts';
import { walkExpression } from '../../language/walk.ts';
import { isExpression } from '../bind.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';
import { suggestion } from '../suggestion.ts';

/** Entra refuses a mapping that names an attribute which its list does not have; names are case-sensitive. */
export const unknownAttribute: Rule = {
  code: 'SFM2002',
  severity: 'error',
  title: 'Unknown source attribute',
  page: {
    why: 'An expression or the scoping filter reads a source attribute that is not in the list: neither built in nor declared in a `source` block. Names are case-sensitive. Entra refuses to save a mapping like this.\n\nIf your tenant has the attribute, declare it with its path.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  department  <- [departmnt]
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  department  <- [department]
}
`,
    sources: [
      'Microsoft, "Customize user provisioning attribute-mappings for SaaS applications in Microsoft Entra ID"',
    ],
  },
  each: {
    map: (placed, context) => {
      const { source } = placed.declaration;
      if (!isExpression(source)) return;
      walkExpression(source, (node) => {
        if (node.kind === 'attribute') checkName(context, placed, node.name, node);
      });
    },
    scope: (placed, context) => {
      for (const { attribute } of placed.declaration.clauses) {
        if (attribute !== undefined) checkName(context, placed, attribute.name, attribute);
      }
    },
  },
};

function checkName(context: DeclarationContext, placed: PlacedDeclaration, name: string, span: Span): void {
  const { direction } = context;
  if (direction === undefined || context.source(name) !== undefined) return;
  const system = direction === 'writeback' ? 'Entra ID' : 'SuccessFactors';
  const { question, fixes } = suggestion(name, context.sourceNames(), placed, span, (near) => `[${near}]`);
  const cure = question === '' ? ' Declare it in a source block if your tenant has it.' : question;
  context.report(placed, span, {
    message: `${system} has no attribute ${name === '' ? '[]' : name} in this file's list.${cure}`,
    fixes,
  });
}
