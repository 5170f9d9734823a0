import { everyStep } from '../../jsonpath/every-step.ts';
import type { Rule } from '../diagnostic.ts';
import { eachSoundPath, pathFix } from '../written-paths.ts';

/** An index below zero: Json.NET fails on it as soon as there is a list. */
export const pathFails: Rule = {
  code: 'SFM3006',
  severity: 'error',
  title: 'Index below zero',
  page: {
    why: 'Other engines count from the end with `[-1]`. Json.NET fails on it as soon as there is a list, so the attribute is in error for everybody who has one. The slice `[-1:]` is the last element, `[-2:-1]` the last but one.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass == 'GA')].jobInfoNav.results[-1].departmentNav.name_localized
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass == 'GA')].jobInfoNav.results[-1:].departmentNav.name_localized
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
      const indexes = step.kind === 'index' ? [step.index] : step.kind === 'indexes' ? step.indexes : [];
      const below = indexes.find((index) => index < 0);
      if (below === undefined) continue;
      const cure = below === -1 ? '[-1:]' : `[${below}:${below + 1}]`;
      const what = below === -1 ? 'the last element' : `the element ${-below} from the end`;
      context.report(path.placed, path.span(step), {
        message: `[${below}] fails on every list: Entra's engine counts from the end in slices alone. Write ${cure} for ${what}.`,
        fixes:
          step.kind === 'index'
            ? pathFix(path, { title: `Write ${cure}`, start: step.start, end: step.end, text: cure }, true)
            : [],
      });
    }
  }),
};
