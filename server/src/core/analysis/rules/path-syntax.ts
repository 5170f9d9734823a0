import type { PathProblem } from '../../jsonpath/path-syntax.ts';
import type { Span } from '../../language/syntax.ts';
import type { Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { eachPath, pathFix } from '../written-paths.ts';

/** A path has few mistakes that do not follow from one another; of a text that is no path the first ones say enough. */
const MOST = 5;

/** A JSONPath that the connector's engine would reject, or that is sure to fail when it runs. */
export const pathSyntax: Rule = {
  code: 'SFM3001',
  severity: 'error',
  title: 'JSONPath that the connector rejects',
  page: {
    why: "Entra's connector reads an API expression as Json.NET does. What that engine rejects is never evaluated: the attribute stays empty for everybody, and the provisioning log names no place in the path. Online testers are no proof, because most of them read JSONPath as JavaScript does: double quotes, `and`, parentheses in filters and `!` work there and nowhere in Entra.\n\nThe message names the first place that the engine does not take, and what it takes instead.",
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass == "GA")].jobInfoNav.results[0].departmentNav.name_localized
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  hostDepartment = $.employmentNav.results[?(@.assignmentClass == 'GA')].jobInfoNav.results[0].departmentNav.name_localized
}

map {
  employeeId <- [personIdExternal] match 1
  department <- [hostDepartment]
}
`,
    sources: [
      'Newtonsoft Json.NET 13.0.4, SelectTokens',
      'Microsoft, "How Azure Active Directory provisioning integrates with SAP SuccessFactors"',
    ],
  },
  each: eachPath((path, context) => {
    const { text } = path.node;
    for (const problem of pathOf(text).problems.slice(0, MOST)) {
      context.report(path.placed, path.span(visible(problem, text.length)), {
        message: problem.message,
        fixes: fixesOf(problem).flatMap((fix) =>
          pathFix(path, { ...fix, text: withBlanks(text, fix) }, fix === problem.fix && problem.choice === undefined),
        ),
      });
    }
  }),
};

function fixesOf({ fix, choice }: PathProblem) {
  return [...(fix === undefined ? [] : [fix]), ...(choice === undefined ? [] : [choice])];
}

/** `==` is put in with the blanks that it needs, so that the next rule has nothing to say. */
function withBlanks(path: string, { start, end, text }: { start: number; end: number; text: string }): string {
  if (text !== '==' && text !== '!=') return text;
  return `${path[start - 1] === ' ' ? '' : ' '}${text}${path[end] === ' ' ? '' : ' '}`;
}

/** A place without extent takes the character behind it, or at the end of the path the one before it. */
function visible({ start, end }: Span, pathEnd: number): Span {
  if (end > start || pathEnd === 0) return { start, end };
  return start < pathEnd ? { start, end: start + 1 } : { start: start - 1, end: start };
}
