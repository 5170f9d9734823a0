import { baselineProblem } from '../../baseline/baseline-problem.ts';
import type { Rule } from '../diagnostic.ts';

/** `x <- baseline` means what was imported; without an import it means nothing. */
export const missingBaseline: Rule = {
  code: 'SFM1106',
  severity: 'error',
  title: 'A baseline that is not there',
  page: {
    why: 'A line `target <- baseline` stands for exactly what the imported schema maps to this target. `sfmap import` writes such lines for what the language cannot say, and keeps the schema in a file beside the mapping, `NAME.baseline.json`. Without that file, or where the schema maps nothing to the target, the line means nothing.\n\nImport the schema again, or write the expression that the target should have.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  displayName <- baseline
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Join(" ", [firstName], [lastName])
}
`,
  },
  each: {
    map(placed, context) {
      const { source, target } = placed.declaration;
      if (source?.kind !== 'baseline' || target === undefined) return;
      const message = baselineProblem(target.text, context.baseline);
      if (message !== undefined) context.report(placed, source, { message });
    },
  },
};
