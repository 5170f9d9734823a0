import type { Rule } from '../diagnostic.ts';
import { eachTypeProblem } from '../typed-paths.ts';

/** A field that metadata names and no read gives. */
export const hiddenField: Rule = {
  code: 'SFM3110',
  severity: 'warning',
  title: 'Field that SuccessFactors does not send',
  page: {
    why: 'Some fields exist for writing or for filters alone: metadata marks them `visible="false"`, and no answer holds them. `userId` of PerPerson is one; the user id stands in the employment.',
    wrong: `provision SuccessFactors -> EntraID

source {
  account = $.userId
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [account]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  account = $.employmentNav.results[?(@.assignmentClass == 'ST')].userId
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [account]
}
`,
    sources: ['SAP note 2724321 (metadata of chosen entities)'],
  },
  each: eachTypeProblem(['hidden'], ({ start, end, via, property }, path, { report }) => {
    report(path.placed, path.span({ start, end }), {
      message: `${via} has ${property.name}, but SuccessFactors does not send it: this is empty. Read it from another entity.`,
    });
  }),
};
