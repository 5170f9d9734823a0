import { parameterReferences } from '../../language/parameters.ts';
import { isExpression } from '../bind.ts';
import { combinationsOf } from '../combinations.ts';
import type { Rule } from '../diagnostic.ts';
import { foresee, isNothing } from '../foreseen-value.ts';
import { optionOf, removeOption } from '../map-options.ts';

/** A default for a value that is never null. */
export const needlessDefault: Rule = {
  code: 'SFM2108',
  severity: 'information',
  title: 'A default that is never taken',
  page: {
    why: `\`default\` gives a value where the expression is null. An expression that ends in a constant on every way, such as a \`Switch\` whose default is a text, is never null, so its \`default\` is never taken.`,
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
      for (const combination of combinationsOf([source], context.parameters)) {
        const value = foresee(source, combination);
        if (!combination.complete || value.kind === 'unknown' || isNothing(value)) return;
      }
      // Without the default the parameter might be used no more.
      const free = parameterReferences(option.text.value).length === 0;
      context.report(placed, option, {
        message: 'This value is never null, so the default is never taken.',
        unnecessary: true,
        fixes: free ? [{ title: 'Remove default', edits: [removeOption(placed, option, context.textOf)] }] : [],
      });
    },
  },
};
