import type { Finding, Rule } from '../diagnostic.ts';
import { optionOf, removeOption, whyNoNulls } from '../map-options.ts';

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
      const message = whyNoNulls(placed, target.text, context);
      if (message === undefined) return;
      const finding: Finding = {
        message: `${message} Remove flow nulls.`,
        fixes: [{ title: 'Remove flow nulls', edits: [removeOption(placed, option, context.textOf)] }],
      };
      context.report(placed, option, finding);
    },
  },
};
