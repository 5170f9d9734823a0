import type { CallExpression } from '../../language/syntax.ts';
import { editOf, type Fix, type Rule } from '../diagnostic.ts';
import { type ArgumentProblem, argumentProblems } from '../expression-arguments.ts';
import { constantText, isConstant } from '../expression-constants.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

/** Those of which another rule says more. */
const OTHERS: ReadonlySet<string> = new Set(['Item', 'RandomString']);

/** The starts that are counted from 1. */
const COUNTED_FROM_1: ReadonlySet<string> = new Set(['InStr 2', 'Mid 1']);

/** An argument with which the call fails for everybody: the evaluator itself says so. */
export const argumentValue: Rule = {
  code: 'SFM5010',
  severity: 'error',
  title: 'An argument that the function cannot take',
  page: {
    why: 'A constant, or what another function gives, is of a kind that this function cannot take: a word where a whole number is needed, a start below 1, a text that is no date, a number as a condition. The call then fails for every person. sfmap finds it by running the function.',
    wrong: inboundExample('  mailNickname <- Mid([username], 0, 8)\n'),
    right: inboundExample('  mailNickname <- Mid([username], 1, 8)\n'),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(undefined, ({ node }, placed, context) => {
    if (OTHERS.has(node.name)) return;
    for (const problem of argumentProblems(node, context)) {
      if (isInterval(node, problem)) continue;
      const fixes: Fix[] = startsAtZero(node, problem)
        ? [{ title: 'Start at the first character', preferred: true, edits: [editOf(placed, problem.span, '1')] }]
        : [];
      context.report(placed, problem.span, { message: problem.message, fixes });
    }
  }),
};

/** SFM5008 knows how intervals are meant. */
function isInterval({ name }: CallExpression, { slot }: ArgumentProblem): boolean {
  return slot === 0 && (name === 'DateAdd' || name === 'DateDiff');
}

function startsAtZero(call: CallExpression, { slot }: ArgumentProblem): boolean {
  if (slot === undefined || !COUNTED_FROM_1.has(`${call.name} ${slot}`)) return false;
  const [source] = call.arguments;
  // Of constants alone, or without a length, the call would be one value.
  if (source === undefined || isConstant(source) || (constantText(call.arguments[2]) === '0' && slot !== 2))
    return false;
  return /^[+-]?0+$/.test(constantText(call.arguments[slot]) ?? '');
}
