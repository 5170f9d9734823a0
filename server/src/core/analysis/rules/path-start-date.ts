import { stepKey } from '../../jsonpath/same-steps.ts';
import type { Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { eachSoundPath, pathFix } from '../written-paths.ts';

const ALLOWED = ['$.employmentNav.results[0].startDate', '$.employmentNav.results[-1:].startDate'];

/** Source: "How Azure Active Directory provisioning integrates with SAP SuccessFactors", "Pre-hire processing". */
export const pathStartDate: Rule = {
  code: 'SFM3013',
  severity: 'warning',
  title: 'startDate read from another place',
  page: {
    why: 'Entra reads a person who has not started yet a second time, as of the first day, because SuccessFactors gives hardly anything about a pre-hire before. It finds that day in `startDate`, and Microsoft requires its path to be `$.employmentNav.results[0].startDate` or `$.employmentNav.results[-1:].startDate`. With another path pre-hires are processed late, on their first day.\n\nFor any other date declare an attribute of another name.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  startDate : DateTime = $.employmentNav.results[?(@.userNav != null)].startDate
}

map {
  employeeId <- [personIdExternal] match 1
  employeeHireDate <- [startDate]
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  startDate : DateTime = $.employmentNav.results[-1:].startDate
}

map {
  employeeId <- [personIdExternal] match 1
  employeeHireDate <- [startDate]
}
`,
    sources: ['Microsoft, "How Azure Active Directory provisioning integrates with SAP SuccessFactors"'],
  },
  each: eachSoundPath((path, steps, context) => {
    if (context.direction !== 'inbound' || path.role !== 'source' || path.name !== 'startDate') return;
    const same = (allowed: string) => {
      const wanted = pathOf(allowed).steps;
      return wanted.length === steps.length && wanted.every((step, i) => keyOf(steps[i]) === stepKey(step));
    };
    if (ALLOWED.some(same)) return;
    const whole = { start: 0, end: path.node.text.length };
    context.report(path.placed, path.span(whole), {
      message:
        'Entra finds people before their first day by startDate, and only at $.employmentNav.results[0].startDate or $.employmentNav.results[-1:].startDate. For any other date declare an attribute of another name.',
      fixes: ALLOWED.flatMap((text) => pathFix(path, { title: `Write ${text}`, ...whole, text })),
    });
  }),
};

function keyOf(step: Parameters<typeof stepKey>[0] | undefined): string | undefined {
  return step === undefined ? undefined : stepKey(step);
}
