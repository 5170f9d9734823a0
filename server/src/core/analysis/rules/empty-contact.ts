import type { Expression } from '../../language/syntax.ts';
import { isExpression } from '../bind.ts';
import { combinationsOf } from '../combinations.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { foreseeMapping, rowOf } from '../writeback-rows.ts';

/** What the write-back tutorial and the integration reference print for these targets themselves. */
const PRINTED: ReadonlySet<string> = new Set([
  '[mail]',
  '[userPrincipalName]',
  '[telephoneNumber]',
  '[mobile]',
  'IIF(IsPresent([mobile]),[mobile],[telephoneNumber])',
]);

/** Attributes that every user of Entra ID has. */
const ALWAYS_SET: ReadonlySet<string> = new Set(['userPrincipalName', 'objectId', 'displayName']);

/**
 * An address or a number that is empty for somebody. Source: "Troubleshoot HR write back issues": the
 * service has no logic for empty values of its own and lets them flow as they are.
 */
export const emptyContact: Rule = {
  code: 'SFM4009',
  severity: 'warning',
  title: 'Address or number that may be empty',
  page: {
    why: `The provisioning service has no rule of its own for empty values: an empty text is sent as it is, and SuccessFactors refuses it or has nothing to put in its place, because a writeback cannot clear a value. \`IgnoreFlowIfNullOrEmpty\` leaves the address or number out of the change, so the row of SuccessFactors stays as it is.

Microsoft's own tables map \`mail\`, \`telephoneNumber\` and \`mobile\` as they are; for them this is information alone.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal   <- [employeeId]                               match 1
  cellPhoneNumber    <- IIF(IsPresent([mobile]), [mobile], "")
  cellPhoneType      <- "10606"
  cellPhoneIsPrimary <- "true"
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal   <- [employeeId]                               match 1
  cellPhoneNumber    <- IgnoreFlowIfNullOrEmpty([mobile])
  cellPhoneType      <- "10606"
  cellPhoneIsPrimary <- "true"
}
`,
    sources: ['Troubleshoot HR write back issues'],
  },
  each: {
    map: (placed, context) => {
      const { target, source } = placed.declaration;
      if (
        context.direction !== 'writeback' ||
        target === undefined ||
        !isExpression(source) ||
        placed.problems.length > 0
      )
        return;
      if (rowOf(target.text, 'value') === undefined) return;
      const mapping = context.mapping(target.text);
      const expression = mapping?.expression;
      if (mapping?.placed.declaration !== placed.declaration || expression === undefined) return;
      let empty: string | undefined;
      for (const combination of combinationsOf([expression], context.parameters)) {
        if ([...ALWAYS_SET].some((name) => combination.attribute(name) === null)) continue;
        const value = foreseeMapping(mapping, combination);
        if (value.kind !== 'null' && !(value.kind === 'text' && value.text === '')) continue;
        empty = combination.text;
        break;
      }
      if (empty === undefined || mapping.onCreate) return;
      const written = context.textOf(placed, expression);
      const printed = PRINTED.has(written.replace(/\s+/g, ''));
      const wrapped = `IgnoreFlowIfNullOrEmpty(${written})`;
      const when = empty === '' ? `${target.text} is empty for everybody` : `With ${empty}, ${target.text} is empty`;
      context.report(placed, expression, {
        ...(printed ? { severity: 'information' } : {}),
        message: `${when}, and a writeback cannot clear a value. IgnoreFlowIfNullOrEmpty leaves it out, so SuccessFactors keeps what it has.`,
        fixes: isConstant(expression)
          ? []
          : [
              {
                title: `Leave ${target.text} out when it is empty`,
                ...(printed ? {} : { preferred: true }),
                edits: [editOf(placed, expression, wrapped)],
              },
            ],
      });
    },
  },
};

function isConstant({ kind }: Expression): boolean {
  return kind === 'string' || kind === 'number';
}
