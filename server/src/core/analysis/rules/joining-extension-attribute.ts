import type { Rule } from '../diagnostic.ts';
import { inboundExample, USER_UPDATE_ISSUES } from '../expression-sources.ts';

const EXTENSION_ATTRIBUTE = /^extensionAttribute(?:[1-9]|1[0-5])$/;

/** Entra ID cannot look people up by these attributes. */
export const joiningExtensionAttribute: Rule = {
  code: 'SFM5024',
  severity: 'error',
  title: 'Matching by extensionAttribute1 to 15',
  page: {
    why: 'To match a person the service looks for the user in Entra ID by the value of the matching attribute. It cannot filter by `extensionAttribute1` to `extensionAttribute15`, so from SuccessFactors to Entra ID they cannot be matching attributes. `employeeId` can.',
    wrong: inboundExample('  extensionAttribute1 <- [personIdExternal] match 2\n'),
    right: inboundExample('  extensionAttribute1 <- [personIdExternal]\n'),
    sources: [USER_UPDATE_ISSUES],
  },
  each: {
    map(placed, context) {
      const { target, options } = placed.declaration;
      const match = options.find(({ kind }) => kind === 'match');
      if (context.pair !== 'SuccessFactors->EntraID' || match === undefined) return;
      if (target === undefined || !EXTENSION_ATTRIBUTE.test(target.text)) return;
      context.report(placed, match, {
        message: `Entra ID cannot look people up by ${target.text}, so it matches nobody. Match by employeeId.`,
      });
    },
  },
};
