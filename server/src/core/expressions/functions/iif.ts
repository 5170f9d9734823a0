import { condition } from '../condition.ts';
import type { ExpressionFunction } from '../function.ts';

/**
 * `IIF(condition, valueIfTrue, valueIfFalse)`: only the branch that is taken is evaluated. Conditions over null or
 * empty attributes evaluate normally: the function reference calls them unsupported, while the integration reference
 * and the write-back tutorial recommend them; we follow the latter.
 */
export const iif: ExpressionFunction = {
  name: 'IIF',
  evaluate(args) {
    const outcome = args.outcome(0);
    if (outcome.state === 'error') return outcome;
    if (outcome.state === 'dropped') {
      return { state: 'error', error: 'IIF does not take IgnoreFlowIfNullOrEmpty as its condition.' };
    }
    const test = condition(outcome, 'The condition of IIF');
    if (typeof test !== 'boolean') return test;
    return args.outcome(test ? 1 : 2);
  },
};
