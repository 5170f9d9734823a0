import type { Rule } from '../diagnostic.ts';
import { argumentProblems } from '../expression-arguments.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

/** A random text has room for all that it must hold, and at most 256 characters. */
export const randomString: Rule = {
  code: 'SFM5009',
  severity: 'error',
  title: 'Lengths of RandomString',
  page: {
    why: 'The length of `RandomString` is 256 at most, and at least the sum of the minimums behind it: numbers, special characters, capitals and small letters. Otherwise no account gets a value.',
    wrong: inboundExample('  extensionAttribute1 <- RandomString(6, 3, 2, 2, 2) on create\n'),
    right: inboundExample('  extensionAttribute1 <- RandomString(12, 3, 2, 2, 2) on create\n'),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(['RandomString'], ({ node }, placed, context) => {
    for (const { span, message } of argumentProblems(node, context)) context.report(placed, span, { message });
  }),
};
