import { editOf, type Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { writtenPaths } from '../written-paths.ts';

/** A JSONPath that the connector's engine would reject, or that is sure to fail when it runs. */
export const pathSyntax: Rule = {
  code: 'SFM3001',
  severity: 'error',
  title: 'JSONPath that the connector rejects',
  check(context) {
    for (const { placed, node, span } of writtenPaths(context)) {
      for (const { start, end, message, fix } of pathOf(node.text).problems.slice(0, 1)) {
        const at = span({ start, end });
        context.report(placed, at.end > at.start ? at : { start: at.start, end: at.start + 1 }, {
          message,
          fixes:
            fix === undefined || node.quoted
              ? []
              : [{ title: fix.title, preferred: true, edits: [editOf(placed, span(fix), fix.text)] }],
        });
      }
    }
  },
};
