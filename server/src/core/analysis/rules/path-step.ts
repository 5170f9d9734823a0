import type { EmptyReason } from '../../jsonpath/explain.ts';
import { formatLocation } from '../../jsonpath/locate.ts';
import { STANDARD_ASSIGNMENT } from '../../jsonpath/over-list-words.ts';
import { isRejected, type PathFix, type PathStep } from '../../jsonpath/path-syntax.ts';
import { expandPathParameters } from '../../language/parameters.ts';
import type { Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { pathTypeOf } from '../typed-paths.ts';
import { eachPath, pathFix } from '../written-paths.ts';

/**
 * A step that the sample person lacks although its parent is there. Where the parent is null, empty or not expanded
 * the step is merely not in this sample, and nothing is said.
 */
export const pathStep: Rule = {
  code: 'SFM3002',
  severity: 'error',
  title: 'Step that the sample lacks',
  page: {
    why: 'The sample person has the record that the path walks through, and that record has no such name. In production the attribute would be empty for everybody. Names are case-sensitive. A field that Employee Central has, but this sample lacks, is said for information: open a sample that has it.\n\nWhere the record itself is null, empty or not expanded in the sample, nothing is said.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].departmetNav.name_localized
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
    payload: {
      personIdExternal: '204417',
      employmentNav: {
        results: [
          {
            assignmentClass: 'ST',
            userId: 'rokafor',
            jobInfoNav: { results: [{ departmentNav: { name_localized: 'Buying' } }] },
          },
        ],
      },
    },
  },
  each: eachPath((path, { reading, direction, parameters, entityModel, report }) => {
    if (reading === undefined || direction !== 'inbound' || path.role === 'replace-from') return;
    const parsed = pathOf(path.node.text);
    // A parameter outside of a literal is another rule's, and no step of a person.
    if (isRejected(parsed) || parsed.steps.some((step) => step.kind === 'field' && step.name.includes('{{'))) return;
    const why = reading.why(expandPathParameters(path.node.text, parameters));
    const step = why === undefined ? undefined : parsed.steps[why.step];
    if (why?.cause !== 'missing' || step === undefined || isLength(step)) return;
    // Employee Central has the field: this person's payload was read without it, or the tenant does not use it.
    if (step.kind === 'field' && pathTypeOf(path.node.text, entityModel).problems.length === 0) {
      const message = `The sample has no ${step.name} here, though SuccessFactors knows the field. Take a sample that has it, or this stays empty.`;
      report(path.placed, path.span(step), { severity: 'information', message, inSample: why.at });
      return;
    }
    const fix = fixOf(step, why);
    const mended = fix === undefined ? '' : replaced(path.node.text, fix);
    const isMended = reading.why(expandPathParameters(mended, parameters))?.cause !== 'missing';
    const fixes = fix === undefined ? [] : pathFix(path, fix, isMended && !mended.includes(STANDARD_ASSIGNMENT));
    report(path.placed, path.span(step), { message: why.sentence, fixes, inSample: why.at });
  }),
};

/** What the step was meant to be, and the record that it is read from where the path steps over a list. */
function fixOf(step: PathStep, { at, choice, nearest }: EmptyReason): PathFix | undefined {
  // An employment that is picked by its place may be any.
  if (choice !== undefined && at.at(-1) === EMPLOYMENTS && choice.endsWith('[0]')) return undefined;
  if (nearest === undefined) return choice === undefined || at.length === 0 ? undefined : insertion(step, choice);
  if (step.kind !== 'field' || step.quoted || formatLocation([nearest]) !== nearest) return undefined;
  if (choice === undefined) return { title: `Write ${nearest}`, start: step.start, end: step.end, text: nearest };
  const text = `${choice}.${nearest}`;
  return at.length === 0
    ? undefined
    : { title: `Write ${text.replace(/^\./, '')}`, start: step.lead, end: step.end, text };
}

function insertion({ lead }: PathStep, text: string): PathFix {
  const whose = text.endsWith(STANDARD_ASSIGNMENT) ? ', the standard assignment' : '';
  return { title: `Insert ${text}${whose}`, start: lead, end: lead, text };
}

const EMPLOYMENTS = 'employmentNav';

function replaced(text: string, fix: PathFix): string {
  return text.slice(0, fix.start) + fix.text + text.slice(fix.end);
}

/** Whether a step is meant as a function, about which another rule has the better word. */
function isLength(step: PathStep): boolean {
  return step.kind === 'field' && step.name === 'length' && !step.quoted;
}
