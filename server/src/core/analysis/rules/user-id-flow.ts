import type { Fix, Rule } from '../diagnostic.ts';
import { addOption, optionOf } from '../map-options.ts';
import { sameForEverybody } from '../match-source.ts';

/**
 * The writeback knows which user of several employments is meant while `userId` is among the changes. Source: "Microsoft
 * Entra ID and SAP SuccessFactors integration reference", writeback with several employments.
 */
export const userIdFlow: Rule = {
  code: 'SFM4007',
  severity: 'warning',
  title: 'userId that flows with its own changes alone',
  page: {
    why: `After a rehire or a conversion a person has several employments, each with a user of its own. The writeback takes the one whose \`userId\` is among the changes; without it, it goes by the person id and may write to the former user. A mapping flows when its own value changes, and a user id hardly ever does: \`flow always\` keeps it among the changes.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]           match 1
  custom01         <- [userPrincipalName]
  userId           <- [extensionAttribute1]
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]           match 1
  custom01         <- [userPrincipalName]
  userId           <- [extensionAttribute1]  flow always
}
`,
    sources: ['Microsoft Entra ID and SAP SuccessFactors integration reference'],
  },
  each: {
    map: (placed, context) => {
      const { target, source } = placed.declaration;
      if (context.direction !== 'writeback' || target?.text !== 'userId' || placed.problems.length > 0) return;
      if (source === undefined || source.kind === 'none' || source.kind === 'baseline') return;
      // That it is the same for everybody is worse, and said elsewhere.
      if (sameForEverybody(placed) !== undefined) return;
      if (optionOf(placed.declaration, 'flow always') !== undefined) return;
      // What is meant by another word behind flow is not known.
      if (optionOf(placed.declaration, 'flow') !== undefined) return;
      const edit = addOption(placed, 'flow always');
      const fixes: Fix[] = edit === undefined ? [] : [{ title: 'Add flow always', preferred: true, edits: [edit] }];
      context.report(placed, target, {
        message:
          'userId is sent only when it changes itself, so the writeback may take the user of a former employment. Add flow always.',
        fixes,
      });
    },
  },
};
