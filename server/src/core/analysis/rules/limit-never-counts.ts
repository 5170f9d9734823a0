import type { Rule } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';

const NEVER: ReadonlySet<string> = new Set(['create', 'disable', 'delete']);

/** A writeback updates people and does nothing else, so a limit of another action counts nobody. */
export const limitNeverCounts: Rule = {
  code: 'SFM7006',
  severity: 'information',
  title: 'A limit that never counts',
  page: {
    why: 'A writeback updates people of SuccessFactors; it creates, disables and deletes nobody. A limit of these counts nothing and so protects nothing. Limit `update`, or `clear(target)` and `change(target)`.',
    wrong: `provision EntraID -> SuccessFactors

limits {
  update  <= 20%
  disable <= 5
}

map { personIdExternal <- [employeeId] match 1 }
`,
    right: `provision EntraID -> SuccessFactors

limits {
  update <= 20%
}

map { personIdExternal <- [employeeId] match 1 }
`,
    sources: ['Microsoft, "Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors"'],
  },
  each: {
    limit: (placed, context) => {
      const { limit, attribute } = placed.declaration;
      if (context.direction !== 'writeback' || placed.problems.length > 0) return;
      if (limit === undefined || attribute !== undefined || !NEVER.has(limit.text)) return;
      const { file } = context.whole();
      const alone = file.declarations.filter(({ declaration }) => declaration.kind === 'limit').length === 1;
      context.report(placed, limit, {
        message: `A writeback ${limit.text}s nobody, so this limit counts nothing. Limit update, or clear and change of a target.`,
        unnecessary: true,
        // An empty block would be left, which is a mistake of its own.
        fixes: alone ? [] : [{ title: 'Remove this limit', edits: [removeDeclaration(file, placed)] }],
      });
    },
  },
};
