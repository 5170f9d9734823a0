import { everyTest } from '../../jsonpath/every-step.ts';
import type { Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { eachPath, pathFix } from '../written-paths.ts';

/**
 * `!=` and `==` with a blank on each side: Microsoft's integration reference calls them important for successful
 * processing of the path.
 */
export const filterBlanks: Rule = {
  code: 'SFM3003',
  severity: 'warning',
  title: 'No blanks around == or !=',
  page: {
    why: 'Microsoft prints its filters with a blank on each side of `==` and `!=` and calls the blanks important for processing the path. Json.NET itself reads both forms alike, so a path without them may work today; the blanks cost nothing and follow the documented form.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass=='GA')].jobInfoNav.results[0].departmentNav.name_localized
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass == 'GA')].jobInfoNav.results[0].departmentNav.name_localized
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    sources: ['Microsoft, "How Azure Active Directory provisioning integrates with SAP SuccessFactors"'],
  },
  each: eachPath((path, context) => {
    const { text } = path.node;
    for (const { start, end } of tightOperators(text)) {
      const operator = text.slice(start, end);
      const before = text[start - 1] === ' ' ? '' : ' ';
      const after = text[end] === ' ' ? '' : ' ';
      context.report(path.placed, path.span({ start, end }), {
        message: `Write a blank on each side of ${operator}. Microsoft calls them important for processing the path.`,
        fixes: pathFix(
          path,
          { title: `Put blanks around ${operator}`, start, end, text: before + operator + after },
          true,
        ),
      });
    }
  }),
};

/** The operators without a blank, as written: a single `=` is another rule's business. */
function tightOperators(text: string): { start: number; end: number }[] {
  return everyTest(pathOf(text).steps)
    .flatMap(({ terms }) => terms)
    .flatMap((term) => (term.kind === 'comparison' ? [{ start: term.operatorStart, end: term.operatorEnd }] : []))
    .filter(
      ({ start, end }) => /^[=!]=$/.test(text.slice(start, end)) && (text[start - 1] !== ' ' || text[end] !== ' '),
    )
    .sort((a, b) => a.start - b.start);
}
