import { writebackTargets } from '../../catalog/writeback-targets.ts';
import { completeGroup } from '../../refactoring/writeback-scenario.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';
import { rowOf, type WritebackRow, writebackRows } from '../writeback-rows.ts';

/**
 * A row of SuccessFactors is written whole: value, type and primary flag together. Source: the errors "Missing mapping
 * for property emailType" and "isPrimary is a required field" that the writeback app reports, and the attribute table
 * of "Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors".
 */
export const writebackRow: Rule = {
  code: 'SFM4002',
  severity: 'error',
  title: 'A row that is not mapped whole',
  page: {
    why: `An e-mail address or a phone number is one row in SuccessFactors, and a row is written whole: the value, its type and its primary flag. With one of them missing SuccessFactors refuses the row. An area code or an extension without the number writes nothing at all; a type alone is legal and writes nothing either, which is told as information. Of a flag alone nothing is said: Microsoft prints flags without numbers in its table of scenarios.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]                     match 1
  email            <- IgnoreFlowIfNullOrEmpty([mail])
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]                     match 1
  email            <- IgnoreFlowIfNullOrEmpty([mail])
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
    sources: ['Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors'],
  },
  each: {
    map: (placed, context) => {
      const { target } = placed.declaration;
      const known = target === undefined ? undefined : writebackTargets.get(target.text);
      if (context.direction !== 'writeback' || target === undefined || known === undefined) return;
      const whole = rowOf(target.text, 'value');
      if (whole !== undefined) {
        const missing = [whole.type, whole.flag].filter((part) => !context.isMapped(part));
        if (missing.length === 0 || isSecond(placed, context.mapping(target.text))) return;
        const { file, model } = context.whole();
        const completed = canComplete(whole, placed, context) ? completeGroup(file, model, whole.group) : undefined;
        context.report(placed, target, {
          message: `A row of the ${whole.noun} needs ${missing.join(' and ')} mapped beside ${whole.value}: SuccessFactors refuses it otherwise.`,
          fixes: completed === undefined ? [] : [{ title: completed.title, edits: completed.edits }],
        });
        return;
      }
      const row = writebackRows.find(({ group }) => group === known.group);
      if (row === undefined || known.property === 'isPrimary' || context.isMapped(row.value)) return;
      if (isSecond(placed, context.mapping(target.text))) return;
      context.report(placed, target, {
        // A type alone is legal, and the portal's default mappings have it for each phone.
        severity: row.type === target.text ? 'information' : 'warning',
        message: `${target.text} writes nothing: ${row.value} is not mapped, and a row without it is not sent. Map ${row.value}, or take this line away.`,
      });
    },
  },
};

/** Beside another phone, or paths of the file's own, the flag and the type are the author's choice. */
function canComplete(
  row: WritebackRow,
  { problems }: { readonly problems: readonly unknown[] },
  context: DeclarationContext,
): boolean {
  const others = writebackRows.filter(({ group }) => group !== row.group && group !== 'email');
  const alone = row.group === 'email' || others.every(({ value }) => context.mapping(value) === undefined);
  const ownPath = [row.value, row.type, row.flag].some(
    (target) => context.target(target)?.path !== writebackTargets.get(target)?.path,
  );
  return problems.length === 0 && alone && !ownPath;
}

/** A target that is mapped twice is told about once. */
function isSecond(
  { declaration }: { readonly declaration: unknown },
  first: { readonly placed: { readonly declaration: unknown } } | undefined,
): boolean {
  return first?.placed.declaration !== declaration;
}
