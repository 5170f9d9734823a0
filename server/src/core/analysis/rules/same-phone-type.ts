import type { DeclarationContext, Rule } from '../diagnostic.ts';
import { expandedText } from '../expression-constants.ts';
import type { BoundMapping } from '../model.ts';
import { businessPhoneRow, cellPhoneRow } from '../writeback-rows.ts';

/** The type is part of a phone row's key: two phones of one type are one row. */
export const samePhoneType: Rule = {
  code: 'SFM4011',
  severity: 'error',
  title: 'Two phones of one type',
  page: {
    why: `SuccessFactors keeps one phone of each type for a person. If \`businessPhoneType\` and \`cellPhoneType\` hold the same option id, both numbers go to the same row, and the second takes the place of the first.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal       <- [employeeId]                                    match 1
  businessPhoneNumber    <- IgnoreFlowIfNullOrEmpty([telephoneNumber])
  businessPhoneType      <- "10605"
  businessPhoneIsPrimary <- IIF(IsPresent([mobile]), "false", "true")
  cellPhoneNumber        <- IgnoreFlowIfNullOrEmpty([mobile])
  cellPhoneType          <- "10605"
  cellPhoneIsPrimary     <- "true"
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal       <- [employeeId]                                    match 1
  businessPhoneNumber    <- IgnoreFlowIfNullOrEmpty([telephoneNumber])
  businessPhoneType      <- "10605"
  businessPhoneIsPrimary <- IIF(IsPresent([mobile]), "false", "true")
  cellPhoneNumber        <- IgnoreFlowIfNullOrEmpty([mobile])
  cellPhoneType          <- "10606"
  cellPhoneIsPrimary     <- "true"
}
`,
    sources: ['Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors'],
  },
  each: {
    map: (placed, context) => {
      const { target, source } = placed.declaration;
      if (context.direction !== 'writeback' || target?.text !== cellPhoneRow.type || source?.kind !== 'string') return;
      const business = constantOf(context.mapping(businessPhoneRow.type));
      const numbers = [businessPhoneRow, cellPhoneRow].map(({ value }) => context.mapping(value)?.expression);
      if (business === undefined || numbers.includes(undefined) || !same(business, source.value, context)) return;
      context.report(placed, source, {
        message: `businessPhoneType and cellPhoneType are both ${expandedText(source.value, context.parameters) ?? source.value}: SuccessFactors keeps one phone of a type, so the cell phone would take the place of the business phone.`,
      });
    },
  },
};

function constantOf(mapping: BoundMapping | undefined): string | undefined {
  return mapping?.expression?.kind === 'string' ? mapping.expression.value : undefined;
}

function same(one: string, other: string, { parameters }: DeclarationContext): boolean {
  if (one === other) return one !== '';
  const [a, b] = [one, other].map((text) => expandedText(text, parameters));
  return a !== undefined && a !== '' && a === b;
}
