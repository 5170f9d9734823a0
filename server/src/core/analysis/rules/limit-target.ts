import { entraAttribute } from '../../catalog/entra-attributes.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';
import { nameSuggestion } from '../suggestion.ts';

/** `clear(x)` and `change(x)` of a target that nothing is mapped to count nothing. */
export const limitTarget: Rule = {
  code: 'SFM7002',
  severity: 'error',
  title: 'A limit of a target that is not mapped',
  page: {
    why: 'A plan changes no target but those that are mapped. A limit of another one counts nothing and so protects nothing; mostly its name is mistyped. For a target that the list has, and that is not mapped yet, it is a warning.',
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
        ...(mayBeMeant(attribute.text, question !== '', context) ? { severity: 'warning' as const } : {}),
        message: `Nothing is mapped to ${attribute.text}, so this limit counts nothing.${question}`,
        fixes,
      });
    },
  },
};

/** Whether there is such a target. What a directory of its own has is not known: there a name that is near tells. */
function mayBeMeant(name: string, near: boolean, context: DeclarationContext): boolean {
  if (context.target(name) !== undefined || context.isUnread('target', name)) return true;
  if (context.direction === 'inbound' && entraAttribute(name) !== undefined) return true;
  return context.direction === undefined || (context.pair === 'SuccessFactors->ActiveDirectory' && !near);
}
