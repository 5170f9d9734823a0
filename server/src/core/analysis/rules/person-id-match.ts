import { attributesOf } from '../../language/walk.ts';
import type { Rule } from '../diagnostic.ts';
import { optionOf } from '../map-options.ts';
import type { BoundMapping } from '../model.ts';

/**
 * People who start later are found by their person id. Source: "Microsoft Entra ID and SAP SuccessFactors integration
 * reference", processing of pre-hires: `personIdExternal` is the primary matching identifier.
 */
export const personIdMatch: Rule = {
  code: 'SFM6004',
  severity: 'information',
  title: 'Matching by something else than the person id',
  page: {
    why: `For people who start in the future SuccessFactors returns little more than names, the start date and the person id. The provisioning service asks again for such a person, as of the start date, and takes \`personIdExternal\` for that: it must be the first matching attribute. With another one, new hires come on their first day and not before.`,
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId        <- [personIdExternal]
  userPrincipalName <- [username]          match 1
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId        <- [personIdExternal]  match 1
  userPrincipalName <- [username]          match 2
}
`,
    sources: ['Microsoft Entra ID and SAP SuccessFactors integration reference'],
  },
  check(context) {
    const { direction, mappings } = context.model;
    if (direction !== 'inbound') return;
    let first: BoundMapping | undefined;
    for (const mapping of mappings) {
      if (mapping.match !== undefined && mapping.match < (first?.match ?? Number.POSITIVE_INFINITY)) first = mapping;
    }
    if (first?.expression === undefined || first.placed.problems.length > 0) return;
    const read = attributesOf(first.expression);
    if (read.has('personIdExternal') || [...read].some((name) => !context.model.sources.has(name))) return;
    const option = optionOf(first.placed.declaration, 'match');
    if (option === undefined) return;
    context.report(first.placed, option, {
      message:
        'People who start later are found only if personIdExternal is matched first. They come on their first day otherwise.',
    });
  },
};
