import type { Expression, MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { walkExpression } from '../../language/walk.ts';
import { combinationsOf } from '../combinations.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { sameExpression } from '../expression-equality.ts';
import { type Assumptions, isNothing } from '../foreseen-value.ts';
import type { BoundMapping } from '../model.ts';
import { businessPhoneRow, cellPhoneRow, foreseeMapping, meantFlag, type WritebackRow } from '../writeback-rows.ts';

/** A message names this many combinations; who mends those has mended the rest. */
const MOST_SENTENCES = 4;

interface Phone {
  readonly number: BoundMapping | undefined;
  readonly flag: BoundMapping | undefined;
}

interface Phones {
  readonly business: Phone;
  readonly cell: Phone;
}

/**
 * Exactly one phone should be primary whenever one is written. Every combination of present and empty inputs is
 * followed over the rows that would really be sent: a phone without a number sends none.
 *
 * The flags that Microsoft's integration reference prints for its scenarios are information alone, although its
 * expressions of scenario 4 leave a person with a mobile number without a primary phone.
 */
export const primaryPhone: Rule = {
  code: 'SFM4001',
  severity: 'warning',
  title: 'No phone, or two, would be primary',
  page: {
    why: `SuccessFactors keeps one primary phone for each person. The writeback sends the flags that the file gives, whatever the flags in SuccessFactors are now. If two rows say \`true\`, the second call is refused; if none does, the person ends without a primary phone.

The rule follows the flags through every combination of empty and present numbers, and counts the rows that would really be sent: a number that is empty sends no row, so its flag does not matter. A condition that only the person decides, such as \`InStr([telephoneNumber], "+49") = 1\`, is followed both ways.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal       <- [employeeId]                                       match 1
  businessPhoneNumber    <- [telephoneNumber]
  businessPhoneType      <- "10605"
  businessPhoneIsPrimary <- "true"
  cellPhoneNumber        <- [mobile]
  cellPhoneType          <- "10606"
  cellPhoneIsPrimary     <- IIF(IsPresent([mobile]), "true", "false")
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal       <- [employeeId]                                       match 1
  businessPhoneNumber    <- [telephoneNumber]
  businessPhoneType      <- "10605"
  businessPhoneIsPrimary <- IIF(IsPresent([mobile]), "false", "true")
  cellPhoneNumber        <- [mobile]
  cellPhoneType          <- "10606"
  cellPhoneIsPrimary     <- "true"
}
`,
    sources: [
      'Azure Active Directory and SAP SuccessFactors integration reference, "Supported scenarios for phone and email write-back"',
    ],
  },
  each: {
    map: (placed, context) => {
      if (context.direction !== 'writeback') return;
      const target = placed.declaration.target?.text;
      if (target !== cellPhoneRow.flag && target !== businessPhoneRow.flag) return;
      const phones = { business: phoneOf(businessPhoneRow, context), cell: phoneOf(cellPhoneRow, context) };
      const flag = phones.cell.flag ?? phones.business.flag;
      if (flag?.placed.declaration !== placed.declaration || flag.expression === undefined) return;
      const all = [phones.business.number, phones.business.flag, phones.cell.number, phones.cell.flag];
      if (all.some((mapping) => mapping !== undefined && mapping.placed.problems.length > 0)) return;
      const found = badCombinations(phones, context);
      const certain = found.filter(({ doubtful }) => !doubtful);
      const bad = certain.length > 0 ? certain : found;
      if (bad.length === 0) return;
      const rest = bad.length - MOST_SENTENCES;
      const more = rest > 0 ? ` The same goes for ${rest} more ${rest === 1 ? 'combination' : 'combinations'}.` : '';
      context.report(placed, flag.expression, {
        message: `${bad
          .slice(0, MOST_SENTENCES)
          .map(({ sentence }) => sentence)
          .join(' ')}${more}`,
        severity: isPrinted(context, phones) || !bothMapped(phones) || certain.length === 0 ? 'information' : 'warning',
        fixes: fixesFor(context, phones),
      });
    },
  },
};

function phoneOf(row: WritebackRow, { mapping }: DeclarationContext): Phone {
  return { number: mapping(row.value), flag: mapping(row.flag) };
}

/** With one phone alone, another row of SuccessFactors may be the primary one. */
function bothMapped({ business, cell }: Phones): boolean {
  return business.number !== undefined && cell.number !== undefined;
}

/** A combination in which not exactly one row is primary. */
interface Bad {
  readonly sentence: string;
  /** Conditions over one attribute may exclude each other, so nobody may be like this. */
  readonly doubtful: boolean;
}

function badCombinations(phones: Phones, context: DeclarationContext): Bad[] {
  const both = [phones.business, phones.cell].flatMap(({ number, flag }) =>
    number?.expression === undefined || flag?.expression === undefined ? [] : [{ number, flag }],
  );
  const expressions = both.flatMap(({ number, flag }) => [number.expression, flag.expression] as Expression[]);
  const bad: Bad[] = [];
  for (const combination of combinationsOf(expressions, context.parameters)) {
    const open: (readonly Decision[])[] = [[]];
    for (let decisions = open.pop(); decisions !== undefined; decisions = open.pop()) {
      const { rows, primary, sure, asked } = primaryRows(both, combination, decisions, context);
      if (asked !== undefined && decisions.length < MOST_DECISIONS) {
        open.push([...decisions, { ...asked, holds: false }], [...decisions, { ...asked, holds: true }]);
        continue;
      }
      if (!sure || rows === 0 || primary === 1) continue;
      const what = `${primary === 0 ? 'no phone' : 'two phones'} would be primary`;
      const when = [combination.text, ...decisions.map(({ text, holds }) => `${text} ${holds ? 'true' : 'false'}`)];
      const state = when.filter((part) => part !== '').join(' and ');
      bad.push({
        sentence: state === '' ? `${what.replace(/^./, (letter) => letter.toUpperCase())}.` : `With ${state}, ${what}.`,
        doubtful: shareAttribute(decisions),
      });
    }
  }
  return bad;
}

/** A condition that cannot be foreseen, taken one way. */
interface Decision {
  readonly condition: Expression;
  readonly text: string;
  readonly holds: boolean;
}

/** Both ways of this many conditions are followed; what rests on more is not judged. */
const MOST_DECISIONS = 4;

interface Rows {
  readonly rows: number;
  readonly primary: number;
  readonly sure: boolean;
  /** A condition that would have to be decided first. */
  readonly asked?: Omit<Decision, 'holds'>;
}

function primaryRows(
  phones: readonly { readonly number: BoundMapping; readonly flag: BoundMapping }[],
  combination: Assumptions,
  decisions: readonly Decision[],
  context: DeclarationContext,
): Rows {
  let rows = 0;
  let primary = 0;
  let sure = true;
  let asked: Omit<Decision, 'holds'> | undefined;
  const value = (mapping: BoundMapping) =>
    foreseeMapping(mapping, {
      ...combination,
      decide: (condition) => {
        const known = decisions.find((decision) => sameExpression(decision.condition, condition));
        if (known === undefined) asked ??= { condition, text: conditionText(condition, mapping, context) };
        return known?.holds;
      },
    });
  for (const { number, flag } of phones) {
    const sent = value(number);
    if (isNothing(sent)) continue;
    const said = value(flag);
    rows++;
    if (sent.kind === 'unknown' || said.kind !== 'text') sure = false;
    // `yes` is an error of its own; it is taken as it is meant, so that mending it brings nothing new to light.
    else if (meantFlag(said.text) === 'true') primary++;
    else if (meantFlag(said.text) === undefined) sure = false;
  }
  return { rows, primary, sure, ...(asked === undefined ? {} : { asked }) };
}

/** As it is written; a `<>` is decided as its `=`. */
function conditionText(condition: Expression, { placed }: BoundMapping, context: DeclarationContext): string {
  const text = (part: Expression) => context.textOf(placed, part).replace(/\s+/g, ' ');
  if (condition.kind !== 'comparison' || condition.operator !== '=') return text(condition);
  return `${text(condition.left)} = ${text(condition.right)}`;
}

function shareAttribute(decisions: readonly Decision[]): boolean {
  const seen = new Set<string>();
  for (const { condition } of decisions) {
    const own = new Set<string>();
    walkExpression(condition, (node) => {
      if (node.kind === 'attribute') own.add(node.name);
    });
    for (const name of own) {
      if (seen.has(name)) return true;
      seen.add(name);
    }
  }
  return false;
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

function isPrinted(context: DeclarationContext, { business, cell }: Phones): boolean {
  return PRINTED.some(
    ([first, second]) => bare(source(context, business.flag)) === first && bare(source(context, cell.flag)) === second,
  );
}

function source(context: DeclarationContext, mapping: BoundMapping | undefined): string {
  return mapping?.expression === undefined ? '' : context.textOf(mapping.placed, mapping.expression);
}

/** The cell phone is primary when it is there, else the business phone: needs both numbers to come from one attribute. */
function fixesFor(context: DeclarationContext, { business, cell }: Phones): Fix[] {
  const telephone = onlyAttribute(business.number);
  const mobile = onlyAttribute(cell.number);
  if (telephone === undefined || mobile === undefined || telephone === mobile) return [];
  const wanted: readonly (readonly [BoundMapping | undefined, string])[] = [
    [business.flag, `IIF(IsPresent([${telephone}]), IIF(IsPresent([${mobile}]), "false", "true"), "false")`],
    [cell.flag, `IIF(IsPresent([${mobile}]), "true", "false")`],
  ];
  // A default or an option would have a say beside the expressions.
  if (wanted.some(([mapping]) => mapping?.expression === undefined || isOptioned(mapping.placed))) return [];
  // A parameter that only a flag uses would be left without a use.
  if (wanted.some(([mapping]) => source(context, mapping).includes('{{'))) return [];
  const edits = wanted.flatMap(([mapping, expression]) =>
    mapping?.expression === undefined || bare(source(context, mapping)) === bare(expression)
      ? []
      : [editOf(mapping.placed, mapping.expression, expression)],
  );
  return edits.length === 0
    ? []
    : [{ title: 'Make the cell phone primary when there is one, else the business phone', edits }];
}

function isOptioned({ declaration }: PlacedDeclaration<MapDeclaration>): boolean {
  return declaration.options.some(({ kind }) => kind === 'default' || kind === 'on create');
}

/** The attribute that a number is, as it stands or dropped when it is empty. */
function onlyAttribute(mapping: BoundMapping | undefined): string | undefined {
  if (mapping === undefined || isOptioned(mapping.placed)) return undefined;
  const { expression } = mapping;
  const inner =
    expression?.kind === 'call' && expression.name === 'IgnoreFlowIfNullOrEmpty' ? expression.arguments[0] : expression;
  return inner?.kind === 'attribute' ? inner.name : undefined;
}
