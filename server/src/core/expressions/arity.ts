import { type FunctionSignature, signatureText } from '../catalog/functions.ts';
import type { CallExpression } from '../language/syntax.ts';

/**
 * What is wrong with the number of a call's arguments, in words; undefined where it is right. Empty slots count, except
 * at the end. FormatDateTime is documented with three and with four arguments: both are taken.
 */
export function arityProblem(signature: FunctionSignature, call: CallExpression): string | undefined {
  const { parameters, repeating } = signature;
  const written = call.arguments.findLastIndex((slot) => slot !== undefined) + 1;
  const required = requiredCount(signature);
  const extra = written - parameters.length;
  // No sentence is built for a call that is right: this runs at every evaluation.
  if (written < required) return tooFew(signature, required, written);
  if (repeating.length === 0) {
    return extra > 0 ? tooMany(signature, required, call.arguments.length) : undefined;
  }
  return repeating.length > 1 && extra % repeating.length !== 0 ? unpaired(signature) : undefined;
}

function requiredCount({ name, parameters, repeating }: FunctionSignature): number {
  if (name === 'FormatDateTime') return 3;
  if (name === 'SelectUniqueValue') return 2;
  if (repeating.length > 0) return parameters.length + repeating.length;
  return parameters.findLastIndex((parameter) => parameter.optional !== true) + 1;
}

function tooFew(signature: FunctionSignature, required: number, written: number): string {
  const { name, parameters, repeating } = signature;
  const least = repeating.length > 0 || required < parameters.length ? 'at least ' : '';
  return `${name} takes ${least}${countText(required)}, but this call has ${written}. Write ${signatureText(signature)}.`;
}

function tooMany(signature: FunctionSignature, required: number, written: number): string {
  const { name, parameters } = signature;
  const limit = required < parameters.length ? 'at most ' : '';
  return `${name} takes ${limit}${countText(parameters.length)}, but this call has ${written}. Write ${signatureText(signature)}.`;
}

function unpaired(signature: FunctionSignature): string {
  const [first, second] = signature.repeating;
  return `${signature.name} takes its ${first?.name} and ${second?.name} in pairs, but the last ${first?.name} has no ${second?.name}. Write ${signatureText(signature)}.`;
}

function countText(count: number): string {
  return count === 1 ? '1 argument' : count === 0 ? 'no arguments' : `${count} arguments`;
}
