import { type FunctionSignature, functionSignatures, signatureText } from '../../catalog/functions.ts';
import type { CallExpression } from '../../language/syntax.ts';
import type { Rule } from '../diagnostic.ts';
import { eachExpression } from '../expressions.ts';

/** A call gives its function as many arguments as it takes; empty slots count, except at the end. */
export const argumentCount: Rule = {
  code: 'SFM2004',
  severity: 'error',
  title: 'Wrong number of arguments',
  page: {
    why: 'A call gives a function more or fewer arguments than it takes. An argument that is left out in the middle keeps its comma, as in `Replace([a], "x", , , "y", , )`: the slots are counted, and the message shows them all.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId   <- [personIdExternal] match 1
  mailNickname <- Left([username])
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId   <- [personIdExternal] match 1
  mailNickname <- Left([username], 20)
}
`,
    sources: [
      'Microsoft, "Reference for writing expressions for attribute mappings in Microsoft Entra Application Provisioning"',
    ],
  },
  each: eachExpression((node, placed, context) => {
    if (node.kind !== 'call') return;
    const signature = functionSignatures.get(node.name);
    const message = signature === undefined ? undefined : complaint(signature, node);
    if (message !== undefined) context.report(placed, node.nameSpan, { message });
  }),
};

function complaint(signature: FunctionSignature, call: CallExpression): string | undefined {
  const { name, parameters, repeating } = signature;
  const written = writtenArguments(call);
  const required = requiredCount(signature);
  const shape = `Write ${signatureText(signature)}.`;
  if (written < required) {
    return `${name} takes ${repeating.length > 0 ? 'at least ' : ''}${countText(required)}, but this call has ${written}. ${shape}`;
  }
  const extra = written - parameters.length;
  if (repeating.length === 0) {
    const most = parameters.length;
    return extra > 0 && call.arguments.length > most
      ? `${name} takes ${required < most ? 'at most ' : ''}${countText(most)}, but this call has ${call.arguments.length}. ${shape}`
      : undefined;
  }
  if (repeating.length > 1 && extra % repeating.length !== 0) {
    return `${name} takes its ${repeating.map((parameter) => parameter.name).join(' and ')} in pairs, but the last ${repeating[0]?.name} has no ${repeating[1]?.name}. ${shape}`;
  }
  return undefined;
}

/** Slots up to the last one that holds something: `Replace([x], "a", , , "b", , )` ends at its fifth. */
function writtenArguments({ arguments: slots }: CallExpression): number {
  let count = slots.length;
  while (count > 0 && slots[count - 1] === undefined) count--;
  return count;
}

/** FormatDateTime is documented with three and with four arguments; both are taken. */
function requiredCount({ name, parameters, repeating }: FunctionSignature): number {
  if (name === 'FormatDateTime') return 3;
  const lastRequired = parameters.findLastIndex((parameter) => parameter.optional !== true) + 1;
  return repeating.length > 0 ? parameters.length + repeating.length : lastRequired;
}

function countText(count: number): string {
  return count === 1 ? '1 argument' : count === 0 ? 'no arguments' : `${count} arguments`;
}
