import type { CallExpression, Expression } from '../../language/syntax.ts';
import { editOf, type Fix, type Rule, type Severity } from '../diagnostic.ts';
import { newlyAlike } from '../expression-branches.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

const NAME = 'IgnoreFlowIfNullOrEmpty';

/** Functions that hand on a value: inside them the wrapper does what the outermost one does, for one branch. */
const BRANCHES: ReadonlySet<string> = new Set(['IIF', 'Switch', 'Coalesce', 'Redact']);

/** IgnoreFlowIfNullOrEmpty wraps the whole expression: it decides whether the target is touched. */
export const ignoreFlowPlace: Rule = {
  code: 'SFM5004',
  severity: 'warning',
  title: 'IgnoreFlowIfNullOrEmpty inside another function',
  page: {
    why: '`IgnoreFlowIfNullOrEmpty` is no value and no Boolean: it takes the whole target out of the change when what it wraps is empty. As the condition of `IIF` it is not supported. Inside `Join` or another function it drops the target as soon as one part is empty, which is rarely meant. Microsoft says to put it around the whole expression.',
    wrong: inboundExample('  displayName <- IIF(IgnoreFlowIfNullOrEmpty([gender]) = "F", [firstName], [lastName])\n'),
    right: inboundExample('  displayName <- IgnoreFlowIfNullOrEmpty(IIF([gender] = "F", [firstName], [lastName]))\n'),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall([NAME], ({ node, parents }, placed, context) => {
    const root = parents.at(-1);
    const [argument] = node.arguments;
    if (root === undefined || argument === undefined) return;
    const place = placeOf(node, parents);
    const text = (start: number, end: number) => context.textOf(placed, { start, end });
    const inside = text(argument.start, argument.end);
    const whole = text(root.start, node.start) + inside + text(node.end, root.end);
    const wrapped = root.kind === 'call' && root.name === NAME;
    const title = wrapped ? 'Remove it here: the whole expression is wrapped' : 'Put it around the whole expression';
    // Where it is all that tells two branches apart, it is no slip.
    const fixes: Fix[] =
      newlyAlike(root, node, argument) === undefined
        ? [{ title, edits: [editOf(placed, root, wrapped ? whole : `${NAME}(${whole})`)] }]
        : [];
    context.report(placed, node.nameSpan, { severity: place.severity, message: place.message, fixes });
  }),
};

function placeOf(node: Expression, parents: readonly Expression[]): { severity: Severity; message: string } {
  const root = parents.at(-1);
  let child = node;
  let branch = true;
  for (const parent of parents) {
    if (isCondition(child, parent)) {
      return {
        severity: 'error',
        message: `${NAME} is no condition: IIF does not support it. Put it around the whole IIF.`,
      };
    }
    branch &&= parent.kind === 'call' && (BRANCHES.has(parent.name) || parent.name === NAME);
    child = parent;
  }
  if (root?.kind === 'call' && root.name === NAME) {
    return { severity: 'information', message: `The whole expression stands in ${NAME} already.` };
  }
  if (branch) {
    return {
      severity: 'information',
      message: `Microsoft shows ${NAME} around the whole expression alone. Here it drops the target for one branch.`,
    };
  }
  return {
    severity: 'warning',
    message: `When this is empty, the whole target is dropped, whatever stands around it. Put ${NAME} around the whole expression.`,
  };
}

function isCondition(child: Expression, parent: Expression): boolean {
  return parent.kind === 'call' && parent.name === 'IIF' && (parent as CallExpression).arguments[0] === child;
}
