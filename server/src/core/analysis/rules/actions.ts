import { declarationsOf } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import { suggestion } from '../suggestion.ts';

const NAMES = ['create', 'update', 'disable', 'delete'];

/** The target object actions. A writeback updates and does nothing else ("Tutorial: Configure attribute write-back …"). */
export const actions: Rule = {
  code: 'SFM2008',
  severity: 'error',
  title: 'Target object actions',
  page: {
    why: '`actions` lists what may be done to accounts: `create`, `update`, `disable` and `delete`. The writeback app supports updates alone; people are created and ended in Employee Central.',
    wrong: `provision EntraID -> SuccessFactors

actions create, update

map {
  personIdExternal <- [employeeId] match 1
  email            <- [mail]
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
    right: `provision EntraID -> SuccessFactors

actions update

map {
  personIdExternal <- [employeeId] match 1
  email            <- [mail]
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
    sources: ['Microsoft, "Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors"'],
  },
  check(context) {
    for (const placed of declarationsOf(context.file, 'actions')) {
      for (const action of placed.declaration.actions) {
        if (!NAMES.includes(action.text)) {
          const { question, fixes } = suggestion(action.text, NAMES, placed, action);
          context.report(placed, action, {
            message: `There is no action ${action.text}. Actions are create, update, disable and delete.${question}`,
            fixes,
          });
        } else if (context.model.direction === 'writeback' && action.text !== 'update') {
          context.report(placed, action, {
            message: `A writeback can only update; SuccessFactors people are not ${action.text}d by it.`,
          });
        }
      }
    }
  },
};
