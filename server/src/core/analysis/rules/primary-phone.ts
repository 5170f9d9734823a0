import { evaluateExpression } from '../../expressions/evaluate.ts';
import type { Expression } from '../../language/syntax.ts';
import { attributesOf } from '../../language/walk.ts';
import type { AttributeValue } from '../../mapping/outcome.ts';
import { editOf, type Fix, type Rule, type RuleContext } from '../diagnostic.ts';
import type { BoundMapping } from '../model.ts';

/** More inputs than this are not simulated: 2^6 combinations are plenty for two flags. */
const MAXIMUM_INPUTS = 6;

interface Phones {
  readonly business: { readonly number: BoundMapping | undefined; readonly flag: BoundMapping | undefined };
  readonly cell: { readonly number: BoundMapping | undefined; readonly flag: BoundMapping | undefined };
}

/**
 * Exactly one phone should be primary whenever one is written. Every combination of present and empty inputs is
 * evaluated over the rows that would really be sent: a phone without a number sends none.
 *
 * The flags that Microsoft's integration reference prints for its scenarios are information alone, although its
 * expressions of scenario 4 leave a person with a mobile number without a primary phone.
 */
export const primaryPhone: Rule = {
  code: 'SFM4001',
  severity: 'warning',
  title: 'No phone, or two, would be primary',
  check(context) {
    if (context.model.direction !== 'writeback') return;
    const phones = phonesOf(context);
    const flag = phones.cell.flag ?? phones.business.flag;
    const place = flag?.expression;
    if (flag === undefined || place === undefined) return;
    const bad = combinations(phones);
    if (bad.length === 0) return;
    context.report(flag.placed, place, {
      message: bad.join(' '),
      severity: isPrinted(context, phones) ? 'information' : 'warning',
      fixes: fixesFor(context, phones),
    });
  },
};

function phonesOf({ model }: RuleContext): Phones {
  const find = (target: string) => model.mappings.find((mapping) => mapping.target === target);
  return {
    business: { number: find('businessPhoneNumber'), flag: find('businessPhoneIsPrimary') },
    cell: { number: find('cellPhoneNumber'), flag: find('cellPhoneIsPrimary') },
  };
}

function combinations({ business, cell }: Phones): string[] {
  const used = [business, cell].flatMap(({ number, flag }) =>
    number?.expression === undefined || flag?.expression === undefined ? [] : [number.expression, flag.expression],
  );
  const inputs = [...new Set(used.flatMap((expression) => [...attributesOf(expression)]))];
  if (used.length === 0 || inputs.length > MAXIMUM_INPUTS) return [];
  const bad: string[] = [];
  for (let bits = 0; bits < 2 ** inputs.length; bits++) {
    const present = new Set(inputs.filter((_, i) => (bits >> i) & 1));
    const primaries = [business, cell].flatMap(({ number, flag }) => {
      const sent =
        number?.expression !== undefined && flag?.expression !== undefined && text(number.expression, present) !== '';
      return sent ? [text(flag.expression as Expression, present).toLowerCase() === 'true'] : [];
    });
    const count = primaries.filter(Boolean).length;
    if (primaries.length === 0 || count === 1) continue;
    bad.push(`With ${combinationText(inputs, present)}, ${count === 0 ? 'no phone' : 'two phones'} would be primary.`);
  }
  return bad;
}

function text(expression: Expression, present: ReadonlySet<string>): string {
  const outcome = evaluateExpression(expression, {
    attribute: (name): AttributeValue =>
      present.has(name) ? { value: `<${name}>`, matches: 1 } : { value: null, matches: 0 },
  });
  return outcome.state === 'value' && typeof outcome.value === 'string' ? outcome.value : '';
}

function combinationText(inputs: readonly string[], present: ReadonlySet<string>): string {
  if (inputs.every((name) => present.has(name))) return `${inputs.join(' and ')} set`;
  return inputs.map((name) => `${name} ${present.has(name) ? 'set' : 'empty'}`).join(' and ');
}

const bare = (value: string) => value.replace(/\s+/g, '');

/** The pairs of flags that the integration reference prints for its scenarios 2 to 4: business phone, cell phone. */
const PRINTED: readonly (readonly [string, string])[] = [
  ['"true"', '"false"'],
  ['"false"', '"true"'],
  [
    'IIF(IsPresent([telephoneNumber]),IIF(IsPresent([mobile]),"false","true"),"false")',
    'IIF(IsPresent([mobile]),"false","true")',
  ],
];

function isPrinted(context: RuleContext, { business, cell }: Phones): boolean {
  return PRINTED.some(
    ([first, second]) => bare(source(context, business.flag)) === first && bare(source(context, cell.flag)) === second,
  );
}

function source({ file }: RuleContext, mapping: BoundMapping | undefined): string {
  if (mapping?.expression === undefined) return '';
  const { offset } = mapping.placed;
  return file.text.slice(offset + mapping.expression.start, offset + mapping.expression.end);
}

/** The cell phone is primary when it is there, else the business phone: needs both numbers to be mapped directly. */
function fixesFor(context: RuleContext, { business, cell }: Phones): Fix[] {
  const telephone = business.number?.expression;
  const mobile = cell.number?.expression;
  if (telephone?.kind !== 'attribute' || mobile?.kind !== 'attribute') return [];
  const wanted: readonly (readonly [BoundMapping | undefined, string])[] = [
    [business.flag, `IIF(IsPresent([${telephone.name}]), IIF(IsPresent([${mobile.name}]), "false", "true"), "false")`],
    [cell.flag, `IIF(IsPresent([${mobile.name}]), "true", "false")`],
  ];
  const edits = wanted.flatMap(([mapping, expression]) =>
    mapping?.expression === undefined || bare(source(context, mapping)) === bare(expression)
      ? []
      : [editOf(mapping.placed, mapping.expression, expression)],
  );
  return edits.length === 0
    ? []
    : [{ title: 'Make the cell phone primary when there is one, else the business phone', edits }];
}
