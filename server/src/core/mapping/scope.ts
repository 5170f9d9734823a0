import type { MappingModel } from '../analysis/model.ts';
import { expandParameters } from '../language/parameters.ts';
import type { ScopeClause, ScopeDeclaration } from '../language/syntax.ts';
import type { Value } from './outcome.ts';
import { scopeOperators } from './scope-operators.ts';

/** Whether a person is in scope, and what decides it. */
export interface ScopeResult {
  readonly inScope: boolean;
  readonly clause?: string;
}

/**
 * Evaluates a file's scoping filter: groups are alternatives, clauses of a group are joined by `and`. Without a scope
 * everybody is in. Source: "Scoping users or groups to be provisioned with scoping filters".
 */
export function evaluateScope(
  model: MappingModel,
  read: (attribute: string) => Value,
  parameters: Parameters,
): ScopeResult {
  if (!model.scoped) return { inScope: true };
  if (model.scope.length === 0) return { inScope: false, clause: 'the scope block holds no group that could be read' };
  const refused: string[] = [];
  for (const { declaration } of model.scope) {
    const failing = declaration.clauses.find((clause) => !clauseHolds(clause, read, parameters));
    if (failing === undefined && declaration.clauses.length > 0)
      return { inScope: true, clause: groupText(declaration, parameters) };
    if (failing !== undefined) refused.push(refusalText(failing, read, parameters));
  }
  return { inScope: false, clause: refused.join('; ') };
}

/** Whether one clause holds; one that could not be read does not. */
export function clauseHolds(clause: ScopeClause, read: (attribute: string) => Value, parameters: Parameters): boolean {
  const operator = scopeOperators.get(clause.operator?.text ?? '');
  if (clause.attribute === undefined || operator === undefined) return false;
  const value = read(clause.attribute.name);
  const text = typeof value === 'string' || value === null ? value : null;
  return operator.holds(
    text === '' ? null : text,
    clause.values.map((one) => expandParameters(one.value, parameters)),
  );
}

type Parameters = ReadonlyMap<string, string> | undefined;

/** The name of a group, or its clauses. */
export function groupText({ name, clauses }: ScopeDeclaration, parameters: Parameters): string {
  return name?.value ?? clauses.map((clause) => clauseText(clause, parameters)).join(' and ');
}

function refusalText(clause: ScopeClause, read: (attribute: string) => Value, parameters: Parameters): string {
  const name = clause.attribute?.name ?? '?';
  const value = clause.attribute === undefined ? null : read(name);
  const found = value === null ? 'is empty' : `is ${JSON.stringify(value)}`;
  return `${clauseText(clause, parameters)}, but ${name} ${found}`;
}

/** A clause as a mapping writes it, its parameters replaced. */
export function clauseText({ attribute, operator, values }: ScopeClause, parameters: Parameters): string {
  const texts = values.map(({ value }) => ` "${expandParameters(value, parameters)}"`).join(',');
  return `[${attribute?.name ?? '?'}] ${operator?.text ?? '?'}${texts}`;
}
