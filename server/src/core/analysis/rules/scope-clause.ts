import { regexProblem } from '../../jsonpath/regex/matches-regex.ts';
import { parameterReferences } from '../../language/parameters.ts';
import type { PlacedDeclaration, ScopeClause, ScopeDeclaration } from '../../language/syntax.ts';
import { type ScopeOperator, scopeOperators } from '../../mapping/scope-operators.ts';
import { isSlip, nearestName } from '../../nearest-name.ts';
import { declarationsOf } from '../bind.ts';
import { editOf, type Fix, type Rule, type RuleContext } from '../diagnostic.ts';
import { expandedText } from '../expression-constants.ts';
import { scopeValueProblem } from '../scope-values.ts';

type Group = PlacedDeclaration<ScopeDeclaration>;
type Operator = NonNullable<ScopeClause['operator']>;

const plain = (text: string) => text.toUpperCase().replace(/[\s_]/g, '');
/** How the portal shows the operators, and how other languages write them. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ...[...scopeOperators.keys()].map((name) => [plain(name), name] as const),
  ['=', 'EQUALS'],
  ['==', 'EQUALS'],
  ['!=', 'NOT EQUALS'],
  ['<>', 'NOT EQUALS'],
  ['>', 'GREATER_THAN'],
  ['>=', 'GREATER_THAN_OR_EQUALS'],
  ['===', 'EQUALS'],
  ['INCLUDE', 'INCLUDES'],
  ['NULL', 'IS NULL'],
  ['NOTNULL', 'IS NOT NULL'],
  ['NOTISNULL', 'IS NOT NULL'],
]);
/** `IS NOT EQUAL TO` and its like, without blanks. */
const EQUALS = /^(?:IS|DOES)?(NOT)?(?:IS)?EQUALS?(?:TO)?$/;

/** A clause of the scoping filter has a known operator in its exact spelling, and values where it compares. */
export const scopeClause: Rule = {
  code: 'SFM2007',
  severity: 'error',
  title: 'Scoping filter',
  page: {
    why: 'A clause of the scoping filter is an attribute, an operator in its exact spelling and, where the operator compares, texts in double quotes. A filter that is read wrongly shuts people out, and who falls out of scope may be disabled.\n\n`GREATER_THAN` and `GREATER_THAN_OR_EQUALS` compare whole numbers alone: with any other text they are true for nobody. An empty text makes `&` false for everybody and most other operators true for everybody who has a value.\n\nWith several groups each has a name, as in the portal, and an empty scope is an error because it would let nobody in.',
    wrong: `provision SuccessFactors -> EntraID

scope {
  [countryOfCompany] = "DEU"
}

map {
  employeeId <- [personIdExternal] match 1
}
`,
    right: `provision SuccessFactors -> EntraID

scope {
  [countryOfCompany] EQUALS "DEU"
}

map {
  employeeId <- [personIdExternal] match 1
}
`,
    sources: ['Microsoft, "Scoping users or groups to be provisioned with scoping filters in Microsoft Entra ID"'],
  },
  check(context) {
    const groups = declarationsOf(context.file, 'scope');
    const { blocks, declarations } = context.file;
    let next = 0;
    for (const { kind, keyword, start, end } of blocks) {
      if (kind !== 'scope') continue;
      // Both are in the order of the text: nothing is looked at twice, however many blocks a broken file has.
      while ((declarations[next]?.offset ?? end) <= start) next++;
      if ((declarations[next]?.offset ?? end) < end) continue;
      context.reportAt(keyword, {
        message: 'An empty scope lets nobody in. Remove the block, or write a clause such as [department] EQUALS "IT".',
      });
    }
    for (const placed of groups) {
      if (groups.length > 1 && placed.declaration.name === undefined) {
        const message =
          'With several groups each has a name, as in the portal: "Active staff": [emplStatus] EQUALS "A".';
        context.report(placed, { start: 0, end: 1 }, { message });
      }
      checkName(context, placed, groups.length > 1);
      for (const clause of placed.declaration.clauses) checkClause(context, placed, clause);
    }
  },
};

/** An empty name is none. Alone a group needs none. */
function checkName(context: RuleContext, placed: Group, needed: boolean): void {
  const { name, clauses } = placed.declaration;
  const [first] = clauses;
  if (name === undefined || name.value.trim() !== '' || first === undefined) return;
  const edit = editOf(placed, { start: name.start, end: first.start }, '');
  context.report(placed, name, {
    message: `The name of this group is empty. Write one, such as "Active staff"${needed ? '' : ', or leave it out'}.`,
    fixes: needed ? [] : [{ title: 'Leave the empty name out', preferred: true, edits: [edit] }],
  });
}

function checkClause(context: RuleContext, placed: Group, { operator, values }: ScopeClause): void {
  if (operator === undefined) return;
  const known = scopeOperators.get(operator.text);
  if (known === undefined) {
    unknownOperator(context, placed, operator);
  } else if (known.takesValues && values.length === 0) {
    // Where the text is broken, its own mistake says what stands in their place.
    if (placed.problems.length > 0) return;
    const message = `${known.name} compares with a text. Expected one in double quotes after it.`;
    context.report(placed, operator, { message });
  } else if (!known.takesValues && values.length > 0) {
    context.report(placed, operator, { message: `${known.name} takes no value.` });
  } else if (!checkValues(context, placed, operator, values) && known.name.endsWith('REGEX MATCH')) {
    checkPatterns(context, placed, known, values);
  }
}

/** Whether a value is none that the operator can be asked about. */
function checkValues(context: RuleContext, placed: Group, operator: Operator, values: ScopeClause['values']): boolean {
  let found = false;
  for (const node of values) {
    const text = expandedText(node.value, context.parameters);
    const problem = text === undefined ? undefined : scopeValueProblem(operator.text, text);
    if (problem === undefined) continue;
    found = true;
    const { message, severity, instead, operator: better } = problem;
    const fixes: Fix[] = [];
    // Without the value its parameter might be used no more.
    if (text === node.value) {
      const written = `"${instead}"`;
      if (instead !== undefined) fixes.push({ title: `Write ${written}`, edits: [editOf(placed, node, written)] });
      const span = { start: operator.start, end: node.end };
      if (better !== undefined && values.length === 1)
        fixes.push({ title: `Write ${better}`, preferred: true, edits: [editOf(placed, span, better)] });
    }
    context.report(placed, node, { message, ...(severity === undefined ? {} : { severity }), fixes });
  }
  return found;
}

function checkPatterns(
  context: RuleContext,
  placed: Group,
  { name }: ScopeOperator,
  values: ScopeClause['values'],
): void {
  for (const node of values) {
    const problem = parameterReferences(node.value).length > 0 ? undefined : regexProblem(`/${node.value}/`);
    if (problem === undefined) continue;
    const message = `${name} lets nobody in: "${node.value}" cannot be run as a regular expression of .NET. ${problem}`;
    context.report(placed, node, { message });
  }
}

function unknownOperator(context: RuleContext, placed: Group, operator: Operator): void {
  const unquoted = unquotedValue(placed, operator);
  if (unquoted !== undefined) {
    context.report(placed, operator, unquoted);
    return;
  }
  const synonym = synonymOf(plain(operator.text));
  const meant = synonym ?? nearestName(operator.text.toUpperCase(), operatorsLike(operator.text));
  const cure = meant === undefined ? `Operators are ${[...scopeOperators.keys()].join(', ')}.` : `Write ${meant}.`;
  // Few letters make another operator.
  const sure = meant === synonym || (meant !== undefined && isSlip(operator.text, meant));
  const fixes: Fix[] =
    meant === undefined
      ? []
      : [{ title: `Write ${meant}`, ...(sure ? { preferred: true } : {}), edits: [editOf(placed, operator, meant)] }];
  context.report(placed, operator, { message: `There is no operator ${operator.text}. ${cure}`, fixes });
}

function synonymOf(text: string): string | undefined {
  const equals = EQUALS.exec(text);
  if (equals === null) return OTHER_NAMES.get(text);
  return equals[1] === undefined ? 'EQUALS' : 'NOT EQUALS';
}

/** The operators that are negated as this text is: `NOT NULL` is near to `IS NULL`, and means the opposite. */
function operatorsLike(text: string): readonly string[] {
  return [...scopeOperators.keys()].filter((name) => isNegated(name) === isNegated(text));
}

const isNegated = (text: string) => /NOT|N['’]?T(?=\s|$)|!|<>/i.test(text);

/** `EQUALS IT`: the words after a known operator are a value without its quotes. */
function unquotedValue(placed: Group, { text, start, end }: Operator): { message: string; fixes: Fix[] } | undefined {
  const known = [...scopeOperators.values()].find((one) => one.takesValues && text.startsWith(`${one.name} `));
  if (known === undefined) return undefined;
  const value = text.slice(known.name.length + 1);
  const edit = editOf(placed, { start, end }, `${known.name} "${value}"`);
  return {
    message: `Expected a text in double quotes after ${known.name}, but found ${value}.`,
    fixes: [{ title: `Write "${value}"`, preferred: true, edits: [edit] }],
  };
}
