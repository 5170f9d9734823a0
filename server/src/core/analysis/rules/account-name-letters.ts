import type { CallExpression, Expression } from '../../language/syntax.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { constantText } from '../expression-constants.ts';
import { letterParts } from '../expression-kinds.ts';
import { eachMapping } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

const TARGETS: ReadonlySet<string> = new Set(['mailnickname', 'samaccountname', 'userprincipalname']);
/** `firstName`, `PreferredLastName`, `displayName`; not `username` or `LocationName`. */
const PERSON_NAME = /(?:first|last|middle|given|sur|second|preferred|display|nick|birth)\w*name$/i;

type Guard = 'NormalizeDiacritics' | 'StripSpaces';

/** Names of people hold accents and blanks, which names of accounts cannot. */
export const accountNameLetters: Rule = {
  code: 'SFM5021',
  severity: 'information',
  title: 'An account name from names with accents or blanks',
  page: {
    why: 'A user principal name, a sAMAccountName and a mailNickname take no blanks and hardly any letters with accents; names of people have both. Microsoft builds them with `NormalizeDiacritics(StripSpaces(…))` around the names, throughout its examples.',
    wrong: inboundExample(
      '  userPrincipalName <- Join("@", Join(".", [firstName], [lastName]), "contoso.example") on create\n',
    ),
    right: inboundExample(
      '  userPrincipalName <- Join("@", NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName]))), "contoso.example") on create\n',
    ),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachMapping(({ target, expression }, placed, context) => {
    if (context.direction !== 'inbound' || !TARGETS.has(target.toLowerCase())) return;
    const rules =
      expression.kind === 'call' && expression.name === 'SelectUniqueValue' ? expression.arguments : [expression];
    for (const rule of rules) {
      if (rule === undefined) continue;
      const missing = missingGuards(rule, rule === expression ? [] : ['NormalizeDiacritics']);
      if (missing === undefined) continue;
      const { name, guards } = missing;
      const [outer] = guards;
      const text = guards.reduceRight((inner, guard) => `${guard}(${inner})`, context.textOf(placed, rule));
      const what = guards.length > 1 ? 'accents and blanks' : outer === 'StripSpaces' ? 'blanks' : 'accents';
      context.report(placed, rule, {
        message: `[${name}] may hold ${what}, which ${target} does not take. Put ${guards.join(' and ')} around it.`,
        fixes: [{ title: `Put ${guards.join(' and ')} around it`, edits: [editOf(placed, rule, text)] }],
      });
    }
  }),
};

/** The first name of a person that gets into a value without both guards, and those that it lacks. */
function missingGuards(
  node: Expression,
  guarded: readonly Guard[],
): { readonly name: string; readonly guards: readonly Guard[] } | undefined {
  if (node.kind === 'attribute') {
    const all: readonly Guard[] = ['NormalizeDiacritics', 'StripSpaces'];
    const guards = all.filter((guard) => !guarded.includes(guard));
    return guards.length > 0 && PERSON_NAME.test(node.name) ? { name: node.name, guards } : undefined;
  }
  const inner = node.kind === 'call' ? [...guarded, ...guardsOf(node)] : guarded;
  for (const part of letterParts(node)) {
    const missing = missingGuards(part, inner);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** A pattern may take away anything, so it counts as both. */
function guardsOf({ name, arguments: slots }: CallExpression): readonly Guard[] {
  if (name === 'NormalizeDiacritics' || name === 'StripSpaces') return [name];
  if (name !== 'Replace') return [];
  if (slots[2] !== undefined) return ['NormalizeDiacritics', 'StripSpaces'];
  return constantText(slots[1]) === ' ' ? ['StripSpaces'] : [];
}
