import { parseDate } from '../../expressions/dotnet/date-parse.ts';
import type { Expression, MapDeclaration, PlacedDeclaration, StringExpression } from '../../language/syntax.ts';
import type { DeclarationContext, Fix, Rule } from '../diagnostic.ts';
import { writeResult } from '../expression-branches.ts';
import { constantText, quotedText } from '../expression-constants.ts';
import { kindOf, partText, resultsOf, type ValueKind } from '../expression-kinds.ts';
import { eachMapping } from '../expression-sites.ts';
import { inboundExample } from '../expression-sources.ts';
import { optionOf } from '../map-options.ts';
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
    why: 'A Boolean target such as `accountEnabled` takes `True` and `False`, a whole number or a date its own. Whatever else a branch or a default gives, Entra cannot write, and the person fails with an error each time. The same holds for an attribute that is known to be a text, such as `department`, and a reference such as `manager` takes no text at all.\n\n`objectId` and `IsSoftDeleted` are set by Entra ID itself; nothing can be written to them.',
    wrong: inboundExample('  accountEnabled <- Switch([emplStatus], "no", "A", "yes")\n'),
    right: inboundExample('  accountEnabled <- Switch([emplStatus], "False", "A", "True")\n'),
  },
  each: eachMapping(({ target, expression }, placed, context) => {
    // What the flags of a writeback take is the word of the writeback's own rules.
    const attribute = context.direction === 'inbound' ? context.target(target) : undefined;
    if (attribute !== undefined && context.pair === 'SuccessFactors->EntraID')
      checkTarget(attribute, expression, placed, context);
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
      fixes: target.type === 'Boolean' ? booleanFix(part, text, placed, context) : [],
    });
    return;
  }
  const kind = kindOf(part, context);
  const isText = kind === undefined && target.type !== 'Integer' && isSurelyText(part, context);
  if (isText) {
    context.report(placed, part, {
      message: `${target.name} takes ${taken.words}, and ${partText(part)} gives a text.`,
    });
    return;
  }
  if (kind === 'values' || kind === 'reference' || taken.kinds.includes(kind)) return;
  if (part.kind === 'attribute' && kind === 'number') return;
  const gives = kind === 'boolean' ? 'True or False' : kind === 'date' ? 'a date' : 'a number';
  context.report(placed, part, {
    message: `${target.name} takes ${taken.words}, and ${partText(part)} gives ${gives}.`,
  });
}

/** Attributes that Entra ID sets itself. One may match by them. */
const READ_ONLY: ReadonlySet<string> = new Set(['objectId', 'IsSoftDeleted']);

function checkTarget(
  { name, type }: TargetAttribute,
  expression: Expression,
  placed: Placed,
  context: DeclarationContext,
): void {
  const { target } = placed.declaration;
  if (target !== undefined && READ_ONLY.has(name) && optionOf(placed.declaration, 'match') === undefined) {
    context.report(placed, target, {
      message: `Entra ID sets ${name} itself, and nothing can be written to it. Take this mapping away.`,
    });
  }
  if (type !== 'Reference' || expression.kind !== 'attribute') return;
  // What a job names (a department, a company) is nobody; any other text may be the id of a person.
  const source = context.source(expression.name);
  if (!isSurelyText(expression, context) || source?.entity?.startsWith('EmpJob.') !== true) return;
  context.report(placed, expression, {
    message: `${name} takes a reference to a person, and [${expression.name}] gives a text. Map an attribute that refers to a person, for example [manager].`,
  });
}

/** Whether a part is an attribute whose texts are known to be no numbers, dates or truth values. */
function isSurelyText(part: Expression | StringExpression, context: DeclarationContext): boolean {
  if (part.kind !== 'attribute') return false;
  const source = context.source(part.name);
  // A custom field holds whatever a company puts into it, and a path of the file's own may lead anywhere.
  return (
    source?.origin === 'built-in' && source.type === 'String' && !source.multivalued && !/custom/i.test(source.name)
  );
}

const YES = /^(?:yes|y|1|on|active|enabled)$/i;
const NO = /^(?:no|n|0|off|inactive|disabled)$/i;

/** To be looked at: who writes `active` may have meant another target. */
function booleanFix(part: Expression, text: string, placed: Placed, context: DeclarationContext): Fix[] {
  const word = YES.test(text) ? 'True' : NO.test(text) ? 'False' : undefined;
  const fixes = word === undefined ? [] : writeResult(placed, part, word, context);
  return fixes.map(({ title, edits }) => ({ title, edits }));
}
