import type { CallExpression, Expression } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { constantText, isEmptyText } from '../expression-constants.ts';
import { sameExpression } from '../expression-equality.ts';
import { kindOf } from '../expression-kinds.ts';
import { eachCall } from '../expression-sites.ts';
import { CUSTOMIZE_MAPPINGS, FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';
import { type PresenceTest, presenceTest } from '../presence-test.ts';

/** Switch compares texts; a test of presence as its source is documented as not to be used, whatever stands around it. */
export const switchTestsPresence: Rule = {
  code: 'SFM5001',
  severity: 'warning',
  title: 'Switch over IsPresent, IsNull or IsNullOrEmpty',
  page: {
    why: '`Switch` compares texts in exact case, and a test gives a Boolean. Microsoft says not to use `IsPresent`, `IsNull` or `IsNullOrEmpty` as the source of a `Switch`, although one of its own pages still shows it. `Not`, `CBool`, `Coalesce` or a comparison with `True` around the test changes nothing of that. Compare the attribute itself: the key `""` stands for null and empty.',
    wrong: inboundExample(
      '  department <- Switch(IsPresent([department]), , "True", [department], "False", [division])\n',
    ),
    right: inboundExample('  department <- Switch([department], [department], "", [division])\n'),
    sources: [FUNCTION_REFERENCE, CUSTOMIZE_MAPPINGS],
  },
  each: eachCall(['Switch'], ({ node }, placed, context) => {
    const [source] = node.arguments;
    const asked = source === undefined ? undefined : presenceTest(source);
    if (source === undefined || asked?.test.kind !== 'call') return;
    const text = (part: Expression) => context.textOf(placed, part);
    const better = betterCall(node, asked, text, context);
    const fixes: Fix[] =
      better === undefined ? [] : [{ title: `Write ${shortened(better)}`, edits: [editOf(placed, node, better)] }];
    context.report(placed, source, {
      message: `Switch compares texts, and Microsoft says not to use ${asked.test.name} as its source. Compare the attribute itself: the key "" stands for null and empty.`,
      fixes,
    });
  }),
};

/**
 * The same choice without the test: `Switch([x], present, "", empty)`. In a writeback `IIF(IsPresent([x]), …)`, which
 * the integration reference prints: there a `Switch` with a default may set the target to null.
 */
function betterCall(
  call: CallExpression,
  { test, value, present: askedPresent, exact }: PresenceTest,
  text: (part: Expression) => string,
  context: DeclarationContext,
): string | undefined {
  const isNull = test.kind === 'call' && test.name === 'IsNull';
  const kind = kindOf(value, context);
  // Microsoft says that Switch is not for references either.
  if (!exact || isNull || kind === 'values' || kind === 'reference') return undefined;
  const chosen = (key: string): Expression | undefined => {
    for (let slot = 2; slot + 1 < call.arguments.length; slot += 2) {
      if (constantText(call.arguments[slot]) === key) return call.arguments[slot + 1];
    }
    return call.arguments[1];
  };
  const present = chosen(askedPresent ? 'True' : 'False');
  const absent = chosen(askedPresent ? 'False' : 'True');
  if (present === undefined || isEmptyText(value)) return undefined;
  // A choice between two values that are alike is no choice.
  if (sameExpression(present, absent) || (absent === undefined && isEmptyText(present))) return undefined;
  if (context.direction === 'writeback') {
    return `IIF(IsPresent(${text(value)}), ${text(present)}, ${absent === undefined ? '""' : text(absent)})`;
  }
  return absent === undefined ? undefined : `Switch(${text(value)}, ${text(present)}, "", ${text(absent)})`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
