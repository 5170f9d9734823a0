import fc from 'fast-check';
import { builtInAttributes } from '../../../../server/src/core/catalog/source-attributes.ts';
import type { Json, JsonObject } from '../../../../server/src/core/json.ts';

const target = (index: number) => `extension_${String(index).padStart(32, '0')}_x`;

/** A mapping with these lines of `source`, and a target for each of some attributes. */
export const mapping = (source: readonly string[], names: readonly string[]) =>
  `provision SuccessFactors -> EntraID\nparam type = "10605"\nsource {\n${source.map((line) => `  ${line}\n`).join('')}}\nmap {\n${names.map((name, index) => `  ${target(index)} <- [${name}]\n`).join('')}}\n`;

/** The first job. */
export const JOB = '$.employmentNav.results[0].jobInfoNav.results[0]';
/** The active ones of a list of jobs. */
export const ACTIVE = "results[?(@.emplStatusNav.externalCode == 'A' || @.emplStatusNav.externalCode == 'U')]";

/** Mappings with paths of every kind, over the names that stand in some payloads, and some that do not. */
export function anyMappingOver(payloads: readonly Json[]): fc.Arbitrary<string> {
  const names = fc.constantFrom(...namesOf(payloads), 'customString99', 'cust_badge', 'uri', 'results', '__deferred');
  const filterSide = fc.oneof(
    names.map((name) => `@.${name}`),
    names.map((name) => `@..${name}`),
    fc.tuple(names, names).map(([a, b]) => `@.${a}.${b}`),
    names.map((name) => `$.${name}`),
    names.map((name) => `$..${name}`),
    fc.constant('@.*'),
  );
  const test = fc.oneof(
    filterSide,
    fc
      .tuple(
        filterSide,
        fc.constantFrom('==', '!=', '<'),
        fc.constantFrom("'A'", "'ST'", 'true', 'null', "'{{type}}'", '1'),
      )
      .map((parts) => parts.join(' ')),
    fc.tuple(filterSide, filterSide).map((sides) => sides.join(' == ')),
  );
  const step = fc.oneof(
    { weight: 4, arbitrary: names.map((name) => `.${name}`) },
    { weight: 2, arbitrary: names.map((name) => `..${name}`) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('.results[0]', '.results[-1:]', '.results[*]', '[0]', '[*]', '.*', '..*', '[0,1]'),
    },
    { weight: 1, arbitrary: fc.tuple(names, names).map(([a, b]) => `['${a}','${b}']`) },
    { weight: 1, arbitrary: fc.tuple(names, names).map(([a, b]) => `..['${a}','${b}']`) },
    { weight: 2, arbitrary: fc.tuple(test, test).map(([a, b]) => `.results[?(${a} || ${b})]`) },
    { weight: 1, arbitrary: test.map((one) => `[?(${one})]`) },
    { weight: 1, arbitrary: test.map((one) => `..[?(${one})]`) },
  );
  const beginning = fc.constantFrom(
    '$',
    '$.employmentNav',
    '$.employmentNav.results[0]',
    '$.employmentNav.results[-1:]',
    "$.employmentNav.results[?(@.assignmentClass == 'ST')]",
    `$.employmentNav..jobInfoNav..${ACTIVE}`,
    JOB,
    `${JOB}.departmentNav`,
    '$.employmentNav.results[0].userNav',
    '$.phoneNav.results[*]',
    "$.phoneNav.results[?(@.phoneType == '{{type}}')]",
    '$.emailNav',
    '$.personalInfoNav.results[0]',
  );
  const path = fc.tuple(beginning, fc.array(step, { maxLength: 4 })).map(([first, steps]) => first + steps.join(''));
  return fc
    .record({
      own: fc.array(fc.tuple(path, fc.boolean()), { minLength: 1, maxLength: 4 }),
      replaced: fc.option(beginning.filter((one) => one !== '$')),
      mapped: fc.subarray([...builtInAttributes.keys()], { maxLength: 6 }),
    })
    .map(({ own, replaced, mapped }) =>
      mapping(
        [
          ...(replaced === null ? [] : [`replace $.employmentNav.results[0] -> ${replaced}`]),
          ...own.map(
            ([one, several], index) => `own${index}${several ? ' : String[]' : ''} = "${one.replaceAll('"', '')}"`,
          ),
        ],
        [...own.map((_, index) => `own${index}`), ...mapped],
      ),
    );
}

function namesOf(payloads: readonly Json[]): string[] {
  const found = new Set<string>();
  const walk = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const one of value) walk(one);
    else
      for (const [name, below] of Object.entries(value as JsonObject)) {
        found.add(name);
        walk(below);
      }
  };
  for (const payload of payloads) walk(payload);
  return [...found];
}
