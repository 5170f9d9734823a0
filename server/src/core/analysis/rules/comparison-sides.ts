import type { ComparisonExpression, Expression, MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Rule } from '../diagnostic.ts';
import { constantText, isConstant, quotedText } from '../expression-constants.ts';
import { kindOf, partText } from '../expression-kinds.ts';
import { neverGives } from '../expression-never.ts';
import { eachComparison } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';
import { decidesRow } from '../writeback-rows.ts';

/** A comparison whose sides can never be equal, or that takes dates for texts. */
export const comparisonSides: Rule = {
  code: 'SFM5015',
  severity: 'warning',
  title: 'A comparison of things that do not compare',
  page: {
    why: 'Dates reach expressions as texts such as `12/31/2025 12:00:00 AM`, so `<` and `>` compare them character by character: `9/1/2026` comes after `12/31/2026`. Use `DateDiff`. A comparison by `=` with a text that the other side never gives is false for everybody: `True` is not `true`, `ToLower` never gives a capital.',
    wrong: inboundExample('  department <- IIF([startDate] > Now(), "Future hire", [department])\n'),
    right: inboundExample(
      '  department <- IIF(DateDiff("d", Now(), CDate([startDate])) > 0, "Future hire", [department])\n',
    ),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachComparison(({ node }, placed, context) => {
    if (isConstant(node)) return;
    const { operator, left, right } = node;
    if (operator === '=' || operator === '<>') {
      reportNever(left, right, node, placed, context);
      reportNever(right, left, node, placed, context);
    } else {
      const date = [left, right].find((side) => kindOf(side, context) === 'date');
      if (date === undefined) return;
      const better = `DateDiff("s", ${asDate(right, placed, context)}, ${asDate(left, placed, context)}) ${operator} 0`;
      context.report(placed, node, {
        message: `${partText(date)} is a date, and ${operator} compares dates as texts, character by character. Compare the seconds between them with 0: DateDiff("s", …, …) ${operator} 0.`,
        fixes: [{ title: 'Compare the seconds between the dates with 0', edits: [editOf(placed, node, better)] }],
      });
    }
  }),
};

/** A side as DateDiff takes it. */
function asDate(side: Expression, placed: PlacedDeclaration<MapDeclaration>, context: DeclarationContext): string {
  const text = context.textOf(placed, side);
  return side.kind === 'call' && kindOf(side, context) === 'date' ? text : `CDate(${text})`;
}

function reportNever(
  side: Expression,
  other: Expression,
  { operator }: ComparisonExpression,
  placed: PlacedDeclaration<MapDeclaration>,
  context: DeclarationContext,
): void {
  const text = constantText(other);
  const never = text === undefined ? undefined : neverGives(side, text, context);
  if (never === undefined) return;
  const { reason, instead } = never;
  const cure = instead === undefined ? '' : ` Write ${quotedText(instead)}.`;
  context.report(placed, other, {
    message: `This comparison is always ${operator === '=' ? 'False' : 'True'}: ${reason}.${cure}`,
    fixes:
      instead === undefined
        ? []
        : [
            {
              title: `Write ${quotedText(instead)}`,
              ...(decidesRow(placed.declaration.target?.text) ? {} : { preferred: true }),
              edits: [editOf(placed, other, quotedText(instead))],
            },
          ],
  });
}
