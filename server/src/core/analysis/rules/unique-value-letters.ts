import type { Expression } from '../../language/syntax.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { letterParts } from '../expression-kinds.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

/** The search for a free value does not escape letters with accents. */
export const uniqueValueLetters: Rule = {
  code: 'SFM5006',
  severity: 'warning',
  title: 'SelectUniqueValue without NormalizeDiacritics',
  page: {
    why: 'To find out whether a value is free, the service searches the directory for it, and does not escape letters such as `é`: processing of that person fails. Microsoft says to nest `NormalizeDiacritics` in each rule.',
    wrong: inboundExample(
      '  mailNickname <- SelectUniqueValue(StripSpaces(Join(".", [firstName], [lastName])), NormalizeDiacritics([username])) on create\n',
      'ActiveDirectory',
    ),
    right: inboundExample(
      '  mailNickname <- SelectUniqueValue(NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName]))), NormalizeDiacritics([username])) on create\n',
      'ActiveDirectory',
    ),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(['SelectUniqueValue'], ({ node }, placed, context) => {
    for (const rule of node.arguments) {
      const name = rule === undefined ? undefined : unprotected(rule);
      if (rule === undefined || name === undefined) continue;
      const text = context.textOf(placed, rule);
      context.report(placed, rule, {
        message: `The search for a free value fails on letters such as é in ${name}. Put NormalizeDiacritics around this rule.`,
        fixes: [
          {
            title: 'Put NormalizeDiacritics around this rule',
            preferred: true,
            edits: [editOf(placed, rule, `NormalizeDiacritics(${text})`)],
          },
        ],
      });
    }
  }),
};

/** Ids hold digits and plain letters. */
const ID = /(?:Id|External|Uuid)$/;

/** An attribute that is not inside NormalizeDiacritics. */
function unprotected(node: Expression): string | undefined {
  if (node.kind === 'attribute') return ID.test(node.name) ? undefined : node.name;
  if (node.kind === 'call' && node.name === 'NormalizeDiacritics') return undefined;
  for (const child of letterParts(node)) {
    const name = unprotected(child);
    if (name !== undefined) return name;
  }
  return undefined;
}
