import type { MappingFile, PlacedDeclaration, ScopeClause, ScopeDeclaration } from '../../language/syntax.ts';
import { insertBehind } from '../../refactoring/block-lines.ts';
import { declarationsOf } from '../bind.ts';
import { editOf, type Fix, type Rule, type RuleContext } from '../diagnostic.ts';

type Group = PlacedDeclaration<ScopeDeclaration>;

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
      for (const [index, { start, attribute, operator }] of clauses.entries()) {
        if (attribute === undefined || operator === undefined || !NEGATED.has(operator.text)) continue;
        const { name } = attribute;
        // Everybody has a person id.
        if (name === 'personIdExternal' || letIn.has(name) || settled.has(name)) continue;
        const clause = `[${name}] IS NOT NULL`;
        context.report(placed, operator, {
          message: `${operator.text} is false for people without ${name}, so they are out of scope. Add a group with [${name}] IS NULL to let them in, or write ${clause} to say that it is meant.`,
          fixes: [
            ...letInFix(context, groups, placed, index),
            { title: `Write ${clause} and …`, edits: [editOf(placed, { start, end: start }, `${clause} and `)] },
          ],
        });
        settled.add(name);
      }
    }
  },
};

/**
 * A group beside this one that asks the same of people without a value; groups that stand beside others have names.
 * None where another clause of the group would need the like, or where a line of its own is no place for it.
 */
function letInFix(context: RuleContext, groups: readonly Group[], placed: Group, index: number): readonly Fix[] {
  const { file } = context;
  const { name, clauses, end } = placed.declaration;
  const clause = clauses[index];
  const attribute = clause?.attribute?.name;
  if (clause === undefined || attribute === undefined || placed.problems.length > 0 || !hasOwnLine(file, placed))
    return [];
  const others = clauses.filter((one) => one !== clause);
  if (others.some((one) => one.attribute?.name === attribute || NEGATED.has(one.operator?.text ?? ''))) return [];
  if (name === undefined && groups.length > 1) return [];
  const names = [`With ${attribute}`, `Without ${attribute}`] as const;
  if (groups.some((one) => names.some((used) => one.declaration.name?.value === used))) return [];
  const text = (start: number, to: number) => file.text.slice(placed.offset + start, placed.offset + to);
  const first = clauses[0]?.start ?? 0;
  const copy = `${text(first, clause.start)}[${attribute}] IS NULL${text(clause.end, end)}`;
  const edits = [insertBehind(file, placed, [`"${names[1]}": ${copy}`])];
  if (name === undefined) edits.push(editOf(placed, { start: 0, end: 0 }, `"${names[0]}": `));
  return [{ title: `Let people without ${attribute} in, by a group of their own`, edits }];
}

function hasOwnLine({ text }: MappingFile, { offset, declaration: { end } }: Group): boolean {
  return (
    /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset)) &&
    /^[ \t]*(?:\/\/|[\r\n]|$)/.test(text.slice(offset + end, offset + end + 200))
  );
}

function attributesWith(clauses: readonly ScopeClause[], operator: string): string[] {
  return clauses.flatMap((clause) =>
    clause.operator?.text === operator && clause.attribute !== undefined ? [clause.attribute.name] : [],
  );
}
