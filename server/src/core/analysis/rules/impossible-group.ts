import type { ScopeClause } from '../../language/syntax.ts';
import { scopeOperators } from '../../mapping/scope-operators.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';
import { expandedText } from '../expression-constants.ts';

/** A group of the scope that is true for nobody, because its clauses contradict each other. */
export const impossibleGroup: Rule = {
  code: 'SFM2106',
  severity: 'warning',
  title: 'A scope group that lets nobody in',
  page: {
    why: `The clauses of a group are joined by \`and\`: a person must pass all of them. Two clauses that ask for different values of the same attribute let nobody in. Several values are written in one clause with commas, or in several groups, which are alternatives. An empty text lets nobody in either: a value that is empty makes every operator false but \`IS NULL\`.`,
    wrong: `provision SuccessFactors -> EntraID

scope {
  [countryOfCompany] EQUALS "DEU" and [countryOfCompany] EQUALS "AUT"
}

map {
  employeeId <- [personIdExternal]  match 1
}
`,
    right: `provision SuccessFactors -> EntraID

scope {
  [countryOfCompany] EQUALS "DEU", "AUT"
}

map {
  employeeId <- [personIdExternal]  match 1
}
`,
    sources: ['Scoping users or groups to be provisioned with scoping filters'],
  },
  each: {
    scope: (placed, context) => {
      if (placed.problems.length > 0) return;
      const about = new Map<string, Known[]>();
      for (const clause of placed.declaration.clauses) {
        const known = knownClause(clause, context);
        if (known === undefined || clause.attribute === undefined) continue;
        const { name } = clause.attribute;
        about.set(name, [...(about.get(name) ?? []), known]);
      }
      for (const [name, clauses] of about) {
        const last = clauses.at(-1);
        if (last === undefined || isPossible(clauses)) continue;
        const alone = clauses.find((clause) => !isPossible([clause]));
        const { operator } = (alone ?? last).clause;
        context.report(placed, alone?.clause ?? last.clause, {
          message:
            alone === undefined
              ? `No ${name} passes ${list(clauses.map(({ text }) => text))} at once, so this group lets nobody in. Alternatives stand in one clause with commas, or in groups of their own.`
              : `An empty value makes ${operator?.text} false, so this group lets nobody in. Write [${name}] IS NULL for people without ${name}.`,
        });
      }
    },
  },
};

interface Known {
  readonly clause: ScopeClause;
  readonly text: string;
  readonly values: readonly string[];
  holds(value: string | null): boolean;
}

/** A clause that can be tried out: its operator is known, and so are its values. */
function knownClause(clause: ScopeClause, { parameters }: DeclarationContext): Known | undefined {
  const operator = scopeOperators.get(clause.operator?.text ?? '');
  if (operator === undefined || operator.takesValues !== clause.values.length > 0) return undefined;
  const values = clause.values.map(({ value }) => expandedText(value, parameters));
  if (!values.every((value) => value !== undefined)) return undefined;
  const shown = values.map((value) => `"${value}"`).join(', ');
  return {
    clause,
    text: shown === '' ? operator.name : `${operator.name} ${shown}`,
    values,
    holds: (value) => operator.holds(value === '' ? null : value, values),
  };
}

/** Whether some value passes all clauses; true while that cannot be told. */
function isPossible(clauses: readonly Known[]): boolean {
  const exact = clauses.find(({ clause }) => clause.operator?.text === 'EQUALS');
  const tried: (string | null)[] | undefined = clauses.some(({ clause }) => clause.operator?.text === 'IS NULL')
    ? [null]
    : (exact?.values.slice() ?? truths(clauses));
  return tried === undefined || tried.some((value) => clauses.every(({ holds }) => holds(value)));
}

/** `IS TRUE` and `IS FALSE` know two values. */
function truths(clauses: readonly Known[]): string[] | undefined {
  return clauses.some(({ clause }) => /^IS (?:TRUE|FALSE)$/.test(clause.operator?.text ?? ''))
    ? ['True', 'true', 'TRUE', 'False', 'false', 'FALSE']
    : undefined;
}

function list(texts: readonly string[]): string {
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
