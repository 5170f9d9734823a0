import { functionSignatures } from '../../catalog/functions.ts';
import { arityProblem } from '../../expressions/arity.ts';
import type { Rule } from '../diagnostic.ts';
import { isBroken } from '../expression-sites.ts';
import { eachExpression } from '../expressions.ts';

/** A call gives its function as many arguments as it takes; empty slots count, except at the end. */
export const argumentCount: Rule = {
  code: 'SFM2004',
  severity: 'error',
  title: 'Wrong number of arguments',
  page: {
    why: 'A call gives a function more or fewer arguments than it takes. An argument that is left out in the middle keeps its comma, as in `Replace([a], "x", , , "y", , )`: the slots are counted, and the message shows them all.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId   <- [personIdExternal] match 1
  mailNickname <- Left([username])
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId   <- [personIdExternal] match 1
  mailNickname <- Left([username], 20)
}
`,
    sources: [
      'Microsoft, "Reference for writing expressions for attribute mappings in Microsoft Entra Application Provisioning"',
    ],
  },
  each: eachExpression((node, placed, context) => {
    // Where the text is broken nobody knows which arguments belong to which call.
    if (node.kind !== 'call' || isBroken(placed)) return;
    const signature = functionSignatures.get(node.name);
    const message = signature === undefined ? undefined : arityProblem(signature, node);
    if (message !== undefined) context.report(placed, node.nameSpan, { message });
  }),
};
