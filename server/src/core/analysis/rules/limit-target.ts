import type { Rule } from '../diagnostic.ts';
import { nameSuggestion } from '../suggestion.ts';

/** `clear(x)` and `change(x)` of a target that nothing is mapped to count nothing. */
export const limitTarget: Rule = {
  code: 'SFM7002',
  severity: 'warning',
  title: 'A limit of a target that is not mapped',
  page: {
    why: 'A plan changes no target but those that are mapped. A limit of another one counts nothing and so protects nothing; mostly its name is mistyped.',
    wrong: `provision EntraID -> SuccessFactors

limits { change(mail) <= 10% }

map {
  personIdExternal <- [employeeId] match 1
  email            <- [mail]
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
    right: `provision EntraID -> SuccessFactors

limits { change(email) <= 10% }

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
      const { limit, attribute } = placed.declaration;
      if (attribute === undefined || (limit?.text !== 'clear' && limit?.text !== 'change')) return;
      if (context.isMapped(attribute.text)) return;
      const mapped = context.whole().model.mappings.map(({ target }) => target);
      const { question, fixes } = nameSuggestion(attribute.text, mapped, placed, attribute);
      context.report(placed, attribute, {
        message: `Nothing is mapped to ${attribute.text}, so this limit counts nothing.${question}`,
        fixes,
      });
    },
  },
};
