import { everyStep } from '../../jsonpath/every-step.ts';
import type { Rule } from '../diagnostic.ts';
import { eachSoundPath, pathFix } from '../written-paths.ts';

/** `..[0]`, `..[*]`, `..[1:]`: Json.NET reads the two dots and does not search by them. */
export const pathScan: Rule = {
  code: 'SFM3009',
  severity: 'warning',
  title: '.. before a bracket that does not search',
  page: {
    why: 'Two dots search everything below for a name (`..results`) or a filter (`..[?(...)]`). Before an index, a slice or `*` in brackets Json.NET reads the two dots and does not search: `..[0]` is `[0]`. On an object that selects nothing, silently.\n\nName the list behind the dots.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav..[0].userId
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass == 'GA')].userId
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    sources: ['Newtonsoft Json.NET 13.0.4, SelectTokens'],
  },
  each: eachSoundPath((path, steps, context) => {
    for (const { step } of everyStep(steps)) {
      if (!('ignoredScan' in step) || step.ignoredScan !== true) continue;
      const { lead, start, end } = step;
      const bracket = path.node.text.slice(start, end);
      context.report(path.placed, path.span({ start: lead, end }), {
        message: `Entra's engine searches by .. for names and filters alone: it reads ..${bracket} as ${bracket}. Write the name of the list behind .., as in ..results${bracket}.`,
        fixes: pathFix(path, { title: `Write ${bracket}, as Entra reads it`, start: lead, end: start, text: '' }),
      });
    }
  }),
};
