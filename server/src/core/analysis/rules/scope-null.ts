import type { ScopeClause } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import { editOf, type Rule } from '../diagnostic.ts';

const NEGATED: ReadonlySet<string> = new Set(['NOT EQUALS', 'NOT REGEX MATCH', '!&']);

/** Who has no value is shut out by a negated operator too, which few authors expect. */
export const scopeNull: Rule = {
  code: 'SFM2012',
  severity: 'warning',
  title: 'Negated operator and people without a value',
  page: {
    why: 'A null or empty value makes every operator false, also a negated one. `[department] NOT EQUALS "Sales"` therefore shuts out everybody who has no department, and who falls out of scope may be disabled.\n\nAdd a group with `IS NULL` to let them in, or write `IS NOT NULL` to say that they stay outside.',
    wrong: `provision SuccessFactors -> EntraID

scope {
  [department] NOT EQUALS "Sales"
}

map {
  employeeId <- [personIdExternal] match 1
}
`,
    right: `provision SuccessFactors -> EntraID

scope {
  "Not in sales":  [department] NOT EQUALS "Sales"
  "No department": [department] IS NULL
}

map {
  employeeId <- [personIdExternal] match 1
}
`,
    sources: ['Microsoft, "Scoping users or groups to be provisioned with scoping filters in Microsoft Entra ID"'],
  },
  check(context) {
    const groups = declarationsOf(context.file, 'scope');
    const letIn = new Set(groups.flatMap(({ declaration }) => attributesWith(declaration.clauses, 'IS NULL')));
    for (const placed of groups) {
      const { clauses } = placed.declaration;
      const settled = new Set(attributesWith(clauses, 'IS NOT NULL'));
      for (const { start, attribute, operator } of clauses) {
        if (attribute === undefined || operator === undefined || !NEGATED.has(operator.text)) continue;
        const { name } = attribute;
        // Everybody has a person id.
        if (name === 'personIdExternal' || letIn.has(name) || settled.has(name)) continue;
        const clause = `[${name}] IS NOT NULL`;
        context.report(placed, operator, {
          message: `${operator.text} is false for people without ${name}, so they are out of scope. Add a group with [${name}] IS NULL to let them in, or write ${clause} to say that it is meant.`,
          fixes: [{ title: `Write ${clause} and …`, edits: [editOf(placed, { start, end: start }, `${clause} and `)] }],
        });
        settled.add(name);
      }
    }
  },
};

function attributesWith(clauses: readonly ScopeClause[], operator: string): string[] {
  return clauses.flatMap((clause) =>
    clause.operator?.text === operator && clause.attribute !== undefined ? [clause.attribute.name] : [],
  );
}
