import { editOf, type Rule } from '../diagnostic.ts';
import { eachCall } from '../expression-sites.ts';
import { EXPRESSION_GUIDE, FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

/** FormatDateTime is documented with three and with four arguments. */
export const formatDateTimeThree: Rule = {
  code: 'SFM5018',
  severity: 'information',
  title: 'FormatDateTime with three arguments',
  page: {
    why: 'The function reference gives `FormatDateTime` four arguments, of which the second, the styles, may be an empty slot. The SuccessFactors expression guide and the list of functions in Microsoft Graph show three. sfmap takes both. The form with four is the one that the reference describes.',
    wrong: inboundExample(
      '  extensionAttribute1 <- FormatDateTime([startDate], "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd")\n',
    ),
    right: inboundExample(
      '  extensionAttribute1 <- FormatDateTime([startDate], , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd")\n',
    ),
    sources: [FUNCTION_REFERENCE, EXPRESSION_GUIDE],
  },
  each: eachCall(['FormatDateTime'], ({ node }, placed, context) => {
    const [comma] = node.commas;
    if (node.arguments.length !== 3 || comma === undefined) return;
    context.report(placed, node.nameSpan, {
      message:
        'Microsoft documents FormatDateTime with three and with four arguments; the reference has four, with a slot for styles.',
      fixes: [
        { title: 'Write an empty slot for the styles', edits: [editOf(placed, { start: comma, end: comma }, ', ')] },
      ],
    });
  }),
};
