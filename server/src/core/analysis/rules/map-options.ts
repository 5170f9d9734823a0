import type { MapDeclaration, MapOption, PlacedDeclaration } from '../../language/syntax.ts';
import { nearestName } from '../../nearest-name.ts';
import { declarationsOf } from '../bind.ts';
import { type DeclarationContext, editOf, type Fix, type RelatedPlace, type Rule, relatedTo } from '../diagnostic.ts';
import { optionOf, whyNoNulls } from '../map-options.ts';

/** The options of a mapping stand once each, and where they mean something. */
export const mapOptions: Rule = {
  code: 'SFM2009',
  severity: 'error',
  title: 'Options of a mapping',
  page: {
    why: 'An option of a mapping stands twice, or where it means nothing: a constant is never null and takes no `default`, matching precedences are whole numbers of which each stands once, and a writeback cannot clear values, so `flow nulls` does not go there. After `flow` comes `always` or `nulls`, nothing else.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId    <- [personIdExternal] match 1
  usageLocation <- "DE" default "AT"
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId    <- [personIdExternal] match 1
  usageLocation <- "DE"
}
`,
  },
  each: {
    map: (placed, context) => {
      const { options, source } = placed.declaration;
      const seen = new Set<string>();
      for (const option of options) {
        const remove = [{ title: `Remove ${option.kind}`, edits: [editOf(placed, option, '')] }];
        if (seen.has(option.kind))
          context.report(placed, option, { message: `${option.kind} stands twice in this mapping.`, fixes: remove });
        seen.add(option.kind);
        if (option.kind === 'flow' && placed.problems.length === 0) checkFlow(placed, option, context);
        if (option.kind === 'flow nulls' && context.direction === 'writeback') {
          context.report(placed, option, {
            message: 'A writeback cannot clear values: Microsoft does not support it.',
            fixes: remove,
          });
        }
        if (option.kind === 'default' && source?.kind === 'string') {
          context.report(placed, option, {
            message: 'A constant is never null, so it takes no default.',
            fixes: remove,
          });
        }
        if (option.kind === 'match' && option.number !== undefined && !isPrecedence(option.number)) {
          context.report(placed, option, { message: 'A matching precedence is a whole number from 1.' });
        }
      }
    },
  },
  check(context) {
    const precedences = new Map<number, { readonly target: string; readonly related: readonly RelatedPlace[] }>();
    for (const placed of declarationsOf(context.file, 'map')) {
      const { options, target } = placed.declaration;
      for (const option of options) {
        if (option.kind !== 'match' || option.number === undefined || !isPrecedence(option.number)) continue;
        const other = precedences.get(option.number);
        if (other !== undefined) {
          context.report(placed, option, {
            message: `${other.target} has the matching precedence ${option.number} already.`,
            related: other.related,
          });
        }
        const related = relatedTo(placed, option, `The precedence of ${target?.text ?? 'another mapping'}`);
        precedences.set(option.number, { target: target?.text ?? '', related });
      }
    }
  },
};

/** `flow` without the word that says what flows. */
function checkFlow(placed: PlacedDeclaration<MapDeclaration>, option: MapOption, context: DeclarationContext): void {
  const { word } = option;
  const words = ['always', 'nulls'].filter((one) => mayFlow(one, placed, context));
  const near = word === undefined ? undefined : nearestName(word.text, words);
  const fixes = words.map(
    (one): Fix => ({
      title: `Write flow ${one}`,
      ...(one === near ? { preferred: true } : {}),
      edits: [editOf(placed, option, `flow ${one}`)],
    }),
  );
  const instead = word === undefined ? '' : `, not ${word.text}`;
  context.report(placed, option, {
    message: `After flow comes always or nulls${instead}. With always the value is sent also when it has not changed, with nulls an empty value clears the target.`,
    fixes,
  });
}

/** Whether an option of this word may stand here: no cure should be the next mistake. */
function mayFlow(word: string, placed: PlacedDeclaration<MapDeclaration>, context: DeclarationContext): boolean {
  const { declaration } = placed;
  if (word === 'always') return optionOf(declaration, 'flow always') === undefined;
  if (context.direction === 'writeback' || optionOf(declaration, 'flow nulls') !== undefined) return false;
  return declaration.target === undefined || whyNoNulls(placed, declaration.target.text, context) === undefined;
}

function isPrecedence(number: number): boolean {
  return Number.isInteger(number) && number >= 1;
}
