import { isExpression } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import { writeResult } from '../expression-branches.ts';
import { expandedText } from '../expression-constants.ts';
import { resultsOf } from '../expression-kinds.ts';

const METHODS = ['SSO', 'PWD'];

/** `loginMethod` is SSO or PWD. Source: "Tutorial: Configure attribute write-back …", attribute table. */
export const loginMethod: Rule = {
  code: 'SFM4008',
  severity: 'error',
  title: 'Login method',
  page: {
    why: `In a tenant with partial single sign-on each user has a login method. SuccessFactors knows two: \`SSO\` for sign-in through the identity provider, \`PWD\` for a password. It refuses any other text, small letters included.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]  match 1
  loginMethod      <- "sso"
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]  match 1
  loginMethod      <- "SSO"
}
`,
    sources: ['Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors'],
  },
  each: {
    map: (placed, context) => {
      const { target, source } = placed.declaration;
      if (context.direction !== 'writeback' || target?.text !== 'loginMethod' || !isExpression(source)) return;
      if (placed.problems.length > 0) return;
      for (const node of resultsOf(source)) {
        if (node.kind !== 'string') continue;
        const text = expandedText(node.value, context.parameters);
        if (text === undefined || text === '' || METHODS.includes(text)) continue;
        const meant = /^\s*(?:sso|saml)/i.test(text) ? 'SSO' : /^\s*(?:pwd|pass)/i.test(text) ? 'PWD' : undefined;
        const inFile = text === node.value;
        const fixes = meant === undefined || !inFile ? [] : writeResult(placed, node, meant, context);
        context.report(placed, node, {
          message: `loginMethod is SSO or PWD, and "${text}" is neither.${meant === undefined ? '' : ` Write "${meant}".`}`,
          fixes,
        });
      }
    },
  },
};
