import { everyStep } from '../../jsonpath/every-step.ts';
import { isRejected } from '../../jsonpath/path-syntax.ts';
import { GIVEN_UP } from '../../jsonpath/work.ts';
import { expandPathParameters } from '../../language/parameters.ts';
import type { Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { isPrintedPath } from '../printed-paths.ts';
import { eachPath, typeDeclared } from '../written-paths.ts';

/** What a path does with the sample person, beside finding a value: it fails, or finds more than the attribute can hold. */
export const pathResult: Rule = {
  code: 'SFM3004',
  severity: 'warning',
  title: 'JSONPath that finds several values, or fails',
  page: {
    why: 'An attribute holds one value unless it is declared with `[]`. Where a path finds several, the first one as listed is taken, and SuccessFactors does not guarantee the order: the value may change from one cycle to the next although nobody changed the person.\n\nChoose the record by what stands in it, or declare the attribute as multi-valued. A path that fails on the sample is reported as an error with the reason.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  deskPhone = $.phoneNav.results[*].phoneNumber
}

map {
  employeeId <- [personIdExternal] match 1
  telephoneNumber <- [deskPhone]
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  deskPhone = $.phoneNav.results[?(@.isPrimary == true)].phoneNumber
}

map {
  employeeId <- [personIdExternal] match 1
  telephoneNumber <- [deskPhone]
}
`,
    payload: {
      personIdExternal: '204417',
      phoneNav: {
        results: [
          { phoneType: '10605', isPrimary: true, phoneNumber: '555 0100' },
          { phoneType: '10606', isPrimary: false, phoneNumber: '555 0101' },
        ],
      },
    },
    sources: ['Newtonsoft Json.NET 13.0.4, SelectTokens'],
  },
  each: eachPath((path, { reading, direction, parameters, report }) => {
    const { placed, node, role, name, multivalued, span } = path;
    if (reading === undefined || direction !== 'inbound' || role !== 'source' || isRejected(pathOf(node.text))) return;
    const selection = reading.values(expandPathParameters(node.text, parameters));
    // That is said once for all paths.
    if (!selection.ok && selection.message === GIVEN_UP) return;
    const whole = span({ start: 0, end: node.text.length });
    if (!selection.ok) {
      if (failsAnyway(node.text)) return;
      report(placed, whole, {
        severity: 'error',
        message: `This path fails on the sample person: ${selection.message}`,
      });
    } else if (selection.results.length > 1 && !multivalued) {
      report(placed, whole, {
        // Microsoft prints these beginnings itself for its HR scenarios.
        ...(isPrintedPath(node.text) ? { severity: 'information' as const } : {}),
        message: `This path finds ${selection.results.length} values in the sample, and ${name ?? 'the attribute'} holds one: the first is taken. Choose by content, or declare ${name ?? 'it'} : ${typeDeclared(path)}[].`,
      });
    }
  }),
};

/** Whether another rule has said already, without any sample, that the path fails. */
function failsAnyway(text: string): boolean {
  const { steps, problems } = pathOf(text);
  if (problems.length > 0 || text.includes("'/Date(")) return true;
  return everyStep(steps).some(
    ({ step }) =>
      (step.kind === 'index' && step.index < 0) || (step.kind === 'indexes' && step.indexes.some((index) => index < 0)),
  );
}
