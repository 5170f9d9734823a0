import { everyStep } from '../../jsonpath/every-step.ts';
import { isRejected } from '../../jsonpath/path-syntax.ts';
import { expandPathParameters } from '../../language/parameters.ts';
import type { Rule } from '../diagnostic.ts';
import { compiledPathOf, pathOf } from '../paths.ts';
import { isPrintedPath } from '../printed-paths.ts';
import { eachPath } from '../written-paths.ts';

/** What a path does with the sample person, beside finding a value: it fails, or finds more than the attribute can hold. */
export const pathResult: Rule = {
  code: 'SFM3004',
  severity: 'warning',
  title: 'JSONPath that finds several values, or fails',
  each: eachPath(({ placed, node, role, name, multivalued, span }, { sample, direction, parameters, report }) => {
    if (sample === undefined || direction !== 'inbound' || role !== 'source' || isRejected(pathOf(node.text))) return;
    const selection = compiledPathOf(expandPathParameters(node.text, parameters)).values(sample);
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
        message: `This path finds ${selection.results.length} values in the sample, and ${name ?? 'the attribute'} holds one: the first is taken. Choose by content, or declare ${name ?? 'it'} : String[].`,
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
