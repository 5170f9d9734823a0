import type { CallExpression, Expression, MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Rule, relatedTo } from '../diagnostic.ts';
import { constantText, quotedText } from '../expression-constants.ts';
import { sameExpression } from '../expression-equality.ts';
import { neverGives } from '../expression-never.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';
import { decidesRow } from '../writeback-rows.ts';

/** Keys that no source is ever equal to. Switch compares in exact case. */
export const switchKeys: Rule = {
  code: 'SFM5014',
  severity: 'warning',
  title: 'A key of Switch that is never taken',
  page: {
    why: '`Switch` compares in exact case and takes the first key that is equal. So a key that stands twice is taken once, `ToLower([x])` is never equal to `"Active"`, and a Boolean reaches expressions as `True` or `False`, never as `true`. Everybody whom such a key was for gets the default.',
    wrong: inboundExample(
      '  employeeType <- Switch(ToLower([isContingentWorker]), "Employee", "True", "Contractor")\n',
    ),
    right: inboundExample(
      '  employeeType <- Switch(ToLower([isContingentWorker]), "Employee", "true", "Contractor")\n',
    ),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(['Switch'], ({ node }, placed, context) => {
    const [source] = node.arguments;
    if (source === undefined) return;
    const seen = new Map<string, Expression>();
    const keys = new Set(
      node.arguments.map((key, slot) => (slot > 1 && slot % 2 === 0 ? constantText(key) : undefined)),
    );
    for (let slot = 2; slot + 1 < node.arguments.length; slot += 2) {
      const key = node.arguments[slot];
      const text = constantText(key);
      if (key === undefined || text === undefined) continue;
      const first = seen.get(text);
      if (first !== undefined) {
        reportTwice(node, slot, first, text, placed, context);
        continue;
      }
      seen.set(text, key);
      // A source that is a constant is always the same: that is another rule's word.
      if (constantText(source) === undefined) reportNever(source, key, text, keys, placed, context);
    }
  }),
};

type Placed = PlacedDeclaration<MapDeclaration>;

function reportTwice(
  call: CallExpression,
  slot: number,
  first: Expression,
  text: string,
  placed: Placed,
  context: DeclarationContext,
): void {
  const key = call.arguments[slot];
  const value = call.arguments[slot + 1];
  const before = call.commas[slot - 1];
  if (key === undefined) return;
  const others = call.arguments.filter((_, other) => other % 2 === 1 && other !== slot + 1);
  const wouldBeAlike = others.every((other) => other !== undefined && sameExpression(other, others[0]));
  const fixes =
    value === undefined || before === undefined || wouldBeAlike
      ? []
      : [
          {
            title: `Remove the second ${quotedText(text)}`,
            edits: [editOf(placed, { start: before, end: value.end }, '')],
          },
        ];
  context.report(placed, key, {
    message: `The key ${quotedText(text)} stands twice in this Switch. The first one is taken.`,
    fixes,
    related: relatedTo(placed, first, `The first ${quotedText(text)}`),
  });
}

function reportNever(
  source: Expression,
  key: Expression,
  text: string,
  keys: ReadonlySet<string | undefined>,
  placed: Placed,
  context: DeclarationContext,
): void {
  const never = neverGives(source, text, context);
  if (never === undefined) return;
  const { reason } = never;
  const instead = keys.has(never.instead) ? undefined : never.instead;
  const cure = instead === undefined ? '' : ` Write ${quotedText(instead)}.`;
  context.report(placed, key, {
    message: `This key is never taken: ${reason}, and keys are compared in exact case.${cure}`,
    fixes:
      instead === undefined
        ? []
        : [
            {
              title: `Write ${quotedText(instead)}`,
              ...(decidesRow(placed.declaration.target?.text) ? {} : { preferred: true }),
              edits: [editOf(placed, key, quotedText(instead))],
            },
          ],
  });
}
