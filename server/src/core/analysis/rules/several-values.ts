import { functionSignatures, parameterAt } from '../../catalog/functions.ts';
import type { CallExpression, Expression, MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { kindOf, partText, resultsOf } from '../expression-kinds.ts';
import { eachCall, eachComparison, eachMapping } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, writebackExample } from '../expression-sources.ts';

type Placed = PlacedDeclaration<MapDeclaration>;

const calls = eachCall(undefined, ({ node }, placed, context) => {
  const signature = functionSignatures.get(node.name);
  node.arguments.forEach((argument, slot) => {
    if (argument === undefined || signature === undefined) return;
    const kind = parameterAt(signature, slot)?.kind;
    if (kind !== 'Any' && kindOf(argument, context) === 'values') {
      reportSeveral(argument, `${node.name} takes one text there`, placed, context);
    }
  });
  if (node.name === 'Item' || node.name === 'Count' || node.name === 'RemoveDuplicates') single(node, placed, context);
});

const comparisons = eachComparison(({ node }, placed, context) => {
  for (const side of [node.left, node.right]) {
    if (kindOf(side, context) === 'values') reportSeveral(side, `${node.operator} compares one text`, placed, context);
  }
});

const mappings = eachMapping(({ target, expression }, placed, context) => {
  const attribute = context.target(target);
  if (attribute === undefined || attribute.multivalued || attribute.type === 'Reference') return;
  for (const part of resultsOf(expression)) {
    if (kindOf(part, context) !== 'values') continue;
    reportSeveral(part, `${target} holds one`, placed, context);
    return;
  }
});

/** Several values where one is taken, and functions of several values over one. */
export const severalValues: Rule = {
  code: 'SFM5012',
  severity: 'warning',
  title: 'Several values where one is taken',
  page: {
    why: 'A multi-valued attribute such as `proxyAddresses`, or what `Split` gives, is a list. Functions of one text and targets that hold one value cannot take it. Choose one with `Item`, or make one text of all with `Join`. The other way round, `Item`, `Count` and `RemoveDuplicates` over an attribute that holds one value do nothing that helps.',
    wrong: writebackExample('  custom01 <- ToLower([proxyAddresses])\n'),
    right: writebackExample('  custom01 <- ToLower(Item([proxyAddresses], 1))\n'),
    sources: [FUNCTION_REFERENCE],
  },
  each: {
    map(placed, context) {
      calls.map?.(placed, context);
      comparisons.map?.(placed, context);
      mappings.map?.(placed, context);
    },
  },
};

function reportSeveral(part: Expression, takes: string, placed: Placed, context: DeclarationContext): void {
  const text = context.textOf(placed, part);
  context.report(placed, part, {
    message: `${partText(part)} ${part.kind === 'attribute' ? 'holds' : 'gives'} several values, and ${takes}. Choose one with Item, or make one text with Join.`,
    fixes: [
      { title: 'Take the first value', edits: [editOf(placed, part, `Item(${text}, 1)`)] },
      { title: 'Join the values by commas', edits: [editOf(placed, part, `Join(",", ${text})`)] },
    ],
  });
}

function single(call: CallExpression, placed: Placed, context: DeclarationContext): void {
  const [argument] = call.arguments;
  if (argument?.kind !== 'attribute') return;
  const attribute = context.source(argument.name);
  if (attribute === undefined || attribute.multivalued) return;
  const alone = context.textOf(placed, argument);
  const fixes: Fix[] = call.name === 'Count' ? [] : [{ title: `Write ${alone}`, edits: [editOf(placed, call, alone)] }];
  context.report(placed, call.nameSpan, {
    severity: 'information',
    message: `[${argument.name}] holds one value in this file, so ${call.name} has nothing to choose from. Declare it ${argument.name} : String[] if it holds several.`,
    fixes,
  });
}
