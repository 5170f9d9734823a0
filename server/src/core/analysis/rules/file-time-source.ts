import { editOf, type Rule } from '../diagnostic.ts';
import { kindOf, resultsOf } from '../expression-kinds.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

/** NumFromDate takes ISO 8601, and the dates of SuccessFactors are not written so. */
export const fileTimeSource: Rule = {
  code: 'SFM5020',
  severity: 'warning',
  title: 'NumFromDate over a date of SuccessFactors as it stands',
  page: {
    why: '`NumFromDate` takes a date in ISO 8601. A date of SuccessFactors reaches expressions as `12/31/2025 12:00:00 AM`, so Microsoft says to write it anew with `FormatDateTime` first. sfmap reads both; Entra is documented for one.',
    wrong: inboundExample('  accountExpires <- NumFromDate([endDate])\n', 'ActiveDirectory').replace(
      'map {',
      'target {\n  accountExpires : String\n}\n\nmap {',
    ),
    right: inboundExample(
      '  accountExpires <- NumFromDate(FormatDateTime([endDate], , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd"))\n',
      'ActiveDirectory',
    ).replace('map {', 'target {\n  accountExpires : String\n}\n\nmap {'),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(['NumFromDate'], ({ node }, placed, context) => {
    const [argument] = node.arguments;
    if (argument === undefined || context.direction !== 'inbound') return;
    for (const part of resultsOf(argument)) {
      if (part.kind !== 'attribute' || kindOf(part, context) !== 'date') continue;
      const better = `FormatDateTime([${part.name}], , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd")`;
      context.report(placed, part, {
        message: `NumFromDate takes ISO 8601, and [${part.name}] reaches it as 12/31/2025 12:00:00 AM. Write it anew with FormatDateTime first.`,
        fixes: [{ title: `Write ${better}`, preferred: true, edits: [editOf(placed, part, better)] }],
      });
    }
  }),
};
