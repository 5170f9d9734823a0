import { type ExpressionFunction, isEmpty, valueIn } from '../function.ts';
import { fail } from '../problem.ts';
import { readText } from '../readers.ts';

/** Said of a value where nobody can know whether another account has it. */
export const IF_FREE = 'if it is free';

/**
 * `SelectUniqueValue(rule1, rule2, …)`: the value of the first rule that no other account has; later rules are not
 * evaluated. A rule that is null or empty names nobody and is passed over, which the function reference does not say.
 * An error where every value is taken: the service then holds the entry back. The rule that was taken is noted.
 */
export const selectUniqueValue: ExpressionFunction = {
  name: 'SelectUniqueValue',
  needs: ['isTaken'],
  evaluate(args) {
    const isTaken =
      args.host.isTaken ??
      fail(
        'SelectUniqueValue needs to know which values are taken. Say so with taken in a test, or --taken on the command line.',
      );
    const others: string[] = [];
    for (let rule = 0; rule < args.count; rule += 1) {
      const outcome = args.outcome(rule);
      if (outcome.state === 'error' || outcome.state === 'dropped') return outcome;
      const value = readText(valueIn(outcome), `Rule ${rule + 1} of SelectUniqueValue`);
      if (value === null || isEmpty(value)) continue;
      const taken = isTaken(value);
      if (taken !== true) {
        args.note(`rule ${rule + 1} of ${args.count}${taken === undefined ? `, ${IF_FREE}` : ''}`);
        return { state: 'value', value };
      }
      others.push(value);
    }
    if (others.length === 0) return fail('No rule of SelectUniqueValue has a value.');
    return fail(`Every value of SelectUniqueValue is taken: ${others.slice(0, 5).join(', ')}.`);
  },
};
