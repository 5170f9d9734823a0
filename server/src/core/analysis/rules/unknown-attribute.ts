import { builtInAttributes } from '../../catalog/source-attributes.ts';
import { parameterReferences } from '../../language/parameters.ts';
import type { PlacedDeclaration, Span } from '../../language/syntax.ts';
import { walkExpression } from '../../language/walk.ts';
import { isExpression } from '../bind.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';
import { otherName } from '../graph-names.ts';
import type { Direction } from '../model.ts';
import { OUT_OF_SCOPE_NAMES } from '../out-of-scope-names.ts';
import { nameSuggestion } from '../suggestion.ts';

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
        // To declare it would be no cure: SFM5026 says why.
        if (attribute === undefined || OUT_OF_SCOPE_NAMES.has(attribute.name)) continue;
        checkName(context, placed, attribute.name, attribute, false);
      }
    },
  },
};

/** @param mayPrefer Not in the scope, where another attribute lets other people in. */
function checkName(
  context: DeclarationContext,
  placed: PlacedDeclaration,
  name: string,
  span: Span,
  mayPrefer = true,
): void {
  const { direction } = context;
  if (direction === undefined || context.source(name) !== undefined || context.isUnread('source', name)) return;
  // That is said as SFM1105.
  if (parameterReferences(name).length > 0) return;
  const system = direction === 'writeback' ? 'Entra ID' : 'SuccessFactors';
  const write = (near: string) => `[${near}]`;
  const other = direction === 'writeback' ? otherName(name, placed, span, write) : undefined;
  const { question, fixes } = other ?? nameSuggestion(name, context.sourceNames(), placed, span, write);
  const cure = question === '' ? declare(name, direction) : question;
  context.report(placed, span, {
    message: `${system} has no attribute ${name === '' ? '[]' : name} in this file's list.${cure}`,
    fixes: mayPrefer ? fixes : fixes.map(({ title, edits }) => ({ title, edits })),
  });
}

/** The list has the first ones of each kind of custom field; a tenant may use more of them, at the same place. */
function declare(name: string, direction: Direction): string {
  const [, kind, number] = /^(custom|empNavCustomString|empJobNavCustomString)([1-9]\d*)$/.exec(name) ?? [];
  if (direction === 'writeback' || kind === undefined) return ' Declare it in a source block if your tenant has it.';
  const path = builtInAttributes.get(`${kind}1`)?.path.replace(/1$/, number ?? '');
  return path === undefined
    ? ' Declare it in a source block, with its path, if your tenant has it.'
    : ` If your tenant has it, declare it in a source block with its path: ${name} = ${path}.`;
}
