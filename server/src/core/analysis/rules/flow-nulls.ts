import type { Finding, Rule } from '../diagnostic.ts';
import { optionOf, removeOption } from '../map-options.ts';

const REQUIRED: ReadonlySet<string> = new Set(['displayName', 'userPrincipalName', 'mailNickname', 'accountEnabled']);

/**
 * Where null values cannot or must not flow. Source: Microsoft, "Clear attribute values": updates only, single-valued
 * attributes only, not for matching or required attributes.
 */
export const flowNulls: Rule = {
  code: 'SFM6005',
  severity: 'warning',
  title: 'Null values where they cannot flow',
  page: {
    why: `\`flow nulls\` empties the attribute of an account when SuccessFactors has no value any more. It works for updates and for attributes of one value. On a matching attribute it would cut the account off from its person; on an attribute that every account needs, Entra ID refuses the change.`,
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal]  match 1 flow nulls
  department  <- [department]        flow nulls
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal]  match 1
  department  <- [department]        flow nulls
}
`,
    sources: ['Microsoft, "Clear attribute values"'],
  },
  each: {
    map: (placed, context) => {
      const { target } = placed.declaration;
      const option = optionOf(placed.declaration, 'flow nulls');
      if (context.direction !== 'inbound' || target === undefined || option === undefined) return;
      const reason = () => {
        if (optionOf(placed.declaration, 'match') !== undefined)
          return `An account whose ${target.text} is emptied is never found again.`;
        if (optionOf(placed.declaration, 'on create') !== undefined)
          return 'Null values flow in updates alone, and this mapping flows at creation.';
        if (context.pair === 'SuccessFactors->EntraID' && REQUIRED.has(target.text))
          return `Every account needs ${target.text}, so Entra ID refuses to empty it.`;
        if (context.target(target.text)?.multivalued === true)
          return `Null values flow into attributes of one value, and ${target.text} holds several.`;
        return undefined;
      };
      const message = reason();
      if (message === undefined) return;
      const finding: Finding = {
        message: `${message} Remove flow nulls.`,
        fixes: [{ title: 'Remove flow nulls', edits: [removeOption(placed, option, context.textOf)] }],
      };
      context.report(placed, option, finding);
    },
  },
};
