import { type RelatedPlace, type Rule, relatedTo } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';

const ONCE: ReadonlySet<string> = new Set(['given', 'person', 'existing', 'at', 'domain']);

/** What a test says of the world it says once; `taken` and `expect` stand as often as needed. */
export const testLineTwice: Rule = {
  code: 'SFM7012',
  severity: 'error',
  title: 'A line of a test that stands twice',
  page: {
    why: 'A test is about one person at one time: `given`, `person`, `existing`, `at` and `domain` stand once. The first one counts. For another person write another test.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "the id flows" {
  given { "personIdExternal": "100234" }
  given { "personIdExternal": "100235" }
  expect employeeId == "100235"
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "the id flows" {
  given { "personIdExternal": "100235" }
  expect employeeId == "100235"
}
`,
  },
  check(context) {
    for (const { statements } of context.model.tests) {
      const seen = new Map<string, readonly RelatedPlace[]>();
      for (const placed of statements) {
        const { kind } = placed.declaration;
        const span = { start: 0, end: kind.length };
        const related = seen.get(kind);
        if (related !== undefined && ONCE.has(kind)) {
          context.report(placed, span, {
            message: `${kind} stands twice in this test. The first one counts.`,
            fixes: [{ title: `Remove this ${kind}`, edits: [removeDeclaration(context.file, placed)] }],
            related,
          });
        }
        if (related === undefined) seen.set(kind, relatedTo(placed, span, `The first ${kind}`));
      }
    }
  },
};
