import { isRejected } from '../../jsonpath/path-syntax.ts';
import { startsWithSteps } from '../../jsonpath/prefix.ts';
import { expandPathParameters } from '../../language/parameters.ts';
import { GLOBAL_ASSIGNMENT, scenarios } from '../../refactoring/scenario.ts';
import type { Rule } from '../diagnostic.ts';
import { compiledPathOf, pathOf } from '../paths.ts';
import { writtenPaths } from '../written-paths.ts';

const PRINTED = [...scenarios.map(({ prefix }) => prefix), GLOBAL_ASSIGNMENT];

/** What a path does with the sample person, beside finding a value: it fails, or finds more than the attribute can hold. */
export const pathResult: Rule = {
  code: 'SFM3004',
  severity: 'warning',
  title: 'JSONPath that finds several values, or fails',
  check(context) {
    const { sample, model, parameters } = context;
    if (sample === undefined || model.direction !== 'inbound') return;
    for (const { placed, node, role, name, multivalued, span } of writtenPaths(context)) {
      if (role !== 'source' || isRejected(pathOf(node.text))) continue;
      const selection = compiledPathOf(expandPathParameters(node.text, parameters)).values(sample);
      const whole = span({ start: 0, end: node.text.length });
      if (!selection.ok) {
        context.report(placed, whole, {
          severity: 'error',
          message: `This path fails on the sample person: ${selection.message}`,
        });
      } else if (selection.results.length > 1 && !multivalued) {
        context.report(placed, whole, {
          // Microsoft prints these beginnings itself for its HR scenarios.
          ...(PRINTED.some((prefix) => startsWithSteps(pathOf(node.text), pathOf(prefix)))
            ? { severity: 'information' as const }
            : {}),
          message: `This path finds ${selection.results.length} values in the sample, and ${name ?? 'the attribute'} holds one: the first is taken. Choose by content, or declare ${name ?? 'it'} : String[].`,
        });
      }
    }
  },
};
