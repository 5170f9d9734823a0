import { LIMIT_KINDS } from '../bind-limits.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { suggestion } from '../suggestion.ts';

/** A limit counts something that a plan can do, and `clear` and `change` name the target that they count. */
export const limitKind: Rule = {
  code: 'SFM7001',
  severity: 'error',
  title: 'What a limit counts',
  page: {
    why: 'A limit is a budget that a plan must keep: `create`, `update`, `disable` and `delete` count people; `clear(target)` and `change(target)` count people whose value of one target goes or changes. A limit of another kind would be kept by nothing, so a mapping that has one does not run.',
    wrong: `provision EntraID -> SuccessFactors

limits {
  updates <= 20%
  change  <= 10
}

map {
  personIdExternal <- [employeeId] match 1
  email            <- [mail]
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
    right: `provision EntraID -> SuccessFactors

limits {
  update        <= 20%
  change(email) <= 10
}

map {
  personIdExternal <- [employeeId] match 1
  email            <- [mail]
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
  },
  each: {
    limit: (placed, context) => {
      const { limit, attribute, open, close } = placed.declaration;
      if (limit === undefined || placed.problems.length > 0) return;
      const kind = LIMIT_KINDS.find((one) => one === limit.text);
      if (kind === undefined) {
        const { question, fixes } = suggestion(limit.text, LIMIT_KINDS, placed, limit);
        context.report(placed, limit, {
          message: `There is no limit ${limit.text}. Limits are create, update, disable, delete, clear(target) and change(target).${question}`,
          fixes,
        });
      } else if (kind !== 'clear' && kind !== 'change') {
        if (attribute === undefined || open === undefined || close === undefined) return;
        context.report(placed, attribute, {
          message: `${kind} counts people as a whole. Only clear and change name a target.`,
          fixes: [
            {
              title: `Remove (${attribute.text})`,
              edits: [editOf(placed, { start: limit.end, end: close + 1 }, '')],
            },
          ],
        });
      } else if (attribute === undefined) {
        context.report(placed, limit, { message: `${kind} names the target that it counts: ${kind}(email) <= 10.` });
      }
    },
  },
};
