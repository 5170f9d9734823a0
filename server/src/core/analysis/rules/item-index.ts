import { editOf, type Rule } from '../diagnostic.ts';
import { argumentProblems } from '../expression-arguments.ts';
import { constantText, isConstant } from '../expression-constants.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, writebackExample } from '../expression-sources.ts';

/** The values of a multi-valued attribute are counted from 1. */
export const itemIndex: Rule = {
  code: 'SFM5007',
  severity: 'warning',
  title: 'Index of Item',
  page: {
    why: '`Item` counts from 1. Microsoft says that the index 0 must not be used; sfmap gives an error for it.',
    wrong: writebackExample('  custom01 <- Item([otherMails], 0)\n'),
    right: writebackExample('  custom01 <- Item([otherMails], 1)\n'),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(['Item'], ({ node }, placed, context) => {
    for (const { span, slot, message } of argumentProblems(node, context)) {
      const zero = slot !== undefined && /^[+-]?0+$/.test(constantText(node.arguments[slot]) ?? '');
      const [source] = node.arguments;
      context.report(placed, span, {
        severity: zero ? 'warning' : 'error',
        message: zero ? 'Item counts from 1, and 0 must not be used. Write 1 for the first value.' : message,
        fixes:
          zero && source !== undefined && !isConstant(source)
            ? [{ title: 'Take the first value', preferred: true, edits: [editOf(placed, span, '1')] }]
            : [],
      });
    }
  }),
};
