import type { Rule } from '../diagnostic.ts';

/** Reported by `suppress.ts`, which reads the comments. */
export const ignoreReason: Rule = {
  code: 'SFM1111',
  severity: 'warning',
  title: 'Ignored without a reason',
  page: {
    why: '`// sfmap-ignore CODE: reason` takes a finding out of the declaration that follows. Who reads the mapping next year needs the reason, so without one the comment ignores nothing. Several codes are separated by commas.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
  // sfmap-ignore SFM2005
  badgeColour <- [department]
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
  // sfmap-ignore SFM2005: an attribute of our own app, added in March
  badgeColour <- [department]
}
`,
  },
};
