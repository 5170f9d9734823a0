import type { PathTypeProblem } from '../../entity-model/path-type.ts';
import { STANDARD_ASSIGNMENT } from '../../jsonpath/over-list-words.ts';
import type { PathFix } from '../../jsonpath/path-syntax.ts';
import type { Rule } from '../diagnostic.ts';
import { eachTypeProblem } from '../typed-paths.ts';
import { pathFix } from '../written-paths.ts';

type Lack = Extract<PathTypeProblem, { kind: 'record-step-on-list' }>;

/** A field where a list stands: `.results` or the choice of an element is missing. */
export const recordStepOnList: Rule = {
  code: 'SFM3104',
  severity: 'warning',
  title: 'A list read as a single record',
  page: {
    why: 'A navigation to many records comes as an object whose `results` hold the records. A path goes through both: `phoneNav`, then `results`, then the choice of one record by `[0]`, `[-1:]` or a filter. Where one of them is missing the path finds nothing.\n\n`.*` stands for the members of an object; the elements of a list are `[*]`.',
    wrong: `provision SuccessFactors -> EntraID

source {
  givenNames = $.personalInfoNav.firstName
}

map {
  employeeId <- [personIdExternal] match 1
  givenName  <- [givenNames]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  givenNames = $.personalInfoNav.results[0].firstName
}

map {
  employeeId <- [personIdExternal] match 1
  givenName  <- [givenNames]
}
`,
    sources: ['SAP note 3028227 (how navigations come in JSON)'],
  },
  each: eachTypeProblem(['record-step-on-list'], (problem, path, { report }) => {
    const written = path.node.text.slice(problem.start, problem.end);
    const fix = contentFor(problem, written);
    report(path.placed, path.span(problem), {
      message: sentence(problem, written),
      fixes: fix === undefined ? [] : pathFix(path, fix, problem.via !== EMPLOYMENT),
    });
  }),
};

const EMPLOYMENT = 'employmentNav';

function sentence({ via, lacks }: Lack, step: string): string {
  if (lacks === 'elements') return `.* finds nothing in the list of ${via}: its elements are [*].`;
  const choice =
    via === EMPLOYMENT ? `Choose one by content, as in results${STANDARD_ASSIGNMENT}` : 'Choose one, as in results[0]';
  if (lacks === 'element') return `results of ${via} is a list, and ${step} stands in its records. ${choice}.`;
  return `${via} holds a list under results, and ${step} finds nothing beside it. ${choice}.`;
}

/** An employment that is picked by its place may be any: a fix picks by content, or is none. */
function contentFor({ via, fix }: Lack, step: string): PathFix | undefined {
  if (via !== EMPLOYMENT || fix === undefined) return fix;
  if (!fix.text.endsWith('[0]')) return /^\[[-\d]/.test(step) ? undefined : fix;
  const text = `${fix.text.slice(0, -3)}${STANDARD_ASSIGNMENT}`;
  return { ...fix, title: `Insert ${text}, the standard assignment`, text };
}
