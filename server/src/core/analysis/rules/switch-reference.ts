import { attributesOf } from '../../language/walk.ts';
import { editOf, type Fix, type Rule } from '../diagnostic.ts';
import { callsOf, eachMapping } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample, MANAGER_ISSUES } from '../expression-sources.ts';

/** A reference such as the manager is resolved from one source; Switch gives a text. */
export const switchReference: Rule = {
  code: 'SFM5002',
  severity: 'error',
  title: 'Switch on a reference',
  page: {
    why: 'A reference such as `manager` is not written as a text: in a second pass the service looks for the account of the person that the source names. It can do so for one source attribute that is mapped directly. Microsoft says that `Switch` must not be used for references, and that choosing the manager by an expression is not supported. Choose in the JSONPath of the source attribute instead.',
    wrong: inboundExample('  manager <- Switch([emplStatus], [manager], "T", "")\n'),
    right: inboundExample('  manager <- [manager]\n'),
    sources: [FUNCTION_REFERENCE, MANAGER_ISSUES],
  },
  each: eachMapping(({ target, expression }, placed, context) => {
    const [first] = callsOf(placed, 'Switch');
    if (first === undefined || context.target(target)?.type !== 'Reference') return;
    const references = [...attributesOf(expression)].filter((name) => context.source(name)?.type === 'Reference');
    const [only] = references;
    const fixes: Fix[] =
      only === undefined || references.length > 1
        ? []
        : [{ title: `Map [${only}] as it is`, edits: [editOf(placed, expression, `[${only}]`)] }];
    context.report(placed, first.node.nameSpan, {
      fixes,
      message: `${target} is a reference, and Switch gives a text. Map one source attribute directly, and choose in its JSONPath.`,
    });
  }),
};
