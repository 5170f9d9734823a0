import type { Rule } from '../diagnostic.ts';

/** A limit is a whole number of people, or a percentage up to 100. */
export const limitAmount: Rule = {
  code: 'SFM7003',
  severity: 'error',
  title: 'How much a limit allows',
  page: {
    why: 'People are counted, so a limit is a whole number, or a percentage of everybody in scope, which is rounded up. 100% and more allow everything, and a limit that allows everything is none.',
    wrong: `provision EntraID -> SuccessFactors

limits { update <= 0.5 }

map { personIdExternal <- [employeeId] match 1 }
`,
    right: `provision EntraID -> SuccessFactors

limits { update <= 0.5% }

map { personIdExternal <- [employeeId] match 1 }
`,
  },
  each: {
    limit: (placed, context) => {
      const { amount } = placed.declaration;
      if (amount === undefined) return;
      if (amount.unit === 'number' && !Number.isInteger(amount.number)) {
        const written = context.textOf(placed, amount);
        context.report(placed, amount, {
          message: `A limit is a whole number of people, or a percentage: ${Math.ceil(amount.number)} or ${written}%.`,
        });
      } else if (amount.unit === 'percent' && amount.number >= 100) {
        context.report(placed, amount, {
          severity: 'warning',
          message: `${context.textOf(placed, amount)} allows everybody, so this limits nothing. Write a smaller part, or a number.`,
        });
      }
    },
  },
};
