import { type FunctionSignature, signatureText } from '../catalog/functions.ts';
import type { CallExpression } from '../language/syntax.ts';

/**
 * What is wrong with the number of a call's arguments, in words; undefined where it is right. Empty slots count, except
 * at the end. FormatDateTime is documented with three and with four arguments: both are taken.
 */
export function arityProblem(signature: FunctionSignature, call: CallExpression): string | undefined {
  const { name, parameters, repeating } = signature;
  const written = call.arguments.findLastIndex((slot) => slot !== undefined) + 1;
  const required = requiredCount(signature);
  const shape = `Write ${signatureText(signature)}.`;
  if (written < required) {
    const least = repeating.length > 0 || required < parameters.length ? 'at least ' : '';
    return `${name} takes ${least}${countText(required)}, but this call has ${written}. ${shape}`;
  }
  const extra = written - parameters.length;
  if (repeating.length === 0) {
    const most = parameters.length;
    if (extra <= 0 || call.arguments.length <= most) return undefined;
    const limit = required < most ? 'at most ' : '';
    return `${name} takes ${limit}${countText(most)}, but this call has ${call.arguments.length}. ${shape}`;
  }
  if (repeating.length > 1 && extra % repeating.length !== 0) {
    const [first, second] = repeating;
    return `${name} takes its ${first?.name} and ${second?.name} in pairs, but the last ${first?.name} has no ${second?.name}. ${shape}`;
  }
  return undefined;
}

function requiredCount({ name, parameters, repeating }: FunctionSignature): number {
  if (name === 'FormatDateTime') return 3;
  if (name === 'SelectUniqueValue') return 2;
  if (repeating.length > 0) return parameters.length + repeating.length;
  return parameters.findLastIndex((parameter) => parameter.optional !== true) + 1;
}

function countText(count: number): string {
  return count === 1 ? '1 argument' : count === 0 ? 'no arguments' : `${count} arguments`;
}
