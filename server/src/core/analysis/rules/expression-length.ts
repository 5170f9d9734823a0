import { declarationsOf } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';

const MAXIMUM = 10_000;

/** Entra takes expressions of up to 10,000 characters. */
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
  check(context) {
    for (const placed of declarationsOf(context.file, 'map')) {
      const { source } = placed.declaration;
      if (source === undefined || source.end - source.start <= MAXIMUM) continue;
      const length = (source.end - source.start).toLocaleString('en-US');
      context.report(
        placed,
        { start: source.start, end: source.start + 1 },
        { message: `This expression has ${length} characters. Entra takes at most 10,000.` },
      );
    }
  },
};
