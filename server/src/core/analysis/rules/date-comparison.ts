import { equalDateText } from '../../entity-model/compared-types.ts';
import type { Rule } from '../diagnostic.ts';
import { eachTypeProblem } from '../typed-paths.ts';
import { pathFix } from '../written-paths.ts';

/** A filter that asks whether a date equals a text that no date is written as. */
export const dateComparison: Rule = {
  code: 'SFM3106',
  severity: 'warning',
  title: 'Date compared with a text that it is never written as',
  page: {
    why: "The engine reads SuccessFactors' dates before the path runs, and compares them with a text by one spelling alone: `2025-01-01T00:00:00Z`, or with `+00:00` for moments such as `lastModifiedDateTime`. A day alone is never equal. For an order (`>`, `<=`) the day alone is fine: `@.startDate >= '2025-01-01'`.",
    wrong: `provision SuccessFactors -> EntraID

source {
  newYearUser = $.employmentNav.results[?(@.startDate == '2025-01-01')].userId
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [newYearUser]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  newYearUser = $.employmentNav.results[?(@.startDate == '2025-01-01T00:00:00Z')].userId
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [newYearUser]
}
`,
    sources: ['Newtonsoft Json.NET 13.0.4, SelectTokens', 'SAP note 2954606 (calendar dates are midnight UTC)'],
  },
  each: eachTypeProblem(['compared'], ({ property, literal, term }, path, { report }) => {
    if (literal.type !== 'string' || !/^Edm\.DateTime/.test(property.type)) return;
    const text = equalDateText(property, literal);
    const written = path.node.text.slice(literal.start, literal.end).trim();
    const always = term.operator.startsWith('!') ? 'always differs from' : 'never equals';
    report(path.placed, path.span(literal), {
      message: `${property.name} is a date, and its text ${always} ${written}. ${text === undefined ? "Write a date such as '2025-01-01T00:00:00Z'." : `Write '${text}'.`}`,
      fixes:
        text === undefined
          ? []
          : pathFix(
              path,
              {
                title: `Write '${text}'`,
                start: literal.start,
                end: literal.start + written.length,
                text: `'${text}'`,
              },
              true,
            ),
    });
  }),
};
