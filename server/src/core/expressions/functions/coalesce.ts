import type { ExpressionFunction } from '../function.ts';
import { isEmpty, NULL } from '../function.ts';

/**
 * `Coalesce(source1, …, default)`: the first source that is neither null nor empty; an empty constant in the last place
 * is returned as it stands. The function reference tests null alone, Microsoft's SuccessFactors expression guide shows
 * an empty source passed over: we follow the guide. Sources after the chosen one are not evaluated.
 */
export const coalesce: ExpressionFunction = {
  name: 'Coalesce',
  evaluate(args) {
    for (let i = 0; i < args.count; i++) {
      const outcome = args.outcome(i);
      if (outcome.state === 'error' || outcome.state === 'dropped') return outcome;
      const last = i === args.count - 1;
      if (outcome.state === 'value' && (last || !isEmpty(outcome.value))) return outcome;
    }
    return NULL;
  },
};
