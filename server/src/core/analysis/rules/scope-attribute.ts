import type { Rule } from '../diagnostic.ts';
import { KNOWN_ISSUES } from '../expression-sources.ts';
import type { SourceAttribute } from '../model.ts';
import { OUT_OF_SCOPE_NAMES } from '../out-of-scope-names.ts';

/** Scoping filters do not work on dates, references and several values. */
export const scopeAttribute: Rule = {
  code: 'SFM5026',
  severity: 'error',
  title: 'An attribute that a scoping filter does not support',
  page: {
    why: 'A scoping filter cannot use dates (`startDate`, `endDate` …), `manager`, `userType`, `appRoleAssignments` or a multi-valued attribute: Microsoft lists them as unsupported. Filter by a status instead, such as `emplStatus` or `activeEmploymentsCount`.',
    wrong: `provision SuccessFactors -> EntraID

scope {
  [startDate] IS NOT NULL
}

map {
  employeeId <- [personIdExternal] match 1
}
`,
    right: `provision SuccessFactors -> EntraID

scope {
  [emplStatus] EQUALS "A"
}

map {
  employeeId <- [personIdExternal] match 1
}
`,
    sources: [KNOWN_ISSUES],
  },
  each: {
    scope(placed, context) {
      for (const { attribute } of placed.declaration.clauses) {
        if (attribute === undefined) continue;
        const reason = unsupported(attribute.name, context.source(attribute.name));
        if (reason === undefined) continue;
        context.report(placed, attribute, {
          message: `A scoping filter does not support ${reason}. Filter by another attribute, such as a status.`,
        });
      }
    },
  },
};

/** Some are not supported whether the list has them or not. */
function unsupported(name: string, known: SourceAttribute | undefined): string | undefined {
  if (known?.multivalued === true) return `an attribute of several values such as ${name}`;
  if (known?.type === 'DateTime') return `a date such as ${name}`;
  return OUT_OF_SCOPE_NAMES.has(name) ? name : undefined;
}
