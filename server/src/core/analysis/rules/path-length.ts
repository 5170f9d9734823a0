import { everyStep, everyTest } from '../../jsonpath/every-step.ts';
import type { ComparisonTerm, PathFix, PathStep } from '../../jsonpath/path-syntax.ts';
import type { Rule } from '../diagnostic.ts';
import type { SampleReading } from '../sample-reading.ts';
import { eachSoundPath, pathFix } from '../written-paths.ts';

/** `.length`: a function of other engines, and to Json.NET the name of a field. */
export const pathLength: Rule = {
  code: 'SFM3010',
  severity: 'warning',
  title: '.length is no function',
  page: {
    why: 'Json.NET knows no functions and does not count. `.length` is the name of a field to it, which no record has, so the path finds nothing and a comparison with it is false.\n\nTo ask whether a list has a second record, test for it: `[?(@.jobInfoNav.results[1])]` is true where there is one.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  movedJob : String[] = $.employmentNav.results[?(@.jobInfoNav.results.length > 1)].userId
}

map {
  employeeId <- [personIdExternal] match 1
  extensionAttribute1 <- Join(", ", [movedJob])
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  movedJob : String[] = $.employmentNav.results[?(@.jobInfoNav.results[1])].userId
}

map {
  employeeId <- [personIdExternal] match 1
  extensionAttribute1 <- Join(", ", [movedJob])
}
`,
    sources: ['Newtonsoft Json.NET 13.0.4, SelectTokens'],
  },
  each: eachSoundPath((path, steps, { reading, report }) => {
    const { text } = path.node;
    const comparisons = everyTest(steps).flatMap(({ terms }) => terms.filter((term) => term.kind === 'comparison'));
    for (const { step, inFilter } of everyStep(steps)) {
      if (!isLength(step)) continue;
      if (!inFilter && reading !== undefined && isThere(text.slice(0, step.end), reading)) continue;
      const fix = comparisons.map((term) => asTest(term, step, text)).find((found) => found !== undefined);
      report(path.placed, path.span(step), {
        message:
          "Entra's engine cannot count: it looks for a field called length. To ask whether there is a second record, test for it in a filter, as in [?(@.results[1])].",
        fixes: fix === undefined ? [] : pathFix(path, fix),
      });
    }
  }),
};

function isLength(step: PathStep): boolean {
  return step.kind === 'field' && step.name === 'length' && !step.quoted;
}

function isThere(path: string, reading: SampleReading): boolean {
  const selection = reading.values(path, 1);
  return selection.ok && selection.results.length > 0;
}

/** `@.results.length > 1` as `@.results[1]`: there is an element of that number. */
function asTest(
  { left, operator, right, start, end }: ComparisonTerm,
  step: PathStep,
  text: string,
): PathFix | undefined {
  if (left.kind !== 'path' || left.steps.at(-1) !== step) return undefined;
  if (right.kind !== 'literal' || right.type !== 'integer') return undefined;
  const least = Number(right.value) + (operator === '>' || (operator === '!=' && right.value === 0) ? 1 : 0);
  if (!['>', '>='].includes(operator) && !(operator === '!=' && right.value === 0)) return undefined;
  if (least < 1 || least > 1_000) return undefined;
  const cure = `${text.slice(left.start, step.lead)}[${least - 1}]`;
  return { title: `Test whether there is an element number ${least}: ${cure}`, start, end, text: cure };
}
