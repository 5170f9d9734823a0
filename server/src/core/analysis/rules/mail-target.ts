import type { Expression } from '../../language/syntax.ts';
import type { Rule } from '../diagnostic.ts';
import { eachMapping } from '../expression-sites.ts';
import { inboundExample, USER_UPDATE_ISSUES } from '../expression-sources.ts';

/** The mail of a user in Entra ID belongs to Exchange Online. */
export const mailTarget: Rule = {
  code: 'SFM5025',
  severity: 'warning',
  title: 'mail as a target in Entra ID',
  page: {
    why: "The `mail` of a user in Entra ID is managed by Exchange Online: setting it from SuccessFactors to Entra ID is not supported. Let Exchange make the address, from `mailNickname` and `userPrincipalName`, and write it back to SuccessFactors.\n\nMicrosoft's table of default mappings, which is shared with Active Directory, maps `emailAddress` to `mail`; that line alone is information.",
    wrong: inboundExample('  mail <- Append([username], "@contoso.example")\n'),
    right: inboundExample('  mailNickname <- [username] on create\n'),
    sources: [USER_UPDATE_ISSUES],
  },
  each: eachMapping(({ target, expression }, placed, context) => {
    if (target !== 'mail' || context.pair !== 'SuccessFactors->EntraID') return;
    const place = placed.declaration.target ?? expression;
    context.report(placed, place, {
      severity: isDefault(expression) ? 'information' : 'warning',
      message:
        'mail is managed by Exchange Online, and setting it in Entra ID is not supported. Map mailNickname and userPrincipalName, and leave mail to Exchange.',
    });
  }),
};

/** The line of the table of default mappings, which is one table for both inbound apps. */
function isDefault(expression: Expression): boolean {
  return expression.kind === 'attribute' && (expression.name === 'emailAddress' || expression.name === 'email');
}
