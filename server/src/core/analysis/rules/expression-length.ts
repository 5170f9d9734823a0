import { LONGEST_EXPRESSION, expressionLength as lengthOf } from '../../expressions/expression-length.ts';
import { expandParameters } from '../../language/parameters.ts';
import { isExpression } from '../bind.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';

/** Entra takes expressions of up to 10,000 characters, counted with the values of parameters and without comments. */
export const expressionLength: Rule = {
  code: 'SFM2010',
  severity: 'error',
  title: 'Expression too long',
  page: {
    why: 'Entra takes expressions of up to 10,000 characters. Comments do not count, and parameters count with their values. Split a long `Switch` by what it depends on, or let the groups of a picklist be codes that need no translation.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  department  <- Switch([department], "", ${'"Sales", "S", '.repeat(800)}"IT", "I")
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  department  <- [department]
}
`,
    sources: [
      'Microsoft, "Reference for writing expressions for attribute mappings in Microsoft Entra Application Provisioning"',
    ],
  },
  each: {
    map(placed, context) {
      const { source } = placed.declaration;
      if (!isExpression(source)) return;
      const written = context.textOf(placed, source);
      const text = written.includes('{{') ? withValues(written, context) : written;
      if (text.length <= LONGEST_EXPRESSION) return;
      const length = lengthOf(text);
      if (length <= LONGEST_EXPRESSION) return;
      const counted = text === written ? '' : ' with the values of its parameters';
      context.report(
        placed,
        { start: source.start, end: source.start + 1 },
        {
          message: `This expression has ${length.toLocaleString('en-US')} characters${counted}. Entra takes at most 10,000.`,
        },
      );
    },
  },
};

/** The expression as it is sent: a parameter's value stands inside a text, so its quotes and backslashes are escaped. */
function withValues(text: string, context: DeclarationContext): string {
  const values = new Map(context.parameters);
  for (const [name, value] of context.whole().model.parameters) {
    if (value !== undefined && !values.has(name)) values.set(name, value);
  }
  for (const [name, value] of values) values.set(name, value.replace(/["\\]/g, '\\$&'));
  return expandParameters(text, values);
}
