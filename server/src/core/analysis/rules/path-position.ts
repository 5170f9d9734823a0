import type { PathStep } from '../../jsonpath/path-syntax.ts';
import type { Rule } from '../diagnostic.ts';
import { eachSoundPath } from '../written-paths.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** An employment that is picked by its place in the list. Microsoft prints such paths itself. */
export const pathPosition: Rule = {
  code: 'SFM3014',
  severity: 'information',
  title: 'Employment picked by its position',
  page: {
    why: 'A person who was rehired, converted or sent abroad has several employments. `results[0]`, `results[-1:]` and `results[1]` take one by its place in the list, and SuccessFactors does not guarantee the order. Microsoft prints all three forms, so this is information alone: for people with one employment they are right.\n\nWhere people have several, choose by content: the active employment, the standard assignment, the one with a user. The code actions of a path offer these.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav.name_localized
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].departmentNav.name_localized
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    sources: ['Microsoft, "How Azure Active Directory provisioning integrates with SAP SuccessFactors"'],
  },
  each: eachSoundPath((path, [nav, results, step], { direction, report }) => {
    if (direction !== 'inbound' || path.name === 'startDate' || step === undefined) return;
    if (nav?.kind !== 'field' || nav.name !== 'employmentNav') return;
    if (results?.kind !== 'field' || results.name !== 'results') return;
    const which = position(step);
    if (which === undefined) return;
    const written = path.node.text.slice(step.start, step.end);
    report(path.placed, path.span({ start: results.start, end: step.end }), {
      message: `results${written} takes the ${which} employment as listed; SuccessFactors does not guarantee the order. Choose by content: the active employment.`,
    });
  }),
};

/** Which one of the list a step takes, in words; undefined for several and for a choice by content. */
function position(step: PathStep): string | undefined {
  // Below zero it fails, which another rule says; what is meant is a position all the same.
  if (step.kind === 'index' && step.index < 0) return step.index === -1 ? 'last' : undefined;
  if (step.kind === 'index') return ORDINALS[step.index] ?? `${step.index + 1}th`;
  if (step.kind !== 'slice' || (step.by ?? 1) !== 1) return undefined;
  const { from = 0, to } = step;
  if (from === -1 && to === undefined) return 'last';
  if (to === undefined || to - from !== 1) return undefined;
  return from >= 0 ? (ORDINALS[from] ?? `${from + 1}th`) : from === -2 ? 'last but one' : undefined;
}
