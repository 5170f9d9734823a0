import type { Rule } from '../diagnostic.ts';

/** Reported by `suppress.ts`, which reads the comments. */
export const ignoreNeedless: Rule = {
  code: 'SFM1113',
  severity: 'warning',
  title: 'Nothing to ignore',
  page: {
    why: 'The declaration after the comment has no such finding, or has it no longer. Left there, the comment would hide the next mistake of that kind. Of rules that compare paths with a person this is said only when there is a person.',
    wrong: `provision SuccessFactors -> EntraID

map {
  // sfmap-ignore SFM2005: an attribute of our own app, added in March
  employeeId <- [personIdExternal] match 1
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}
`,
  },
};
