import { wireType } from '../../entity-model/compared-types.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { pathTypeOf } from '../typed-paths.ts';

/** The types that hold each kind of field without loss. Text holds everything. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  'Edm.String': ['String', 'Reference', 'Binary'],
  'Edm.Guid': ['String', 'Reference'],
  'Edm.Int64': ['String', 'Integer', 'Reference'],
  'Edm.Int32': ['String', 'Integer'],
  'Edm.Int16': ['String', 'Integer'],
  'Edm.Double': ['String'],
  'Edm.Decimal': ['String'],
  'Edm.Boolean': ['String', 'Boolean'],
  'Edm.DateTime': ['String', 'DateTime'],
  'Edm.DateTimeOffset': ['String', 'DateTime'],
};

/** A type that the author gives to an attribute, and that is not that of the field. */
export const declaredType: Rule = {
  code: 'SFM3107',
  severity: 'information',
  title: 'Declared type and type of the field',
  page: {
    why: 'The type that stands after the colon tells Entra what to expect of a value. Where the field is of another type, a value that does not fit may be refused: a manager id can hold letters, standard hours a fraction. Text holds everything, and is the type when none is written.',
    wrong: `provision SuccessFactors -> EntraID

source {
  boss : Integer = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].managerId
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [boss]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  boss : String = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].managerId
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [boss]
}
`,
    sources: ['Microsoft, "SAP SuccessFactors attribute reference for Microsoft Entra ID"'],
  },
  each: {
    attribute: (placed, context) => {
      const { block, type, path } = placed.declaration;
      if (block !== 'source' || type === undefined || path === undefined || context.direction === undefined) return;
      const { end } = pathTypeOf(path.text, context.entityModel);
      if (end.kind !== 'value') return;
      const holds = HOLDS[end.property.type];
      if (holds === undefined || holds.includes(type.text) || !KNOWN.has(type.text)) return;
      const better = holds.at(-1) === 'Reference' || holds.at(-1) === 'Binary' ? 'String' : (holds.at(-1) ?? 'String');
      context.report(placed, type, {
        message: `${end.property.name} is ${KIND[wireType(end.property.type) ?? 'text']} in SuccessFactors (${end.property.type}), and ${type.text} is declared. Declare ${better}, unless every value is known to fit.`,
        fixes: [{ title: `Declare ${better}`, edits: [editOf(placed, type, better)] }],
      });
    },
  },
};

const KNOWN: ReadonlySet<string> = new Set(['String', 'Integer', 'Boolean', 'DateTime', 'Reference', 'Binary']);
const KIND = { text: 'text', number: 'a number', flag: 'true or false', date: 'a date' } as const;
