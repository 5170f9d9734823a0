import type { Outcome } from '../../mapping/outcome.ts';
import { type ExpressionFunction, flow, valueIn } from '../function.ts';
import { fail } from '../problem.ts';
import { readText, readWholeNumber, shown } from '../readers.ts';

/**
 * `InStr(value1, value2, start, compareType)`: where the second text begins in the first from `start` on, counted from
 * 1; 0 where it does not occur. Null counts as empty; an empty second text is found at the start, as in Visual Basic.
 *
 * The function reference does not name the default of `compareType`. It is `vbBinaryCompare` here, exact case, as in
 * Visual Basic; `vbTextCompare` takes no notice of case.
 */
export const inStr: ExpressionFunction = {
  name: 'InStr',
  evaluate(args) {
    const values = [];
    for (const slot of [0, 1, 2]) {
      const outcome = args.outcome(slot);
      if (outcome.state === 'error' || outcome.state === 'dropped') return outcome;
      values.push(valueIn(outcome));
    }
    const compare = comparison(args.word(3) ?? args.outcome(3));
    if (typeof compare !== 'boolean') return compare;
    const [value1 = null, value2 = null, begin = null] = values;
    const start = begin === null || begin === '' ? 1 : readWholeNumber(begin, 'The start of InStr');
    if (start < 1) return fail(`The start of InStr is counted from 1, but is ${start}.`);
    const fold = compare ? unitsInLowerCase : (text: string) => text;
    const text = fold(readText(value1, 'value1 of InStr') ?? '');
    const wanted = fold(readText(value2, 'value2 of InStr') ?? '');
    if (text === '' || start > text.length) return flow('0');
    return flow(String(text.indexOf(wanted, start - 1) + 1));
  },
};

/** Whether case is ignored; an outcome where the argument has none. */
function comparison(argument: string | Outcome): boolean | Outcome {
  if (typeof argument !== 'string' && (argument.state === 'error' || argument.state === 'dropped')) return argument;
  const name = typeof argument === 'string' ? argument : readText(valueIn(argument), 'compareType of InStr');
  if (name === null || name === '' || name === 'vbBinaryCompare') return false;
  if (name === 'vbTextCompare') return true;
  return fail(`compareType of InStr is vbBinaryCompare or vbTextCompare, not ${shown(name)}.`);
}

/** Small letters, unit by unit, so that each keeps its place. */
function unitsInLowerCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replace(/[\s\S]/g, (unit) => (unit.toLowerCase().length === 1 ? unit.toLowerCase() : unit));
}
