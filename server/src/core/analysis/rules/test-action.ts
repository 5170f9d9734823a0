import { PROVISIONING_ACTIONS } from '../../mapping/action-taken.ts';
import type { Rule } from '../diagnostic.ts';
import { suggestion } from '../suggestion.ts';

/** An expectation can hold: its action exists, and its list is not empty. */
export const testAction: Rule = {
  code: 'SFM7018',
  severity: 'error',
  title: 'An expectation that cannot hold',
  page: {
    why: '`expect action` names `create`, `update`, `disable`, `delete` or `none`; a writeback never does more than `update`. An empty list after `in` holds no value, so nothing is in it.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "a new person" {
  given { "personIdExternal": "100234" }
  expect action add
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}

test "a new person" {
  given { "personIdExternal": "100234" }
  expect action create
}
`,
  },
  each: {
    expect: (placed, context) => {
      const { condition } = placed.declaration;
      if (condition?.kind === 'in' && condition.values.length === 0 && placed.problems.length === 0) {
        context.report(placed, condition, { message: 'No value is in an empty list. Expect absent, or name values.' });
      }
      if (condition?.kind !== 'action' || condition.action === undefined) return;
      const { action } = condition;
      if (!PROVISIONING_ACTIONS.some((one) => one === action.text)) {
        const { question, fixes } = suggestion(action.text, PROVISIONING_ACTIONS, placed, action);
        context.report(placed, action, {
          message: `There is no action ${action.text}. Actions are create, update, disable, delete and none.${question}`,
          fixes,
        });
      } else if (context.direction === 'writeback' && action.text !== 'update' && action.text !== 'none') {
        context.report(placed, action, {
          message: `A writeback never does ${action.text}. Expect update or none.`,
        });
      }
    },
  },
};
