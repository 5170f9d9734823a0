import { RegexProblem, readNetRegex } from '../../expressions/dotnet/regex.ts';
import { parameterReferences } from '../../language/parameters.ts';
import type { Rule } from '../diagnostic.ts';

/** The pattern of `matches` can be run as a regular expression of .NET. */
export const testPattern: Rule = {
  code: 'SFM7017',
  severity: 'error',
  title: 'The pattern of an expectation',
  page: {
    why: '`matches` takes a regular expression of .NET, as `Replace` and the scoping filter do; it is found anywhere in the value unless `^` and `$` hold it. A pattern that cannot be run matches nothing, so the test fails.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "the id is a number" {
  given { "personIdExternal": "100234" }
  expect employeeId matches "^[0-9+$"
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "the id is a number" {
  given { "personIdExternal": "100234" }
  expect employeeId matches "^[0-9]+$"
}
`,
    sources: ['Microsoft Learn, ".NET regular expressions"'],
  },
  each: {
    expect: (placed, context) => {
      const { condition } = placed.declaration;
      if (condition?.kind !== 'matches' || condition.pattern === undefined) return;
      const { pattern } = condition;
      if (parameterReferences(pattern.value).length > 0) return;
      const problem = problemOf(pattern.value);
      if (problem === undefined) return;
      context.report(placed, pattern, {
        message: `"${pattern.value}" cannot be run as a regular expression of .NET. ${problem}`,
      });
    },
  },
};

function problemOf(pattern: string): string | undefined {
  try {
    readNetRegex(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof RegexProblem) return error.message;
    throw error;
  }
}
