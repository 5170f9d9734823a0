import { entraAttributes } from '../../catalog/entra-attributes.ts';
import type { Expression } from '../../language/syntax.ts';
import { isExpression } from '../bind.ts';
import { combinationsOf } from '../combinations.ts';
import type { DeclarationContext, Finding, Fix, Rule } from '../diagnostic.ts';
import { writeResult } from '../expression-branches.ts';
import { expandedText } from '../expression-constants.ts';
import { resultsOf } from '../expression-kinds.ts';
import { isNothing } from '../foreseen-value.ts';
import { foreseeMapping, meantFlag, rowOf, type WritebackRow } from '../writeback-rows.ts';

/**
 * A primary flag is true or false for everybody whose row is sent. Sources: "Tutorial: Configure attribute write-back
 * from Microsoft Entra ID to SAP SuccessFactors", attribute table; the error "isPrimary is a required field and cannot
 * be blank" that SuccessFactors answers.
 */
export const primaryFlag: Rule = {
  code: 'SFM4006',
  severity: 'error',
  title: 'Primary flag that is neither true nor false',
  page: {
    why: `\`emailIsPrimary\`, \`businessPhoneIsPrimary\` and \`cellPhoneIsPrimary\` are \`true\` or \`false\` whenever their address or number is sent. SuccessFactors refuses a row whose flag is anything else, and one whose flag is missing. The rule follows the flag through every combination of empty and present attributes.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal   <- [employeeId]                         match 1
  cellPhoneNumber    <- IgnoreFlowIfNullOrEmpty([mobile])
  cellPhoneType      <- "10606"
  cellPhoneIsPrimary <- IIF(IsPresent([mobile]), "yes", "false")
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal   <- [employeeId]                         match 1
  cellPhoneNumber    <- IgnoreFlowIfNullOrEmpty([mobile])
  cellPhoneType      <- "10606"
  cellPhoneIsPrimary <- IIF(IsPresent([mobile]), "true", "false")
}
`,
    sources: ['Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors'],
  },
  each: {
    map: (placed, context) => {
      const { target, source, options } = placed.declaration;
      if (context.direction !== 'writeback' || target === undefined || !isExpression(source)) return;
      const row = rowOf(target.text, 'flag');
      if (row === undefined || placed.problems.length > 0) return;
      const wrong: (readonly [Expression, Finding])[] = resultsOf(source).flatMap((node) => {
        const finding = wrongResult(target.text, node, context, (text) => writeResult(placed, node, text, context));
        return finding === undefined ? [] : [[node, finding] as const];
      });
      for (const [node, finding] of wrong) context.report(placed, node, finding);
      // What hides behind a flag that cannot be mended is told when it is.
      if (wrong.some(([, { fixes = [] }]) => fixes.length === 0)) return;
      const given = options.find(({ kind }) => kind === 'default')?.text;
      if (given !== undefined && notFlag(expandedText(given.value, context.parameters))) {
        context.report(placed, given, { message: `${target.text} is true or false, and the default is neither.` });
        return;
      }
      const missing = whenMissing(row, context);
      if (missing === undefined || context.mapping(target.text)?.placed.declaration !== placed.declaration) return;
      context.report(placed, source, {
        message: `${missing === '' ? '' : `With ${missing}, `}${target.text} has no value, but ${row.value} has: SuccessFactors refuses the row. Let it be "true" or "false" there.`,
      });
    },
  },
};

function notFlag(text: string | undefined): boolean {
  return text !== undefined && !/^(?:true|false)$/i.test(text);
}

function wrongResult(
  target: string,
  node: Expression,
  { parameters, source }: DeclarationContext,
  fixes: (text: string) => Fix[],
): Finding | undefined {
  if (node.kind === 'string' || node.kind === 'number') {
    const text = node.kind === 'string' ? expandedText(node.value, parameters) : node.text;
    if (text === undefined || text === '' || !notFlag(text)) return undefined;
    const meant = meantFlag(text);
    return {
      message: `${target} is true or false, and "${text}" is neither.${meant === undefined ? '' : ` Write "${meant}".`}`,
      // Without the constant its parameter might be used no more.
      fixes: meant === undefined || (node.kind === 'string' && text !== node.value) ? [] : fixes(meant),
    };
  }
  if (node.kind !== 'attribute') return undefined;
  // Somebody may keep a flag in an extension attribute; a name or a number is none.
  const known = entraAttributes.get(node.name);
  const plain = known !== undefined && !/^extension/i.test(node.name) && source(node.name)?.type === 'String';
  if (!plain) return undefined;
  return { message: `${target} is true or false, and ${node.name} of a user is neither. Write "true" or "false".` };
}

/** The first combination in which the row is sent and its flag has no value; empty for every one. */
function whenMissing(row: WritebackRow, context: DeclarationContext): string | undefined {
  const number = context.mapping(row.value);
  const flag = context.mapping(row.flag);
  if (number?.expression === undefined || flag?.expression === undefined) return undefined;
  for (const combination of combinationsOf([number.expression, flag.expression], context.parameters)) {
    const sent = foreseeMapping(number, combination);
    if (sent.kind === 'unknown' || isNothing(sent)) continue;
    if (isNothing(foreseeMapping(flag, combination))) return combination.text;
  }
  return undefined;
}
