import type { Expression } from '../../language/syntax.ts';
import { attributesOf, walkExpression } from '../../language/walk.ts';
import { isExpression } from '../bind.ts';
import { editOf, type Fix, type Rule } from '../diagnostic.ts';
import type { SourceAttribute } from '../model.ts';

/**
 * A manager is a reference, which flows from one attribute as it is. Source: "Troubleshoot HR manager update issues":
 * the mapping must be direct and have one source.
 */
export const managerDirect: Rule = {
  code: 'SFM6002',
  severity: 'error',
  title: 'Manager from an expression',
  page: {
    why: `The manager of an account is a reference to another account. The provisioning service reads the manager's person id, and finds the account that belongs to it in a second step. It does that for a direct mapping of one attribute only; of an expression it gets a text that refers to nobody.

If the manager stands elsewhere in SuccessFactors, change the JSONPath of \`manager\` in the source block.`,
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal]             match 1
  manager    <- IIF(IsPresent([manager]), [manager], "")
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal]             match 1
  manager    <- [manager]
}
`,
    sources: ['Troubleshoot HR manager update issues'],
  },
  each: {
    map: (placed, context) => {
      const { target, source } = placed.declaration;
      if (context.direction !== 'inbound' || target?.text !== 'manager' || !isExpression(source)) return;
      if (placed.problems.length > 0 || source.kind === 'attribute') return;
      if (source.kind !== 'call' && source.kind !== 'string' && source.kind !== 'comparison') return;
      // Switch on a reference is a mistake of its own.
      if (callsSwitch(source)) return;
      const [first, second] = attributesOf(source);
      const only = first !== undefined && second === undefined && mayRefer(context.source(first)) ? first : undefined;
      const meant = only ?? 'manager';
      const fixes: Fix[] = [
        {
          title: `Map [${meant}] as it is`,
          ...(only === undefined ? {} : { preferred: true }),
          edits: [editOf(placed, source, `[${meant}]`)],
        },
      ];
      context.report(placed, source, {
        message: `manager is a reference: it is found only when one attribute is mapped as it is. Write [${meant}].`,
        fixes,
      });
    },
  },
};

/** An attribute of the built-in list that is no reference names nobody. */
function mayRefer(source: SourceAttribute | undefined): boolean {
  return source !== undefined && (source.type === 'Reference' || source.origin !== 'built-in');
}

function callsSwitch(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (node) => {
    found ||= node.kind === 'call' && node.name === 'Switch';
  });
  return found;
}
