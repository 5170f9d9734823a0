import { type FunctionSignature, functionSignatures } from '../../catalog/functions.ts';
import { nearestName } from '../../nearest-name.ts';
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
      const { sources } = context.model;
      const attribute = sources.has(node.name) ? node.name : nearestName(node.name, sources.keys());
      const signature = functionSignatures.get(node.name);
      context.report(placed, node, {
        message:
          signature !== undefined
            ? `${node.name} is a function: its arguments follow in parentheses.`
            : `${node.name} stands here without quotes or brackets. Write [${node.name}] for an attribute or "${node.name}" for a text.`,
        fixes:
          signature !== undefined
            ? takesNothing(signature)
              ? [write(`Write ${node.name}()`, `${node.name}()`, true)]
              : []
            : [
                ...(attribute === undefined
                  ? []
                  : [write(`Read the attribute [${attribute}]`, `[${attribute}]`, attribute === node.name)]),
                write(`Write the text "${node.name}"`, `"${node.name}"`, attribute !== node.name),
              ],
      });
    });
  },
};

function takesNothing({ parameters, repeating }: FunctionSignature): boolean {
  return parameters.length === 0 && repeating.length === 0;
}
