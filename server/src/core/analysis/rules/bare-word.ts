import { functionSignatures } from '../../catalog/functions.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { forEachExpression } from '../expressions.ts';

const COMPARE_TYPES: ReadonlySet<string> = new Set(['vbTextCompare', 'vbBinaryCompare']);

/** Only the compare types of InStr are written without quotes or brackets. */
export const bareWord: Rule = {
  code: 'SFM2006',
  severity: 'error',
  title: 'A word without quotes or brackets',
  check(context) {
    forEachExpression(context, (node, placed) => {
      if (node.kind !== 'identifier' || COMPARE_TYPES.has(node.name)) return;
      const write = (title: string, text: string, preferred: boolean) => ({
        title,
        preferred,
        edits: [editOf(placed, node, text)],
      });
      const known = context.model.sources.has(node.name);
      const isFunction = functionSignatures.has(node.name);
      context.report(placed, node, {
        message: isFunction
          ? `${node.name} is a function: its arguments follow in parentheses.`
          : `${node.name} stands here without quotes or brackets. Write [${node.name}] for an attribute or "${node.name}" for a text.`,
        fixes: isFunction
          ? [write(`Write ${node.name}()`, `${node.name}()`, true)]
          : [
              write(`Read the attribute [${node.name}]`, `[${node.name}]`, known),
              write(`Write the text "${node.name}"`, `"${node.name}"`, !known),
            ],
      });
    });
  },
};
