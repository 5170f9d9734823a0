import { explainEmpty } from '../../jsonpath/explain.ts';
import { isRejected } from '../../jsonpath/path-syntax.ts';
import { expandPathParameters } from '../../language/parameters.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { writtenPaths } from '../written-paths.ts';

/**
 * A step that the sample person lacks although its parent is there. Where the parent is null, empty or not expanded
 * the step is merely not in this sample, and nothing is said.
 */
export const pathStep: Rule = {
  code: 'SFM3002',
  severity: 'error',
  title: 'Step that the sample lacks',
  check(context) {
    const { sample, model, parameters } = context;
    if (sample === undefined || model.direction !== 'inbound') return;
    for (const { placed, node, role, span } of writtenPaths(context)) {
      if (role === 'replace-from') continue;
      const parsed = pathOf(node.text);
      if (isRejected(parsed)) continue;
      const why = explainEmpty(pathOf(expandPathParameters(node.text, parameters)), sample);
      const step = why === undefined ? undefined : parsed.steps[why.step];
      if (why?.cause !== 'missing' || step === undefined) continue;
      const fixes =
        why.nearest === undefined || step.kind !== 'field' || step.quoted
          ? []
          : [{ title: `Write ${why.nearest}`, preferred: true, edits: [editOf(placed, span(step), why.nearest)] }];
      context.report(placed, span(step), { message: why.sentence, fixes });
    }
  },
};
