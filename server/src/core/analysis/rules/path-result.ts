import { isRejected } from '../../jsonpath/path-syntax.ts';
import { startsWithSteps } from '../../jsonpath/prefix.ts';
import { expandPathParameters } from '../../language/parameters.ts';
import { GLOBAL_ASSIGNMENT, scenarios } from '../../refactoring/scenario.ts';
import type { Rule } from '../diagnostic.ts';
import { compiledPathOf, pathOf } from '../paths.ts';
import { eachPath } from '../written-paths.ts';

const PRINTED = [...scenarios.map(({ prefix }) => prefix), GLOBAL_ASSIGNMENT];

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
      report(placed, whole, {
        severity: 'error',
        message: `This path fails on the sample person: ${selection.message}`,
      });
    } else if (selection.results.length > 1 && !multivalued) {
      report(placed, whole, {
        // Microsoft prints these beginnings itself for its HR scenarios.
        ...(PRINTED.some((prefix) => startsWithSteps(pathOf(node.text), pathOf(prefix)))
          ? { severity: 'information' as const }
          : {}),
        message: `This path finds ${selection.results.length} values in the sample, and ${name ?? 'the attribute'} holds one: the first is taken. Choose by content, or declare ${name ?? 'it'} : String[].`,
      });
    }
  }),
};
