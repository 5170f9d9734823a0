import { parameterReferences } from '../../language/parameters.ts';
import type {
  Expression,
  MapDeclaration,
  MapOption,
  PlacedDeclaration,
  StringExpression,
} from '../../language/syntax.ts';
import { isExpression } from '../bind.ts';
import type { DeclarationContext, Fix, Rule } from '../diagnostic.ts';
import { optionOf, removeOption, withCoalesce } from '../map-options.ts';
import { nothingGiven } from '../nothing-given.ts';

/** A default for a value that is never null. */
export const needlessDefault: Rule = {
  code: 'SFM2108',
  severity: 'information',
  title: 'A default that is never taken',
  page: {
    why: `\`default\` gives a value where the expression is null. An expression that ends in a constant on every way, such as a \`Switch\` whose default is a text, is never null, so its \`default\` is never taken.

The same holds for \`Join\`, \`Left\` and \`Word\`: where they have nothing to give they give an empty text, and an empty text is not null. \`Coalesce\` passes over both: \`Coalesce(Join(" ", [firstName], [lastName]), "unknown")\`.`,
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId     <- [personIdExternal]                                        match 1
  accountEnabled <- Switch([activeEmploymentsCount], "True", "0", "False")    default "False"
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId     <- [personIdExternal]                                        match 1
  accountEnabled <- Switch([activeEmploymentsCount], "True", "0", "False")
}
`,
  },
  each: {
    map: (placed, context) => {
      const { source } = placed.declaration;
      const option = optionOf(placed.declaration, 'default');
      if (option?.text === undefined || placed.problems.length > 0 || !isExpression(source)) return;
      // A constant with a default is a mistake of its own; an attribute alone may always be null.
      if (source.kind !== 'call' && source.kind !== 'number') return;
      const given = nothingGiven(source, context.parameters);
      if (given.null) return;
      // Without the default the parameter might be used no more.
      const free = parameterReferences(option.text.value).length === 0;
      const remove = { title: 'Remove default', edits: [removeOption(placed, option, context.textOf)] };
      context.report(placed, option, {
        message:
          given.empty === 'no'
            ? 'This value is never null, so the default is never taken.'
            : `This value ${given.empty === 'yes' ? 'is' : 'may be'} an empty text where there is nothing to give, and never null, so the default is never taken. Coalesce takes another text in the place of an empty one.`,
        unnecessary: true,
        fixes: [
          ...(given.empty === 'no' ? [] : [coalesced(placed, source, option, option.text, context)]),
          ...(free ? [remove] : []),
        ],
      });
    },
  },
};

/** The text of the default as the last word of a `Coalesce`, which passes over empty texts too. */
function coalesced(
  placed: PlacedDeclaration<MapDeclaration>,
  source: Expression,
  option: MapOption,
  text: StringExpression,
  context: DeclarationContext,
): Fix {
  const written = context.textOf(placed, text);
  const removal = removeOption(placed, option, context.textOf);
  return {
    title: `Take ${written} where the value is empty, with Coalesce`,
    edits: [...withCoalesce(placed, source, written), removal],
  };
}
