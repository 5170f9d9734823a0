import type { CallExpression, Expression } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { isConstant } from '../expression-constants.ts';
import { kindOf } from '../expression-kinds.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, INTEGRATION_REFERENCE, inboundExample } from '../expression-sources.ts';
import { presenceTest } from '../presence-test.ts';

/**
 * Microsoft's function reference lists IIF over a null or empty attribute as unsupported, while its integration
 * reference prints it. In a writeback it is what Microsoft recommends, so nothing is said there.
 */
export const iifOverEmpty: Rule = {
  code: 'SFM5003',
  severity: 'information',
  title: 'IIF that asks whether an attribute is empty',
  page: {
    why: 'The function reference says that the condition of `IIF` fails where its attribute is null or empty, and lists `IIF(IsPresent([x]), …)`, `IIF(IsNullOrEmpty([x]), …)` and `IIF([x]="", …)` as unsupported. The integration reference prints the first one itself, and sfmap evaluates all of them. The same question inside `Not`, `CBool` or `Coalesce`, or compared with `True` or `False`, is the same condition. `Switch` with the key `""` says the same and is documented without a doubt.\n\nFor a writeback the integration reference and the pages on troubleshooting recommend these very forms, so nothing is said there.',
    wrong: inboundExample('  department <- IIF(IsPresent([department]), [department], [division])\n'),
    right: inboundExample('  department <- Switch([department], [department], "", [division])\n'),
    sources: [FUNCTION_REFERENCE, INTEGRATION_REFERENCE],
  },
  each: eachCall(['IIF'], ({ node }, placed, context) => {
    if (context.direction !== 'inbound') return;
    const [condition, whenTrue, whenFalse] = node.arguments;
    const asked = condition === undefined ? undefined : presenceTest(condition);
    if (condition === undefined || asked === undefined || isConstant(asked.value)) return;
    // An empty text is not null: no key of Switch says the same.
    if (asked.test.kind === 'call' && asked.test.name === 'IsNull') return;
    const [present, empty] = asked.present ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
    context.report(placed, condition, {
      message:
        'Microsoft\'s function reference calls a condition over an empty attribute unsupported; its integration reference prints it. Switch with the key "" says the same without a doubt.',
      fixes: switchInstead(node, asked.value, present, empty, placed, context),
    });
  }),
};

/** None where Switch would be wrong: on a reference, over several values, or where it would say something else. */
function switchInstead(
  call: CallExpression,
  value: Expression,
  present: Expression | undefined,
  empty: Expression | undefined,
  placed: Parameters<typeof editOf>[0],
  context: DeclarationContext,
): Fix[] {
  const { declaration } = placed;
  const target = declaration.kind === 'map' ? declaration.target?.text : undefined;
  if (target === undefined || context.target(target)?.type === 'Reference') return [];
  const kind = kindOf(value, context);
  if (empty === undefined || kind === 'values' || kind === 'boolean' || kind === 'reference') return [];
  const text = (part: Expression) => context.textOf(placed, part);
  const better = `Switch(${text(value)}, ${present === undefined ? '' : text(present)}, "", ${text(empty)})`;
  const line = better.replace(/\s+/g, ' ');
  const title = `Write ${line.length > 80 ? `${line.slice(0, 79)}…` : line}`;
  return [{ title, edits: [editOf(placed, call, better)] }];
}
