import { type RelatedPlace, type Rule, relatedTo } from '../diagnostic.ts';

/** The name of a test tells it apart in a report. */
export const testName: Rule = {
  code: 'SFM7011',
  severity: 'error',
  title: 'The name of a test',
  page: {
    why: 'A report names a test that fails by its name. Two tests of one name, or one without any, cannot be told apart there, and a build server counts them as one.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "the id" {
  given { "personIdExternal": "100234" }
  expect employeeId == "100234"
}

test "the id" {
  given {}
  expect employeeId absent
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

test "without an id nothing flows" {
  given {}
  expect employeeId absent
}
`,
  },
  check(context) {
    const seen = new Map<string, readonly RelatedPlace[]>();
    for (const { placed } of context.model.tests) {
      const { name } = placed.declaration;
      if (name === undefined) continue;
      const plain = name.value.trim();
      if (plain === '') context.report(placed, name, { message: 'A test has a name that says what it is about.' });
      const related = seen.get(plain);
      if (related === undefined) seen.set(plain, relatedTo(placed, name, `The first "${plain}"`));
      else if (plain !== '') {
        context.report(placed, name, {
          message: `There is a test "${plain}" already. Give this one another name.`,
          related,
        });
      }
    }
  },
};
