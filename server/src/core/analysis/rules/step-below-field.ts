import type { Rule } from '../diagnostic.ts';
import { eachTypeProblem } from '../typed-paths.ts';
import { pathFix } from '../written-paths.ts';

/** A step under a field that holds a value: mostly `department.…` where `departmentNav.…` is meant. */
export const stepBelowField: Rule = {
  code: 'SFM3109',
  severity: 'error',
  title: 'Step below a field',
  page: {
    why: 'A job holds the code of its department in `department`, and the department itself, with its name in every language, behind `departmentNav`. So it is with company, division, location, position and with every picklist. Below the code there is nothing.',
    wrong: `provision SuccessFactors -> EntraID

source {
  unit = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].department.name_localized
}

map {
  employeeId          <- [personIdExternal] match 1
  department          <- [department]
  extensionAttribute1 <- [unit]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  unit = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].departmentNav.name_localized
}

map {
  employeeId          <- [personIdExternal] match 1
  department          <- [department]
  extensionAttribute1 <- [unit]
}
`,
    sources: ['Microsoft, "SAP SuccessFactors attribute reference for Microsoft Entra ID"'],
  },
  each: eachTypeProblem(['below-field'], ({ start, end, via, property, fix }, path, { report }) => {
    const cure = fix === undefined ? 'End the path there.' : `The record behind it is ${fix.text}.`;
    report(path.placed, path.span({ start, end }), {
      message: `${property.name} of ${via} is a value, with nothing below it. ${cure}`,
      fixes: fix === undefined ? [] : pathFix(path, fix, true),
    });
  }),
};
