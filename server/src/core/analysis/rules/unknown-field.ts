import type { PathTypeProblem } from '../../entity-model/path-type.ts';
import type { Rule } from '../diagnostic.ts';
import { eachTypeProblem } from '../typed-paths.ts';
import { pathFix } from '../written-paths.ts';

const LOAD = 'load its metadata: "metadata" in sfmap.json, or check --metadata';

/** A name that an entity of Employee Central does not have, as far as that is known. */
export const unknownField: Rule = {
  code: 'SFM3101',
  severity: 'warning',
  title: 'Field that the entity does not have',
  page: {
    why: 'A path finds nothing, without any error, when a field or a navigation of it does not exist. sfmap knows the entities that Microsoft\'s connector reads, with the fields that SAP\'s own metadata gives them.\n\nCustomers and countries add fields, so most unknown names are a warning: fetch your tenant\'s metadata (`sfmap metadata --connection NAME --out metadata.xml`) and name the file in `sfmap.json` (`"metadata": "metadata.xml"`) or with `sfmap check --metadata`. From then on the tenant\'s own fields are known, and whatever is missing is an error. Where no customer can add a field it is an error at once.',
    wrong: `provision SuccessFactors -> EntraID

source {
  title = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].jobTitel
}

map {
  employeeId <- [personIdExternal] match 1
  jobTitle   <- [title]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  title = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].jobTitle
}

map {
  employeeId <- [personIdExternal] match 1
  jobTitle   <- [title]
}
`,
    sources: [
      'Microsoft, "SAP SuccessFactors attribute reference for Microsoft Entra ID"',
      'SAP note 2724321 (metadata of chosen entities)',
    ],
  },
  each: eachTypeProblem(['unknown', 'off'], (problem, path, { report }) => {
    if (problem.kind === 'off') {
      report(path.placed, path.span(problem), {
        severity: 'information',
        message: `The metadata of this tenant has no ${problem.name} in ${problem.via}: its data model has switched the field off, or whoever saved the metadata may not see it. Then this is empty.`,
      });
      return;
    }
    if (isEnvelope(problem)) {
      report(path.placed, path.span(problem), {
        severity: 'error',
        message:
          'A path begins at the person: leave out d, which only the answer of a query has, with results and its number.',
      });
      return;
    }
    if (problem.elsewhere !== undefined) {
      report(path.placed, path.span(problem), {
        ...(problem.sure ? { severity: 'error' as const } : {}),
        message: `${problem.via} has no ${problem.name}: the field stands in ${problem.elsewhere}.`,
        fixes: problem.fix === undefined ? [] : pathFix(path, problem.fix, problem.sure),
      });
      return;
    }
    const { name, nearest, sure } = problem;
    const fix = nearest === undefined ? [] : pathFix(path, nameFix(problem, nearest, path.node.text), sure);
    report(path.placed, path.span(problem), {
      ...(sure ? { severity: 'error' as const } : {}),
      message: sentence(problem, name, nearest === undefined ? '' : ` Did you mean ${nearest}?`),
      fixes: fix,
    });
  }),
};

type UnknownName = Extract<PathTypeProblem, { kind: 'unknown' }>;

/** `$.d.results[0].…`, as the answer of a query is written. */
function isEnvelope({ name, via, entity }: UnknownName): boolean {
  return name === 'd' && via === entity.name;
}

function sentence({ via, entity, sure, own }: UnknownName, name: string, question: string): string {
  if (entity.tenant) {
    const cure =
      question === '' ? ' Check the name, or save the metadata again if it is older than the field.' : question;
    return `${via} has no ${name} in the metadata of this tenant.${cure}`;
  }
  if (sure) return `${via} has no ${name}.${question === '' ? ' Check the name.' : question}`;
  if (own && question === '')
    return `${name} is a field of your own data model, and cannot be checked without it: ${LOAD}.`;
  return question === ''
    ? `sfmap knows no ${name} of ${via}. If your tenant has it, ${LOAD}.`
    : `${via} has no ${name}.${question} If it is your tenant's own, ${LOAD}.`;
}

function nameFix({ start, end, name }: UnknownName, nearest: string, text: string) {
  return { title: `Write ${nearest}`, ...bareName({ start, end }, name, text), text: nearest };
}

/** The name alone, without the brackets and quotes that may stand around it. */
function bareName(span: { start: number; end: number }, name: string, text: string) {
  const at = text.indexOf(name, span.start);
  return at >= 0 && at + name.length <= span.end ? { start: at, end: at + name.length } : span;
}
