import type { Place } from '../../entity-model/path-type.ts';
import { isRejected } from '../../jsonpath/path-syntax.ts';
import type { Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { isPrintedPath } from '../printed-paths.ts';
import { pathTypeOf } from '../typed-paths.ts';
import { eachPath, pathFix } from '../written-paths.ts';

/** A path of an attribute that ends at a record or a list, where a value is wanted. */
export const pathToRecord: Rule = {
  code: 'SFM3108',
  severity: 'warning',
  title: 'Path that ends at a record',
  page: {
    why: 'An attribute holds a text, a number, a date: one field. A path that ends at a navigation gives a whole record with all its fields, which is no value for an attribute.',
    wrong: `provision SuccessFactors -> EntraID

source {
  firm = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].companyNav
}

map {
  employeeId          <- [personIdExternal] match 1
  companyName         <- [company]
  extensionAttribute1 <- [firm]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  firm = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].companyNav.name_localized
}

map {
  employeeId          <- [personIdExternal] match 1
  companyName         <- [company]
  extensionAttribute1 <- [firm]
}
`,
    sources: ['Microsoft, "How Microsoft Entra provisioning integrates with SAP SuccessFactors"'],
  },
  each: eachPath((path, context) => {
    const { role, node } = path;
    if (context.direction === undefined || (role !== 'source' && role !== 'target')) return;
    const parsed = pathOf(node.text);
    const { end } = pathTypeOf(node.text, context.entityModel);
    const last = parsed.steps.at(-1);
    if (isRejected(parsed) || last === undefined) return;
    if (end.kind === 'open' || end.kind === 'value') return;
    const fields = fieldsOf(end);
    const example = fields.length === 0 ? '' : ` Choose a field of it, such as ${fields.join(' or ')}.`;
    context.report(path.placed, path.span(last), {
      // The beginnings that Microsoft prints for its HR scenarios.
      ...(last.kind !== 'field' && isPrintedPath(node.text) ? { severity: 'information' as const } : {}),
      message: `This path ends at ${end.kind === 'record' ? `the record ${end.via}` : `the list of ${end.via}`}, and an attribute holds a value.${example}`,
      fixes: fields.flatMap((field) => {
        const text = `.${field}`;
        return end.kind === 'record'
          ? pathFix(path, { title: `Read ${field}`, start: last.end, end: last.end, text })
          : [];
      }),
    });
  }),
};

/** What people mostly mean by a record. */
const TELLING = ['name_localized', 'name', 'externalName_localized', 'localeLabel', 'externalCode', 'code'];

function fieldsOf(end: Place): string[] {
  if (end.kind === 'open') return [];
  return TELLING.filter((name) => end.entity.properties.has(name)).slice(0, 2);
}
