import type { LimitDeclaration, MappingFile } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import type { MappingModel } from '../model.ts';
import { removeDeclaration } from '../removal.ts';

type Action = 'create' | 'update' | 'disable' | 'delete';

const NEVER: ReadonlySet<string> = new Set(['create', 'disable', 'delete']);

const ACTIONS: readonly Action[] = ['create', 'update', 'disable', 'delete'];

/** A limit of something that the file never does counts nobody: a writeback updates people and does nothing else. */
export const limitNeverCounts: Rule = {
  code: 'SFM7006',
  severity: 'information',
  title: 'A limit that never counts',
  page: {
    why: 'A writeback updates people of SuccessFactors; it creates, disables and deletes nobody. A limit of these counts nothing and so protects nothing. Limit `update`, or `clear(target)` and `change(target)`.\n\nThe same is true of a limit of something that the `actions` of a file do not name.',
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
  check(context) {
    const { file, model } = context;
    const limits = declarationsOf(file, 'limit');
    if (limits.length === 0 || model.direction === undefined || !actionsAreKnown(file)) return;
    const alone = limits.length === 1;
    for (const placed of limits) {
      const { limit, attribute } = placed.declaration;
      if (limit === undefined || attribute !== undefined || placed.problems.length > 0) continue;
      const message = whyNever(placed.declaration, limit.text, model);
      if (message === undefined) continue;
      context.report(placed, limit, {
        message,
        unnecessary: true,
        // An empty block would be left, which is a mistake of its own.
        fixes: alone ? [] : [{ title: 'Remove this limit', edits: [removeDeclaration(file, placed)] }],
      });
    }
  },
};

function whyNever(
  { amount }: LimitDeclaration,
  kind: string,
  { direction, actions }: MappingModel,
): string | undefined {
  if (direction === 'writeback') {
    if (!NEVER.has(kind)) return undefined;
    return `A writeback ${kind}s nobody, so this limit counts nothing. Limit update, or clear and change of a target.`;
  }
  // Nobody at all is what the actions say as well: it is written to be sure.
  if (amount === undefined || amount.number === 0 || !isAction(kind) || actions.has(kind)) return undefined;
  return `The actions of this file have no ${kind}, so nobody is ${kind}d and this limit counts nothing. Add ${kind} to the actions, or remove the limit.`;
}

/** What a line of actions means that has a mistake is not known. */
function actionsAreKnown(file: MappingFile): boolean {
  const lines = declarationsOf(file, 'actions');
  const broken = file.declarations.some(
    ({ declaration }) => declaration.kind === 'opaque' && declaration.block === 'file',
  );
  return (
    !broken &&
    lines.every(
      ({ declaration, problems }) => problems.length === 0 && declaration.actions.every(({ text }) => isAction(text)),
    )
  );
}

const isAction = (text: string): text is Action => ACTIONS.some((one) => one === text);
