import { everyStep, testOf } from '../../jsonpath/every-step.ts';
import type { PathStep } from '../../jsonpath/path-syntax.ts';
import { parameterReferences } from '../../language/parameters.ts';
import type { Span } from '../../language/syntax.ts';
import type { Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { eachPath } from '../written-paths.ts';

/** A parameter of a JSONPath stands in a quoted literal, where its value can never change the path itself. */
export const pathParameter: Rule = {
  code: 'SFM3005',
  severity: 'error',
  title: 'Parameter outside a quoted literal',
  page: {
    why: 'A parameter stands for a constant that differs by tenant. It is put into a path after the path has been read, and only into its quoted literals, so that no value can close a quote or add a step. Anywhere else `{{name}}` would change what the path does from tenant to tenant.',
    wrong: `provision SuccessFactors -> EntraID

param phoneType = "10605"

actions update

source {
  deskPhone = $.phoneNav.results[?(@.phoneType == {{phoneType}})].phoneNumber
}

map {
  employeeId <- [personIdExternal] match 1
  telephoneNumber <- [deskPhone]
}
`,
    right: `provision SuccessFactors -> EntraID

param phoneType = "10605"

actions update

source {
  deskPhone = $.phoneNav.results[?(@.phoneType == '{{phoneType}}')].phoneNumber
}

map {
  employeeId <- [personIdExternal] match 1
  telephoneNumber <- [deskPhone]
}
`,
  },
  each: eachPath((path, context) => {
    const references = parameterReferences(path.node.text);
    if (references.length === 0) return;
    const quoted = everyStep(pathOf(path.node.text).steps).flatMap(({ step }) => literalsOf(step));
    for (const reference of references) {
      if (quoted.some(({ start, end }) => start <= reference.start && reference.end <= end)) continue;
      context.report(path.placed, path.span(reference), {
        message: `{{${reference.name}}} stands outside a quoted literal. In a JSONPath a parameter is written as in [?(@.phoneType == '{{${reference.name}}}')].`,
      });
    }
  }),
};

/** The quoted texts of one step itself. */
function literalsOf(step: PathStep): readonly Span[] {
  if (step.kind === 'field' || step.kind === 'descendants') return step.quoted ? [step] : [];
  if (step.kind === 'fields' || step.kind === 'descendant-fields') return step.names;
  const terms = testOf(step)?.terms ?? [];
  const sides = terms.flatMap((term) => (term.kind === 'comparison' ? [term.left, term.right] : [term.side]));
  return sides.filter((side) => side.kind === 'literal' && side.type === 'string');
}
