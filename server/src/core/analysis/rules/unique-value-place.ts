import type { CallExpression, MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Finding, type Rule } from '../diagnostic.ts';
import { eachCall, type Site } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

/** SelectUniqueValue makes the name of a new account in Active Directory, and nothing else. */
export const uniqueValuePlace: Rule = {
  code: 'SFM5005',
  severity: 'error',
  title: 'SelectUniqueValue where it is not supported',
  page: {
    why: '`SelectUniqueValue` asks the target for the first free value while an account is created. Microsoft supports it from SuccessFactors to Active Directory, not to Entra ID. It must be the outermost function, needs `on create`, because an account would otherwise take the next free name at each update, and cannot feed an attribute that people are matched by.',
    wrong: inboundExample(
      '  userPrincipalName <- SelectUniqueValue(NormalizeDiacritics([username]), Append(NormalizeDiacritics([username]), "1"))\n',
      'ActiveDirectory',
    ),
    right: inboundExample(
      '  userPrincipalName <- SelectUniqueValue(NormalizeDiacritics([username]), Append(NormalizeDiacritics([username]), "1")) on create\n',
      'ActiveDirectory',
    ),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(['SelectUniqueValue'], (site, placed, context) => {
    const finding = problemOf(site, placed, context);
    if (finding !== undefined) context.report(placed, site.node.nameSpan, finding);
  }),
};

function problemOf(
  { parents }: Site<CallExpression>,
  placed: PlacedDeclaration<MapDeclaration>,
  { pair }: DeclarationContext,
): Finding | undefined {
  if (pair !== undefined && pair !== 'SuccessFactors->ActiveDirectory') {
    return {
      message: `SelectUniqueValue is supported from SuccessFactors to Active Directory alone, not in ${pair.replace('->', ' -> ')}. Write one of its rules.`,
    };
  }
  const [parent] = parents;
  if (parent !== undefined) {
    const around = parent.kind === 'call' ? parent.name : 'a comparison';
    const cure = parent.kind === 'call' ? `Move ${around} into each of its rules.` : 'Compare in its rules.';
    return { message: `SelectUniqueValue must be the outermost function, but stands inside ${around}. ${cure}` };
  }
  const { options, source } = placed.declaration;
  if (options.some(({ kind }) => kind === 'match')) {
    return {
      message: 'People cannot be matched by a value that SelectUniqueValue makes. Match by [personIdExternal].',
    };
  }
  if (options.some(({ kind }) => kind === 'on create') || source === undefined) return undefined;
  const end = { start: source.end, end: source.end };
  return {
    message:
      'SelectUniqueValue works only while an account is created: at an update it would take the next free value. Add on create.',
    fixes: [{ title: 'Add on create', preferred: true, edits: [editOf(placed, end, ' on create')] }],
  };
}
