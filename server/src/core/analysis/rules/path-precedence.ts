import { everyTest } from '../../jsonpath/every-step.ts';
import type { FilterTest, PathFix } from '../../jsonpath/path-syntax.ts';
import { arrange, nested, type TestTree } from '../../jsonpath/regroup.ts';
import type { Rule } from '../diagnostic.ts';
import { eachSoundPath, pathFix } from '../written-paths.ts';

/** What is still read at a glance. */
const LONGEST = 160;

/**
 * `&&` before `||` in one filter. Json.NET has no precedence: each change of operator nests all that follows, so
 * `a && b || c` is `a && (b || c)`. `a || b && c` is read as everybody reads it.
 */
export const pathPrecedence: Rule = {
  code: 'SFM3008',
  severity: 'warning',
  title: '&& before || in one filter',
  page: {
    why: 'In most languages `&&` binds before `||`. Json.NET has no such rule, and no parentheses either: each change of operator nests all that follows, so `a && b || c` is `a && (b || c)`. A record that passes `c` alone is left out.\n\n`a || b && c` is read as everybody reads it. So put what stands alone first, and the one group of `&&` last. Two groups of `&&` fit into no filter: declare an attribute for each and join them with `Coalesce`.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  workPhones : String[] = $.phoneNav.results[?(@.phoneType == '10605' && @.isPrimary == true || @.phoneType == '10606')].phoneNumber
}

map {
  employeeId <- [personIdExternal] match 1
  extensionAttribute1 <- Join(", ", [workPhones])
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  workPhones : String[] = $.phoneNav.results[?(@.phoneType == '10606' || @.phoneType == '10605' && @.isPrimary == true)].phoneNumber
}

map {
  employeeId <- [personIdExternal] match 1
  extensionAttribute1 <- Join(", ", [workPhones])
}
`,
    sources: ['Newtonsoft Json.NET 13.0.4, SelectTokens'],
  },
  each: eachSoundPath((path, steps, context) => {
    for (const test of everyTest(steps)) {
      const first = test.connectives.findIndex(({ operator }) => operator === '&&');
      const or = first < 0 ? undefined : test.connectives.slice(first).find(({ operator }) => operator === '||');
      if (or === undefined || test.forgotten.length > 0) continue;
      const terms = test.terms.map(({ start, end }) => path.node.text.slice(start, end).trimEnd());
      const operators = test.connectives.map(({ operator }) => operator);
      const read = nested(terms, operators);
      const shown = read.length > LONGEST ? 'a && b || c as a && (b || c)' : `this as ${read}`;
      const fix = fixFor(test, terms, operators);
      const cure =
        fix === undefined
          ? 'No filter can hold two groups of &&: declare an attribute for each and join them with Coalesce.'
          : `To join by && first, put what stands alone before it${fix.text.length > LONGEST ? '' : `: ${fix.text}`}.`;
      context.report(path.placed, path.span(or), {
        message: `Entra's engine knows no precedence of && over ||: it reads ${shown}. ${cure}`,
        fixes: fix === undefined ? [] : pathFix(path, fix),
      });
    }
  }),
};

/** The order that gives what `&&` before `||` means elsewhere, where there is one. */
function fixFor(test: FilterTest, terms: readonly string[], operators: readonly ('&&' | '||')[]): PathFix | undefined {
  const groups: string[][] = [];
  for (const [index, term] of terms.entries()) {
    if (operators[index - 1] === '&&') groups.at(-1)?.push(term);
    else groups.push([term]);
  }
  const tree: TestTree = {
    operator: '||',
    parts: groups.map((group) => (group.length === 1 ? (group[0] ?? '') : { operator: '&&', parts: group })),
  };
  const text = arrange(tree)?.text;
  const [start, end] = [test.terms[0]?.start, test.terms.at(-1)?.end];
  if (text === undefined || start === undefined || end === undefined) return undefined;
  const meant = groups.map((group) => (group.length > 1 ? `(${group.join(' && ')})` : (group[0] ?? ''))).join(' || ');
  const title =
    meant.length > LONGEST / 2
      ? 'Read && before ||: put the tests that stand alone first'
      : `Read it as ${meant}: put what stands alone first`;
  return { title, start, end, text };
}
