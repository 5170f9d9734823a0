import { functionSignatures } from '../../catalog/functions.ts';
import type { Rule } from '../diagnostic.ts';
import { eachExpression } from '../expressions.ts';
import { suggestion } from '../suggestion.ts';

/** Entra refuses a function that it does not know; names are case-sensitive. */
export const unknownFunction: Rule = {
  code: 'SFM2001',
  severity: 'error',
  title: 'Unknown function',
  page: {
    why: 'The expression calls a function that Entra does not have. Names are case-sensitive: `join` is not `Join`. The portal refuses to save such a mapping.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Jion(" ", [firstName], [lastName])
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Join(" ", [firstName], [lastName])
}
`,
    sources: [
      'Microsoft, "Reference for writing expressions for attribute mappings in Microsoft Entra Application Provisioning"',
    ],
  },
  each: eachExpression((node, placed, context) => {
    if (node.kind !== 'call' || functionSignatures.has(node.name)) return;
    const { question, fixes } = suggestion(node.name, functionSignatures.keys(), placed, node.nameSpan);
    context.report(placed, node.nameSpan, { message: `There is no function ${node.name}.${question}`, fixes });
  }),
};
