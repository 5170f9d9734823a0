import { parameterReferences } from '../../language/parameters.ts';
import type { MapDeclaration, PlacedDeclaration, StringExpression } from '../../language/syntax.ts';
import { declarationsOf, isExpression } from '../bind.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { writeResult } from '../expression-branches.ts';
import { expandedText } from '../expression-constants.ts';
import { resultsOf } from '../expression-kinds.ts';
import { rowOf } from '../writeback-rows.ts';

/** As Picklist Center groups the digits: by a comma, a point, a blank or an apostrophe. */
const GROUPED = /^\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+$/;

/**
 * Types of e-mails and phones are option ids of a picklist. Source: "Tutorial: Configure attribute write-back from
 * Microsoft Entra ID to SAP SuccessFactors", constants 8448, 10605 and 10606.
 */
export const optionId: Rule = {
  code: 'SFM4004',
  severity: 'error',
  title: 'Option id of an e-mail or phone type',
  page: {
    why: `\`emailType\`, \`businessPhoneType\` and \`cellPhoneType\` are option ids of your tenant's picklists, and every tenant has its own. Admin Center shows them in Picklist Center with a comma (\`8,448\`); the API takes the digits alone. The words that people read there (\`B\`, \`Business\`) are refused too.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]                     match 1
  email            <- IgnoreFlowIfNullOrEmpty([mail])
  emailType        <- "8,448"
  emailIsPrimary   <- "true"
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
      const { target, source } = placed.declaration;
      if (context.direction !== 'writeback' || target === undefined || !isExpression(source)) return;
      if (placed.problems.length > 0 || rowOf(target.text, 'type') === undefined) return;
      for (const node of resultsOf(source)) {
        if (node.kind === 'string') checkConstant(target.text, node, placed, context);
      }
    },
  },
};

function checkConstant(
  target: string,
  node: StringExpression,
  placed: PlacedDeclaration<MapDeclaration>,
  context: DeclarationContext,
): void {
  const text = expandedText(node.value, context.parameters);
  if (text === undefined || /^\d*$/.test(text)) return;
  const [reference] = parameterReferences(node.value);
  const says =
    reference === undefined ? `${target} is ${text}` : `${target} is ${text}, by the parameter ${reference.name}`;
  const digits = text.replace(/\D/g, '');
  const bare = text.trim();
  if (/^\d+$/.test(bare)) {
    context.report(placed, node, {
      message: `${says.replace(text, `"${text}"`)}, with blanks that SuccessFactors does not take. Write ${digits}.`,
      fixes: reference === undefined ? writeDigits(digits, placed, node, context) : [],
    });
    return;
  }
  if (!GROUPED.test(bare)) {
    const message = `${says}, which is no option id. Write the number that Picklist Center shows for the type.`;
    context.report(placed, node, { message });
    return;
  }
  context.report(placed, node, {
    message: `${says}: Picklist Center shows the option id so, but SuccessFactors takes the digits alone. Write ${digits}.`,
    fixes:
      reference === undefined
        ? writeDigits(digits, placed, node, context)
        : parameterFix(node.value, reference.name, text, digits, context),
  });
}

/** Not for everybody: a type that is one constant must agree with the paths of its phone. */
function writeDigits(
  digits: string,
  placed: PlacedDeclaration<MapDeclaration>,
  node: StringExpression,
  context: DeclarationContext,
): Fix[] {
  return writeResult(placed, node, digits, context, digits).filter(({ preferred }) => preferred === true);
}

/** The text of the parameter is mended where it stands in this file. */
function parameterFix(written: string, name: string, text: string, digits: string, context: DeclarationContext): Fix[] {
  if (written !== `{{${name}}}`) return [];
  const line = declarationsOf(context.whole().file, 'param').find(({ declaration }) => declaration.name?.text === name);
  const node = line?.declaration.text;
  if (line === undefined || node?.value !== text) return [];
  return [
    { title: `Write ${digits} for the parameter ${name}`, preferred: true, edits: [editOf(line, node, `"${digits}"`)] },
  ];
}
