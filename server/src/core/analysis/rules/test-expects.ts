import type { Rule } from '../diagnostic.ts';

/** A test says about whom it is, and expects something. */
export const testExpects: Rule = {
  code: 'SFM7010',
  severity: 'error',
  title: 'A test that tests nothing',
  page: {
    why: 'A test without an `expect` would always pass, and one without a `given` has nobody to be run for. Both fail when they are run.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "the id flows" {
  given { "personIdExternal": "100234" }
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "the id flows" {
  given { "personIdExternal": "100234" }
  expect employeeId == "100234"
}
`,
  },
  check(context) {
    const open = new Set(context.file.blocks.flatMap(({ start, close }) => (close === undefined ? [start] : [])));
    for (const { placed, statements, unread } of context.model.tests) {
      // What cannot be read, or is still being written, may be what is missed.
      if (unread.length > 0 || open.has(placed.offset)) continue;
      const has = (kind: string) => statements.some(({ declaration }) => declaration.kind === kind);
      if (!has('expect')) {
        context.report(placed, placed.declaration, {
          message: 'This test expects nothing, so it fails. Add a line such as expect department == "IT".',
        });
      } else if (!has('given')) {
        context.report(placed, placed.declaration, {
          message: 'This test has nobody to be run for. Add a line such as given "people/rita.json".',
        });
      }
    }
  },
};
