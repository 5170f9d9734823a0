import { evaluateExpression } from '../expressions/evaluate.ts';
import { expressionFunctions } from '../expressions/functions.ts';
import { CHECK_EFFORT } from '../expressions/limits.ts';
import { expandParameters, parameterReferences } from '../language/parameters.ts';
import type { Expression, StringExpression } from '../language/syntax.ts';
import { childrenOf } from '../language/walk.ts';
import type { Outcome } from '../mapping/outcome.ts';
import { isSound } from './expression-sites.ts';

/** Whether a part gives the same for everybody: it reads no attribute, no clock and no parameter. */
export function isConstant(node: Expression): boolean {
  switch (node.kind) {
    case 'attribute':
    case 'missing':
      return false;
    case 'string':
      return parameterReferences(node.value).length === 0;
    case 'call':
      if ((expressionFunctions.get(node.name)?.needs?.length ?? 1) > 0) return false;
  }
  return childrenOf(node).every(isConstant);
}

/** What a constant part gives, found out by the evaluator; undefined where it is none, or is broken. */
export function constantOutcome(node: Expression): Outcome | undefined {
  if (!isConstant(node)) return undefined;
  if (node.kind === 'string' && !node.value.includes('{{')) return { state: 'value', value: node.value };
  if (!isSound(node)) return undefined;
  return evaluateExpression(node, { ...CHECK_EFFORT, attribute: () => undefined });
}

/** The text that a constant part gives. */
export function constantText(node: Expression | undefined): string | undefined {
  const outcome = node === undefined ? undefined : constantOutcome(node);
  return outcome?.state === 'value' && typeof outcome.value === 'string' ? outcome.value : undefined;
}

/** A text with its parameters replaced; undefined while one of them has no value. */
export function expandedText(text: string, parameters: ReadonlyMap<string, string> | undefined): string | undefined {
  const known = parameterReferences(text).every(({ name }) => parameters?.has(name) === true);
  return known ? expandParameters(text, parameters) : undefined;
}

/** A constant that stands there as such: a text without parameters, or a number. */
export function literalText(node: Expression | undefined): string | undefined {
  return node?.kind === 'string' || node?.kind === 'number' ? constantText(node) : undefined;
}

/** Whether a text in quotes is the empty one. */
export function isEmptyText(node: Expression | undefined): node is StringExpression {
  return node?.kind === 'string' && node.value === '';
}

/** Writes a text as a constant of the language. */
export function quotedText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
