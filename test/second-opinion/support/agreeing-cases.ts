import fc from 'fast-check';

/**
 * Workers whose records all have the same fields of the same types, and paths of names, indexes, slices and filters that
 * do not mix && with ||: there jsonpath-plus and Entra's engine must say the same, from the same places.
 */
const employment = fc.record({
  userId: fc.constantFrom('100301', '100301-1', '100301-2'),
  assignmentClass: fc.constantFrom('ST', 'GA'),
  seqNumber: fc.integer({ min: 0, max: 5 }),
  isContingentWorker: fc.boolean(),
  departmentNav: fc.record({ externalCode: fc.constantFrom('D10', 'D20'), name: fc.constantFrom('Sales', 'Labs') }),
  tags: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
});

export const agreeingPayload = fc.record({
  personIdExternal: fc.constantFrom('100301', '100777', 'ñandú'),
  'two words': fc.constantFrom('a', 'b'),
  employmentNav: fc.record({ results: fc.array(employment, { maxLength: 5 }) }),
});

const term = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        '@.assignmentClass',
        '@.userId',
        '@.departmentNav.name',
        "@['userId']",
        '@.departmentNav["name"]',
      ),
      fc.constantFrom('==', '!=', '===', '!=='),
      fc.constantFrom('ST', 'GA', 'Labs', '100301-1', ''),
    )
    .filter(([side]) => !side.includes('"'))
    .map(([side, operator, text]) => `${side} ${operator} '${text}'`),
  fc
    .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>='), fc.integer({ min: -1, max: 6 }))
    .map(([operator, number]) => `@.seqNumber ${operator} ${number}`),
  fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom('==', '<', '>='))
    .map(([number, operator]) => `${number} ${operator} @.seqNumber`),
  fc.constantFrom('@.isContingentWorker == true', '@.isContingentWorker != true', '@.departmentNav', '@.tags'),
);
const test = fc
  .tuple(fc.array(term, { minLength: 1, maxLength: 4 }), fc.constantFrom(' && ', ' || '))
  .map(([terms, operator]) => terms.join(operator));

const bound = fc.option(fc.integer({ min: -6, max: 6 }), { nil: '' });
const step = fc.oneof(
  fc.integer({ min: 0, max: 5 }).map((index) => `[${index}]`),
  fc.constant('[*]'),
  fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 3 }).map((indexes) => `[${indexes.join(',')}]`),
  fc.tuple(bound, bound).map(([from, to]) => `[${from}:${to}]`),
  fc.tuple(bound, bound, fc.constantFrom(1, 2, 3, -1, -2)).map(([from, to, by]) => `[${from}:${to}:${by}]`),
  test.map((text) => `[?(${text})]`),
);
const field = fc.constantFrom(
  ...['', '.userId', "['userId']", "['userId','seqNumber']", '.departmentNav', '.departmentNav.name', '.nothing'],
  ...[".departmentNav['externalCode']", '.tags', '.tags[0]', '.tags[-1:]', '.tags[*]', '.nothing.below'],
);

export const agreeingPath = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('$', '$.personIdExternal', 'personIdExternal', "$['two words']", '$.none') },
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        fc.constantFrom('$.employmentNav.results', "$['employmentNav']['results']", 'employmentNav.results'),
        step,
        field,
      )
      .map((parts) => parts.join('')),
  },
);
