import type { ExpressionFunction } from '../function.ts';
import { isEmpty } from '../function.ts';

/**
 * `IgnoreFlowIfNullOrEmpty(expression)`: takes the target out of the change when the expression is null or empty, so
 * that the target keeps its value. Source: the function reference.
 */
export const ignoreFlowIfNullOrEmpty: ExpressionFunction = {
  name: 'IgnoreFlowIfNullOrEmpty',
  evaluate(args) {
    const outcome = args.outcome(0);
    if (outcome.state === 'error' || outcome.state === 'dropped') return outcome;
    if (outcome.state === 'value' && !isEmpty(outcome.value)) return outcome;
    const reason = outcome.state === 'null' ? (outcome.reason ?? 'the expression is null') : 'the expression is empty';
    return { state: 'dropped', reason };
  },
};
