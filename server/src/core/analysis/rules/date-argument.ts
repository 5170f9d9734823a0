import { parseDate } from '../../expressions/dotnet/date-parse.ts';
import type { Expression } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Rule } from '../diagnostic.ts';
import { constantOutcome, constantText } from '../expression-constants.ts';
import { kindOf, resultsOf } from '../expression-kinds.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

const SLOTS: Readonly<Record<string, readonly number[]>> = { DateAdd: [2], DateDiff: [1, 2] };

/** DateAdd and DateDiff take what CDate and Now give. */
export const dateArgument: Rule = {
  code: 'SFM5019',
  severity: 'warning',
  title: 'A date that is not wrapped in CDate',
  page: {
    why: '`DateAdd` and `DateDiff` take a date and time. An attribute or a constant is a text: Microsoft says to wrap it in `CDate`, and shows nothing but `CDate(…)` and `Now()` there.',
    wrong: inboundExample('  extensionAttribute1 <- DateAdd("d", -1, [startDate])\n'),
    right: inboundExample('  extensionAttribute1 <- DateAdd("d", -1, CDate([startDate]))\n'),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(Object.keys(SLOTS), ({ node }, placed, context) => {
    for (const slot of SLOTS[node.name] ?? []) {
      const argument = node.arguments[slot];
      if (argument === undefined || !needsWrapping(argument, context)) continue;
      context.report(placed, argument, {
        message: `${node.name} takes a date, and this is a text. Wrap it in CDate.`,
        fixes: [
          {
            title: 'Wrap it in CDate',
            preferred: true,
            edits: [editOf(placed, argument, `CDate(${context.textOf(placed, argument)})`)],
          },
        ],
      });
    }
  }),
};

/** Silent about what can be no date at all, of which other rules speak. */
function needsWrapping(argument: Expression, context: DeclarationContext): boolean {
  return resultsOf(argument).some((part) => {
    if (part.kind === 'attribute') {
      const kind = kindOf(part, context);
      return context.source(part.name) !== undefined && (kind === undefined || kind === 'date');
    }
    if (constantOutcome(part) !== undefined && kindOf(part, context) === undefined) {
      return parseDate(constantText(part) ?? '') !== undefined;
    }
    if (part.kind === 'string') return true;
    return part.kind === 'call' && kindOf(part, context) === undefined;
  });
}
