import type { Rule } from '../diagnostic.ts';
import { eachTypeProblem } from '../typed-paths.ts';
import { pathFix } from '../written-paths.ts';

/** A field whose name differs from the real one in capital letters alone. */
export const fieldCase: Rule = {
  code: 'SFM3102',
  severity: 'error',
  title: 'Field in other letters',
  page: {
    why: 'JSON and JSONPath tell capital letters from small ones, so a field in other letters is a field that is not there: the path finds nothing, and nobody is told. SuccessFactors itself is not consistent: a job has `timezone`, a user has `timeZone`.',
    wrong: `provision SuccessFactors -> EntraID

source {
  zone = $.employmentNav.results[?(@.assignmentClass == 'ST')].userNav.timezone
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [zone]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  zone = $.employmentNav.results[?(@.assignmentClass == 'ST')].userNav.timeZone
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [zone]
}
`,
    sources: ['Microsoft, "SAP SuccessFactors attribute reference for Microsoft Entra ID"'],
  },
  each: eachTypeProblem(['case'], ({ start, end, via, name, right }, path, { report }) => {
    const at = path.node.text.indexOf(name, start);
    const fix = { title: `Write ${right}`, start: at, end: at + name.length, text: right };
    report(path.placed, path.span({ start, end }), {
      message: `${via} has no ${name}: the name is written ${right}.`,
      fixes: at < 0 || fix.end > end ? [] : pathFix(path, fix, true),
    });
  }),
};
