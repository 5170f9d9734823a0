import { everyStep } from '../../jsonpath/every-step.ts';
import type { Rule } from '../diagnostic.ts';
import { eachSoundPath, pathFix } from '../written-paths.ts';

/** `..[0]`, `..[*]`, `..[1:]`: Json.NET reads the two dots and does not search by them. */
export const pathScan: Rule = {
  code: 'SFM3009',
  severity: 'warning',
  title: '.. before a bracket that does not search',
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
