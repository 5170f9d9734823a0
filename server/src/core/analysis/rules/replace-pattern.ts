import { type NetRegex, RegexProblem, readNetRegex } from '../../expressions/dotnet/regex.ts';
import { evaluateExpression } from '../../expressions/evaluate.ts';
import { flow } from '../../expressions/function.ts';
import { CHECK_EFFORT } from '../../expressions/limits.ts';
import type { CallExpression, MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { nearestName } from '../../nearest-name.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { constantText, isConstant, isEmptyText, quotedText } from '../expression-constants.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample, REGULAR_EXPRESSIONS } from '../expression-sources.ts';

type Placed = PlacedDeclaration<MapDeclaration>;

/** The regular expression of Replace, its groups, and which of its slots are filled together. */
export const replacePattern: Rule = {
  code: 'SFM5016',
  severity: 'error',
  title: 'Replace that fails: pattern, group or slots',
  page: {
    why: '`Replace` works in several ways, and the slots that are filled say which: an oldValue with a replacementValue or a template, or a regexPattern with a replacementValue, a group, or both. The pattern is one of .NET: each group and class must be closed, and a group that the call names must be in it.',
    wrong: inboundExample('  mobile <- Replace([cellPhone], , "[()\\\\s-+", , "", , )\n'),
    right: inboundExample('  mobile <- Replace([cellPhone], , "[()\\\\s-]+", , "", , )\n'),
    sources: [FUNCTION_REFERENCE, REGULAR_EXPRESSIONS],
  },
  each: eachCall(['Replace'], ({ node }, placed, context) => {
    const pattern = constantText(node.arguments[2]);
    const regex = pattern === undefined ? undefined : checkedPattern(node, pattern, placed, context);
    if (pattern !== undefined && regex === undefined) return;
    if (regex !== undefined && !checkGroup(node, regex, placed, context)) return;
    const problem = slotProblem(node);
    if (problem !== undefined) context.report(placed, node.nameSpan, { message: problem });
    else if (regex !== undefined) checkReplacement(node, regex, placed, context);
  }),
};

function checkedPattern(
  { arguments: slots, nameSpan }: CallExpression,
  pattern: string,
  placed: Placed,
  context: DeclarationContext,
): NetRegex | undefined {
  try {
    return readNetRegex(pattern);
  } catch (problem) {
    if (!(problem instanceof RegexProblem)) throw problem;
    const ours = problem.message.includes('sfmap');
    context.report(placed, slots[2] ?? nameSpan, {
      severity: ours ? 'information' : 'error',
      message: ours
        ? `${problem.message} Entra may run this pattern; sfmap shows no value for it.`
        : `This is no regular expression of .NET. ${problem.message}`,
    });
    return undefined;
  }
}

/** Whether the group that the call names is in the pattern. */
function checkGroup(
  { arguments: slots }: CallExpression,
  regex: NetRegex,
  placed: Placed,
  context: DeclarationContext,
) {
  const node = slots[3];
  const group = constantText(node);
  if (node === undefined || group === undefined || regex.groups.includes(group)) return true;
  const near = nearestName(group, regex.groups);
  const known = regex.groups.length === 0 ? 'It has no group' : `It has ${regex.groups.join(', ')}`;
  const fixes: Fix[] =
    near === undefined
      ? []
      : [{ title: `Write ${quotedText(near)}`, preferred: true, edits: [editOf(placed, node, quotedText(near))] }];
  context.report(placed, node, { message: `The pattern has no group ${quotedText(group)}. ${known}.`, fixes });
  return false;
}

/** What is wrong with the slots that are filled, in the evaluator's words. A group that is not known is not judged. */
function slotProblem(call: CallExpression): string | undefined {
  const [, old, pattern, group, replacement] = call.arguments;
  // The two ways in which most calls are written.
  if (replacement !== undefined && group === undefined) {
    if (old === undefined && pattern !== undefined) return undefined;
    if (old !== undefined && pattern === undefined && !isEmptyText(old)) return undefined;
  }
  if (group !== undefined && !(isConstant(group) && pattern !== undefined && isConstant(pattern))) return undefined;
  const errors = ['a', ''].map((text) => {
    const outcome = evaluateExpression(call, {
      ...CHECK_EFFORT,
      attribute: () => undefined,
      given: (node) => (node !== call && call.arguments.includes(node) && !isConstant(node) ? flow(text) : undefined),
    });
    return outcome.state === 'error' ? outcome.error : undefined;
  });
  return errors.includes(undefined) ? undefined : errors[0];
}

const NAMED = /\$\$|\$\{([A-Za-z_]\w*)\}/g;

/** `${name}` of a group that the pattern lacks stays as it stands. */
function checkReplacement(
  { arguments: slots }: CallExpression,
  regex: NetRegex,
  placed: Placed,
  context: DeclarationContext,
) {
  const node = slots[4];
  const text = constantText(node);
  if (node === undefined || text === undefined || slots[3] !== undefined) return;
  for (const [written, name] of text.matchAll(NAMED)) {
    if (name === undefined || regex.groups.includes(name)) continue;
    const near = nearestName(name, regex.groups);
    const fixes: Fix[] =
      near === undefined
        ? []
        : [
            {
              title: `Write \${${near}}`,
              preferred: true,
              edits: [editOf(placed, node, quotedText(text.replaceAll(written, `\${${near}}`)))],
            },
          ];
    context.report(placed, node, {
      severity: 'warning',
      message: `The pattern has no group ${name}, so ${written} stays in the text as it stands.`,
      fixes,
    });
    return;
  }
}
