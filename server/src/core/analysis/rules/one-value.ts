import { functionSignatures } from '../../catalog/functions.ts';
import type {
  CallExpression,
  ComparisonExpression,
  Expression,
  MapDeclaration,
  PlacedDeclaration,
} from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { onlyBranch, writeConstant } from '../expression-branches.ts';
import { constantOutcome, constantText, quotedText } from '../expression-constants.ts';
import { sameExpression } from '../expression-equality.ts';
import { eachCall, eachMapping } from '../expression-sites.ts';
import { inboundExample } from '../expression-sources.ts';
import { optionOf } from '../map-options.ts';
import { rowOf } from '../writeback-rows.ts';

type Placed = PlacedDeclaration<MapDeclaration>;

const choices = eachCall(['IIF', 'Switch'], ({ node }, placed, context) => {
  const alike = onlyBranch(node);
  if (alike !== undefined) {
    context.report(placed, node.nameSpan, {
      message: `Every branch of this ${node.name} gives the same. Write it alone, or change one of them.`,
      fixes: replaceBy(alike, node, placed, context, 'Write the branch alone'),
    });
    return;
  }
  const [decides] = node.arguments;
  if (decides === undefined) return;
  const always = node.name === 'IIF' ? constantCondition(decides) : constantText(decides);
  if (always === undefined) return;
  const taken = node.name === 'IIF' ? node.arguments[always === 'True' ? 1 : 2] : takenValue(node, always);
  context.report(placed, decides, {
    message:
      node.name === 'IIF'
        ? `This condition is always ${always}, so one branch is never taken.`
        : `The source of this Switch is always ${quotedText(always)}, so it always takes the same branch.`,
    fixes: taken === undefined ? [] : replaceBy(taken, node, placed, context, 'Write the branch that is always taken'),
  });
});

const wholes = eachMapping(({ expression }, placed, context) => {
  if (expression.kind !== 'call' || MEANT.has(expression.name)) return;
  // The choice inside is reported itself.
  if (expression.name === 'IIF' || expression.name === 'Switch') return;
  const text = constantText(expression);
  if (text === undefined || !functionSignatures.has(expression.name)) return;
  const shown = text.length > 60 ? `${quotedText(text.slice(0, 60))} …` : quotedText(text);
  context.report(placed, expression, {
    severity: 'information',
    message: `This expression reads no attribute: it is ${shown} for everybody.`,
    // A constant with a default would be a mistake of its own.
    fixes:
      optionOf(placed.declaration, 'default') === undefined
        ? [{ title: `Write ${shown}`, edits: [editOf(placed, expression, quotedText(text))] }]
        : [],
  });
});

/** Calls with a constant that say more than the constant: the log of one, the effect on the target of the other. */
const MEANT: ReadonlySet<string> = new Set(['Redact', 'IgnoreFlowIfNullOrEmpty']);

/** An expression that can be one value only; a plain constant is ordinary and no finding. */
export const oneValue: Rule = {
  code: 'SFM5013',
  severity: 'warning',
  title: 'An expression that can be one value only',
  page: {
    why: 'A condition over constants, an `IIF` with the same value twice, a `Switch` whose every branch and default are alike: such an expression gives everybody the same, and one branch was most probably meant to be another. A mapping that calls functions over constants alone is told as information: write what it gives.',
    wrong: inboundExample('  department <- IIF([countryOfCompany] = "DEU", [department], [department])\n'),
    right: inboundExample('  department <- IIF([countryOfCompany] = "DEU", [department], [division])\n'),
  },
  each: {
    map(placed, context) {
      choices.map?.(placed, context);
      wholes.map?.(placed, context);
    },
  },
};

function constantCondition(condition: Expression): 'True' | 'False' | undefined {
  if (condition.kind === 'comparison') {
    const same = alwaysSame(condition);
    if (same !== undefined) return same;
  }
  const outcome = constantOutcome(condition);
  if (outcome?.state !== 'value' || typeof outcome.value !== 'string') return undefined;
  const text = outcome.value.toLowerCase();
  return text === 'true' ? 'True' : text === 'false' ? 'False' : undefined;
}

/** `[a] = [a]`; random values differ from themselves. */
function alwaysSame({ operator, left, right }: ComparisonExpression): 'True' | 'False' | undefined {
  if (left.kind !== 'attribute' || !sameExpression(left, right)) return undefined;
  return operator === '=' || operator === '<=' || operator === '>=' ? 'True' : 'False';
}

function takenValue({ arguments: slots }: CallExpression, source: string): Expression | undefined {
  for (let slot = 2; slot + 1 < slots.length; slot += 2) {
    const key = constantText(slots[slot]);
    if (key === undefined) return undefined;
    if (key === source) return slots[slot + 1];
  }
  return slots[1];
}

function replaceBy(
  part: Expression,
  call: Expression,
  placed: Placed,
  context: DeclarationContext,
  title: string,
): Fix[] {
  // A constant type must agree with the paths of its phone; until it is one, nobody has compared them.
  if (context.direction === 'writeback' && rowOf(placed.declaration.target?.text ?? '', 'type') !== undefined)
    return [];
  const text = context.textOf(placed, part);
  const edits =
    part.kind === 'string' ? writeConstant(placed, call, text, context.textOf) : [editOf(placed, call, text)];
  // What a reference is fed from is judged when it is no choice any more.
  const isReference = context.target(placed.declaration.target?.text ?? '')?.type === 'Reference';
  return edits === undefined || isReference ? [] : [{ title, edits }];
}
