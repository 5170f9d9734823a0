import type { ComparisonOperator } from '../language/syntax.ts';
import type { Outcome, Value } from '../mapping/outcome.ts';
import { flag, singleText } from './function.ts';

/**
 * `a op b` in a condition. Null equals the empty text, as in Visual Basic. `=` and `<>` compare texts in exact case, as
 * numbers only where a number literal stands on one side; the others compare numbers where both sides are numbers and
 * texts by their characters otherwise. Microsoft documents the operators alone; the rules are our choice.
 */
export function compareValues(operator: ComparisonOperator, left: Value, right: Value, numeric: boolean): Outcome {
  const a = singleText(left, `The left side of ${operator}`);
  if ('error' in a) return a.error;
  const b = singleText(right, `The right side of ${operator}`);
  if ('error' in b) return b.error;
  const sign = order(a.text ?? '', b.text ?? '', numeric || (operator !== '=' && operator !== '<>'));
  switch (operator) {
    case '=':
      return flag(sign === 0);
    case '<>':
      return flag(sign !== 0);
    case '<':
      return flag(sign < 0);
    case '<=':
      return flag(sign <= 0);
    case '>':
      return flag(sign > 0);
    case '>=':
      return flag(sign >= 0);
  }
}

function order(a: string, b: string, numeric: boolean): number {
  // File times have more digits than a floating number holds.
  if (numeric && isWhole(a) && isWhole(b)) return Number(BigInt(unsigned(a)) - BigInt(unsigned(b)));
  if (numeric && isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function isNumber(text: string): boolean {
  return /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(text);
}

function isWhole(text: string): boolean {
  return /^\s*[+-]?\d{1,40}\s*$/.test(text);
}

/** `BigInt` does not read a plus sign. */
function unsigned(text: string): string {
  return text.trim().replace(/^\+/, '');
}
