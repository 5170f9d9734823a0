/** A value that its operator cannot be asked about. */
export interface ScopeValueProblem {
  readonly message: string;
  readonly severity?: 'warning';
  /** The value as it was probably meant. */
  readonly instead?: string;
  /** The operator that says the same without a value. */
  readonly operator?: 'IS NOT NULL';
}

const INTEGER = /^\s*[+-]?\d+\s*$/;
/** Digits in groups of three, as programs show them. */
const GROUPED = /^\d{1,3}(?:[,' \u00a0\u202f]\d{3})+$/;

/** Operators that hold for every value when they are asked about an empty text. */
const TRUE_OF_EMPTY: ReadonlySet<string> = new Set(['!&', 'ENDS_WITH', 'INCLUDES', 'NOT EQUALS', 'REGEX MATCH']);

/**
 * What is wrong with a value of a clause. Source: "Scoping users or groups to be provisioned with scoping filters":
 * `GREATER_THAN` takes integers on both sides, `&` asks whether the attribute occurs in the text.
 */
export function scopeValueProblem(operator: string, value: string): ScopeValueProblem | undefined {
  if (operator.startsWith('GREATER_THAN') && !INTEGER.test(value)) {
    const digits = value.trim().replace(/\D/g, '');
    const instead = GROUPED.test(value.trim()) ? digits : undefined;
    return {
      message: `${operator} compares whole numbers, and "${value}" is none, so it is true for nobody. Write ${instead === undefined ? 'one, such as "5"' : `"${instead}"`}.`,
      ...(instead === undefined ? {} : { instead }),
    };
  }
  if (value !== '') return undefined;
  if (operator === '&') {
    return {
      message: '& asks whether the attribute occurs in this text, and nothing occurs in an empty one. Write the text.',
    };
  }
  if (!TRUE_OF_EMPTY.has(operator)) return undefined;
  return {
    severity: 'warning',
    message: `${operator} "" is true for everybody who has a value. Write the text, or IS NOT NULL to say so.`,
    operator: 'IS NOT NULL',
  };
}
