import { functionSignatures } from '../../catalog/functions.ts';
import { expressionFunctions } from '../../expressions/functions.ts';
import type { Rule } from '../diagnostic.ts';
import { forEachExpression } from '../expressions.ts';
import { suggestion } from '../suggestion.ts';

/** Entra refuses a function that it does not know; names are case-sensitive. */
export const unknownFunction: Rule = {
  code: 'SFM2001',
  severity: 'error',
  title: 'Unknown function',
  check(context) {
    forEachExpression(context, (node, placed) => {
      if (node.kind !== 'call') return;
      if (!functionSignatures.has(node.name)) {
        const { question, fixes } = suggestion(node.name, functionSignatures.keys(), placed, node.nameSpan);
        context.report(placed, node.nameSpan, { message: `There is no function ${node.name}.${question}`, fixes });
      } else if (!expressionFunctions.has(node.name)) {
        context.report(placed, node.nameSpan, {
          severity: 'information',
          message: `${node.name} is a function of Entra, but this version of sfmap does not evaluate it yet: its value is not shown.`,
        });
      }
    });
  },
};
