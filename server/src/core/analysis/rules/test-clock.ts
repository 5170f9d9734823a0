import type { ExpectDeclaration, Expression } from '../../language/syntax.ts';
import { walkExpression } from '../../language/walk.ts';
import { lineEndOf, type Rule } from '../diagnostic.ts';

/** A test of a value that asks for the present time says which time that is. */
export const testClock: Rule = {
  code: 'SFM7013',
  severity: 'error',
  title: 'A test without its time',
  page: {
    why: 'A mapping that calls `Now()` gives another value every day. A test says what time it is by `at`, a date (midnight in UTC) or an instant with its zone; without it the value is an error. A test that expects an action rests on the values of all mappings, so it needs the time if one of them asks for it.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId       <- [personIdExternal] match 1
  employeeHireDate <- Now()
}

test "hired today" {
  given { "personIdExternal": "100234" }
  expect employeeHireDate matches "^3/1/2026"
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId       <- [personIdExternal] match 1
  employeeHireDate <- Now()
}

test "hired today" {
  given { "personIdExternal": "100234" }
  at 2026-03-01
  expect employeeHireDate matches "^3/1/2026"
}
`,
  },
  check(context) {
    const { tests, mappings } = context.model;
    if (tests.length === 0) return;
    const asks = new Map<string, boolean>();
    const expressions = new Map(mappings.map(({ target, expression }) => [target, expression]));
    const asksTime = (target: string) => {
      const known = asks.get(target) ?? callsNow(expressions.get(target));
      asks.set(target, known);
      return known;
    };
    for (const { placed, statements, unread } of tests) {
      if (unread.length > 0 || statements.some(({ declaration }) => declaration.kind === 'at')) continue;
      const expectations = statements.flatMap(({ declaration: one }) => (one.kind === 'expect' ? [one] : []));
      const named = expectations.find(
        ({ target, condition }) => target !== undefined && condition?.kind !== 'error' && asksTime(target.text),
      )?.target?.text;
      // What is done to a person follows from all values.
      const asking =
        named ?? (expectations.some(isOfAction) ? mappings.find((one) => asksTime(one.target))?.target : undefined);
      const [first] = statements;
      if (asking === undefined || first === undefined) continue;
      const eol = lineEndOf(context.file.text);
      const line = context.file.text.slice(0, first.offset);
      const indent = /[ \t]*$/.exec(line)?.[0] ?? '';
      const ownLine = /(?:^|[\r\n])[ \t]*$/.test(line);
      const after = first.offset + first.declaration.end;
      context.report(placed, placed.declaration, {
        message: `${asking} asks for the present time by Now(). Say which time it is: at 2026-03-01.`,
        fixes: ownLine
          ? [
              {
                title: 'Insert at 2026-03-01',
                edits: [{ start: after, end: after, text: `${eol}${indent}at 2026-03-01` }],
              },
            ]
          : [],
      });
    }
  },
};

const isOfAction = ({ condition }: ExpectDeclaration) => condition?.kind === 'action';

function callsNow(expression: Expression | undefined): boolean {
  let found = false;
  if (expression !== undefined) {
    walkExpression(expression, (node) => {
      found ||= node.kind === 'call' && node.name === 'Now';
    });
  }
  return found;
}
