import type { Rule } from '../diagnostic.ts';

/** Reported by `suppress.ts`, which reads the comments. */
export const ignoreCode: Rule = {
  code: 'SFM1112',
  severity: 'warning',
  title: 'Ignored, but no code of a rule',
  page: {
    why: 'A comment names a code that no rule has, or one of a mistake that cannot be ignored: what sfmap cannot read (SFM10…) it cannot judge, so nothing is known about it that could be ignored.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
  // sfmap-ignore SFM20005: an attribute of our own app, added in March
  department <- [department]
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
