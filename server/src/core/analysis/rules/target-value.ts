import { parseDate } from '../../expressions/dotnet/date-parse.ts';
import type { Expression, MapDeclaration, PlacedDeclaration, StringExpression } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { constantText, quotedText } from '../expression-constants.ts';
import { kindOf, partText, resultsOf, type ValueKind } from '../expression-kinds.ts';
import { eachMapping } from '../expression-sites.ts';
import { inboundExample } from '../expression-sources.ts';
import type { AttributeType, TargetAttribute } from '../model.ts';

type Placed = PlacedDeclaration<MapDeclaration>;

interface Taken {
  readonly words: string;
  takes(text: string): boolean;
  readonly kinds: readonly (ValueKind | undefined)[];
}

/** What targets of a type take. An attribute of integers is the documented source of accountEnabled. */
const TAKEN: Partial<Record<AttributeType, Taken>> = {
  Boolean: { words: 'True or False', takes: (text) => /^(?:true|false)$/i.test(text), kinds: ['boolean', undefined] },
  Integer: { words: 'a whole number', takes: (text) => /^[+-]?\d+$/.test(text), kinds: ['number', undefined] },
  DateTime: { words: 'a date', takes: (text) => parseDate(text) !== undefined, kinds: ['date', undefined] },
};

/** What flows into a target must be of its type. Several values into one are the word of SFM5012. */
export const targetValue: Rule = {
  code: 'SFM5027',
  severity: 'warning',
  title: 'A value that is not of the type of its target',
  page: {
    why: 'A Boolean target such as `accountEnabled` takes `True` and `False`, a whole number or a date its own. Whatever else a branch or a default gives, Entra cannot write, and the person fails with an error each time.',
    wrong: inboundExample('  accountEnabled <- Switch([emplStatus], "no", "A", "yes")\n'),
    right: inboundExample('  accountEnabled <- Switch([emplStatus], "False", "A", "True")\n'),
  },
  each: eachMapping(({ target, expression }, placed, context) => {
    // What the flags of a writeback take is the word of the writeback's own rules.
    const attribute = context.direction === 'inbound' ? context.target(target) : undefined;
    const taken = attribute === undefined || attribute.multivalued ? undefined : TAKEN[attribute.type];
    if (attribute === undefined || taken === undefined) return;
    for (const part of resultsOf(expression)) check(part, attribute, taken, placed, context);
    const text = placed.declaration.options.find(({ kind }) => kind === 'default')?.text;
    if (text !== undefined) check(text, attribute, taken, placed, context);
  }),
};

function check(
  part: Expression | StringExpression,
  target: TargetAttribute,
  taken: Taken,
  placed: Placed,
  context: DeclarationContext,
): void {
  const text = constantText(part);
  if (text !== undefined) {
    if (text === '' || taken.takes(text)) return;
    context.report(placed, part, {
      message: `${target.name} takes ${taken.words}, and this is ${quotedText(text.length > 40 ? `${text.slice(0, 40)}…` : text)}.`,
      fixes: target.type === 'Boolean' ? booleanFix(part, text, placed) : [],
    });
    return;
  }
  const kind = kindOf(part, context);
  if (kind === 'values' || kind === 'reference' || taken.kinds.includes(kind)) return;
  if (part.kind === 'attribute' && kind === 'number') return;
  const gives = kind === 'boolean' ? 'True or False' : kind === 'date' ? 'a date' : 'a number';
  context.report(placed, part, {
    message: `${target.name} takes ${taken.words}, and ${partText(part)} gives ${gives}.`,
  });
}

const YES = /^(?:yes|y|1|on|active|enabled)$/i;
const NO = /^(?:no|n|0|off|inactive|disabled)$/i;

function booleanFix(part: Expression, text: string, placed: Placed): Fix[] {
  const word = YES.test(text) ? 'True' : NO.test(text) ? 'False' : undefined;
  return word === undefined ? [] : [{ title: `Write "${word}"`, edits: [editOf(placed, part, `"${word}"`)] }];
}
