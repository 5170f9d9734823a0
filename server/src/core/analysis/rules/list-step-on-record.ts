import type { Rule } from '../diagnostic.ts';
import { eachTypeProblem } from '../typed-paths.ts';
import { pathFix } from '../written-paths.ts';

/** `[0]`, a filter, `[*]` or `.results` where a navigation holds one record. */
export const listStepOnRecord: Rule = {
  code: 'SFM3103',
  severity: 'warning',
  title: 'A single record read as a list',
  page: {
    why: 'Only a navigation to many records comes as a list under `results`: employments, jobs, personal data, e-mails, phones. A navigation to one record (`userNav`, `departmentNav`, `emplStatusNav`, `personEmpTerminationInfoNav`) is the record itself. There an index, a filter, `[*]` or `.results` selects nothing, and a filter never matches.',
    wrong: `provision SuccessFactors -> EntraID

source {
  town = $.employmentNav.results[?(@.assignmentClass == 'ST')].userNav.results[0].city
}

map {
  employeeId <- [personIdExternal] match 1
  city       <- [town]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  town = $.employmentNav.results[?(@.assignmentClass == 'ST')].userNav.city
}

map {
  employeeId <- [personIdExternal] match 1
  city       <- [town]
}
`,
    sources: ['SAP note 3028227 (how navigations come in JSON)'],
  },
  each: eachTypeProblem(['list-step-on-record'], ({ start, end, via, what, fix }, path, { report }) => {
    const found = what === 'results' ? 'it has no results' : `${shortened(what)} finds nothing in it`;
    report(path.placed, path.span({ start, end }), {
      message: `${via} holds one record, not a list: ${found}. Read its fields directly.`,
      fixes: fix === undefined ? [] : pathFix(path, fix, true),
    });
  }),
};

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
