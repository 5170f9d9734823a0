import { writebackTargets } from '../../catalog/writeback-targets.ts';
import type { Rule } from '../diagnostic.ts';
import { optionOf, removeOption } from '../map-options.ts';

/** A writeback creates nobody. Source: "Tutorial: Configure attribute write-back …": only Update is supported. */
export const writebackOnCreate: Rule = {
  code: 'SFM4010',
  severity: 'warning',
  title: 'A mapping for creation in a writeback',
  page: {
    why: `A writeback updates people who are in SuccessFactors already; it never creates one. A mapping that flows \`on create\` alone never flows.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]         match 1
  custom01         <- [userPrincipalName]  on create
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]         match 1
  custom01         <- [userPrincipalName]
}
`,
    sources: ['Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors'],
  },
  each: {
    map: (placed, context) => {
      const option = optionOf(placed.declaration, 'on create');
      if (context.direction !== 'writeback' || option === undefined) return;
      // A flag or a number that flows all at once changes what is sent of its whole row: that is the author's choice.
      const group = writebackTargets.get(placed.declaration.target?.text ?? '')?.group;
      const alone = group === 'user' || group === 'person';
      context.report(placed, option, {
        message: 'A writeback creates nobody, so this mapping never flows. Remove on create.',
        fixes: alone ? [{ title: 'Remove on create', edits: [removeOption(placed, option, context.textOf)] }] : [],
      });
    },
  },
};
