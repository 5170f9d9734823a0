import { expandParameters } from '../../core/language/parameters.ts';
import type { PlacedDeclaration, ScopeClause, ScopeDeclaration } from '../../core/language/syntax.ts';
import { displayValue } from '../../core/mapping/display.ts';
import { clauseHolds } from '../../core/mapping/scope.ts';
import type { HoverContext, Lines, Told } from './hover-context.ts';

const OPERATORS: Readonly<Record<string, string>> = {
  EQUALS: 'True if the attribute is one of the values, in exact case.',
  'NOT EQUALS': 'True if the attribute is none of the values. An empty attribute makes it false.',
  'IS NULL': 'True if the attribute is null or empty.',
  'IS NOT NULL': 'True if the attribute has a value.',
  'IS TRUE': 'True if the attribute is True.',
  'IS FALSE': 'True if the attribute is False. An empty attribute makes it false.',
  'REGEX MATCH': 'True if a pattern is found anywhere in the attribute; ^ and $ bind it to its ends.',
  'NOT REGEX MATCH': 'True if no pattern is found in the attribute. An empty attribute makes it false.',
  GREATER_THAN: 'True if the attribute is a whole number greater than the value.',
  GREATER_THAN_OR_EQUALS: 'True if the attribute is a whole number greater than the value, or equal.',
  INCLUDES: 'True if the value occurs in the attribute.',
  ENDS_WITH: 'True if the attribute ends with the value.',
  '&': 'True if the attribute occurs in the value.',
  '!&': 'True if the attribute does not occur in the value. An empty attribute makes it false.',
};

/** Whether a clause holds for the sample person, and what its attribute is. */
export function clauseResult(
  { analysis }: HoverContext,
  clause: ScopeClause,
): { readonly holds: boolean; readonly value: string } | undefined {
  const { evaluation, parameters } = analysis;
  if (evaluation === undefined || clause.attribute === undefined) return undefined;
  const read = (name: string) => evaluation.attributes.get(name)?.value ?? null;
  return { holds: clauseHolds(clause, read, parameters), value: displayValue(read(clause.attribute.name)) };
}

/** The operator or the values of a scope clause at an offset: what it asks, and whether it holds for the sample person. */
export function scopePart(
  context: HoverContext,
  { declaration }: PlacedDeclaration<ScopeDeclaration>,
  at: number,
): Told | undefined {
  const clause = declaration.clauses.find(({ start, end }) => start <= at && at <= end);
  const operator = clause?.operator;
  if (clause === undefined || operator === undefined) return undefined;
  const part = [operator, ...clause.values].find(({ start, end }) => start <= at && at <= end);
  if (part === undefined || !Object.hasOwn(OPERATORS, operator.text)) return undefined;
  const { markup, analysis } = context;
  const values = clause.values.map(({ value }) => markup.code(expandParameters(value, analysis.parameters)));
  return {
    start: part.start,
    end: part.end,
    lines: [
      `${markup.strong(operator.text)}${values.length === 0 ? '' : ` ${values.join(', ')}`}`,
      OPERATORS[operator.text] ?? '',
      ...clauseLines(context, clause),
    ],
  };
}

/** Whether a clause holds, and why. */
export function clauseLines(context: HoverContext, clause: ScopeClause): Lines {
  const { markup, analysis } = context;
  const result = clauseResult(context, clause);
  if (result === undefined || analysis.sample === undefined) return [];
  const attribute = markup.text(`[${clause.attribute?.name ?? ''}]`);
  const person = markup.text(analysis.sample.label);
  return [`${result.holds ? 'True' : 'False'} for ${person}: ${attribute} is ${markup.code(result.value)}`];
}
