import type { Expression, Span } from '../language/syntax.ts';

/**
 * An expression of the baseline in the place of the word `baseline`, so that whatever is said about a part of it is
 * said there. Its texts hold no parameters: braces stand for themselves.
 */
export function placedExpression(expression: Expression, place: Span): Expression {
  const { start, end } = place;
  switch (expression.kind) {
    case 'call': {
      const { close: _, ...call } = expression;
      const slots = call.arguments.map((slot) => (slot === undefined ? undefined : placedExpression(slot, place)));
      return { ...call, start, end, nameSpan: { start, end }, open: end, commas: [], arguments: slots };
    }
    case 'comparison': {
      const { left, right } = expression;
      return { ...expression, start, end, left: placedExpression(left, place), right: placedExpression(right, place) };
    }
    case 'string':
      return { ...expression, start, end, value: withoutParameters(expression.value) };
    default:
      return { ...expression, start, end };
  }
}

/** A text in which `{{` is no parameter. */
export function withoutParameters(text: string): string {
  return text.replaceAll('{{', '{{{{');
}
