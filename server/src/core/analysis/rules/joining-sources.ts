import { attributesOf } from '../../language/walk.ts';
import type { Rule } from '../diagnostic.ts';
import { eachMapping } from '../expression-sites.ts';
import { CUSTOMIZE_MAPPINGS, inboundExample } from '../expression-sources.ts';

/** People are matched by one source attribute. */
export const joiningSources: Rule = {
  code: 'SFM5023',
  severity: 'error',
  title: 'A matching attribute from several source attributes',
  page: {
    why: 'The expression of a matching (joining) attribute may change its source, but reads one source attribute alone: matching on a combination is not supported. Entra refuses to save such a mapping with the error SchemaInvalid, "has more than one SourceName".',
    wrong: inboundExample('  mailNickname <- Join(".", [userId], [personId]) match 2\n'),
    right: inboundExample('  mailNickname <- ToLower([username]) match 2\n'),
    sources: [CUSTOMIZE_MAPPINGS],
  },
  each: eachMapping(({ target, expression }, placed, context) => {
    if (!placed.declaration.options.some(({ kind }) => kind === 'match')) return;
    const names = [...attributesOf(expression)];
    if (names.length < 2) return;
    const last = names.at(-1) ?? '';
    const most = names.length > 4 ? [...names.slice(0, 3), '…'] : names.slice(0, -1);
    context.report(placed, expression, {
      message: `People are matched by ${target}, and its expression reads ${most.join(', ')} and ${last}. Entra takes one source attribute there.`,
    });
  }),
};
