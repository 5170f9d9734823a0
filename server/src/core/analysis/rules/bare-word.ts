import { type FunctionSignature, functionSignatures } from '../../catalog/functions.ts';
import { nearestName } from '../../nearest-name.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { eachExpression } from '../expressions.ts';

const COMPARE_TYPES: ReadonlySet<string> = new Set(['vbTextCompare', 'vbBinaryCompare']);

/** Only the compare types of InStr are written without quotes or brackets. */
export const bareWord: Rule = {
  code: 'SFM2006',
  severity: 'error',
  title: 'A word without quotes or brackets',
  page: {
    why: 'A word in an expression is neither an attribute in brackets nor a text in quotes. Only the compare types of `InStr`, `vbTextCompare` and `vbBinaryCompare`, are written so.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Join(" ", firstName, [lastName])
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Join(" ", [firstName], [lastName])
}
`,
    sources: [
      'Microsoft, "Reference for writing expressions for attribute mappings in Microsoft Entra Application Provisioning"',
    ],
  },
  each: eachExpression((node, placed, context) => {
    if (node.kind !== 'identifier' || COMPARE_TYPES.has(node.name)) return;
    const write = (title: string, text: string, preferred: boolean) => ({
      title,
      preferred,
      edits: [editOf(placed, node, text)],
    });
    const attribute =
      context.source(node.name) !== undefined ? node.name : nearestName(node.name, context.sourceNames());
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
  }),
};

function takesNothing({ parameters, repeating }: FunctionSignature): boolean {
  return parameters.length === 0 && repeating.length === 0;
}
