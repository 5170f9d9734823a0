import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindMapping, declarationsOf } from '../../../server/src/core/analysis/bind.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import type { MappingFile } from '../../../server/src/core/language/syntax.ts';
import { check } from '../../../server/src/library/library.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.sfmap`), 'utf8');
const inbound = read('inbound');
const writeback = read('writeback');

const problemsOf = (file: MappingFile) => [...file.problems, ...file.declarations.flatMap(({ problems }) => problems)];
const mappings = (text: string) =>
  bindMapping(parseMapping(text)).mappings.map(({ target, expression }) => [target, expression?.kind]);

describe('the two whole files of the language', () => {
  it.each([
    ['inbound', inbound],
    ['writeback', writeback],
  ])('%s parses without a problem', (_, text) => {
    expect(problemsOf(parseMapping(text))).toEqual([]);
    expect(check(text).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are understood', () => {
    const model = bindMapping(parseMapping(inbound));
    expect(model.pair).toBe('SuccessFactors->EntraID');
    expect([...model.parameters]).toEqual([['businessPhoneType', '10605']]);
    expect([...model.samples]).toEqual([['rehire', 'people/rehire.json']]);
    expect([...model.actions]).toEqual(['create', 'update', 'disable']);
    expect(model.scope.map(({ declaration }) => declaration.name?.value)).toEqual(['Active staff', 'Labs']);
    expect(
      model.scope[0]?.declaration.clauses.map(({ operator, values }) => [operator?.text, values[0]?.value]),
    ).toEqual([
      ['EQUALS', 'A'],
      ['REGEX MATCH', 'DEU|AUT|CHE'],
    ]);
    expect(mappings(inbound)).toEqual([
      ['employeeId', 'attribute'],
      ['displayName', 'call'],
      ['department', 'call'],
      ['usageLocation', 'string'],
      ['manager', 'attribute'],
      ['accountEnabled', 'call'],
    ]);
    const [employeeId, displayName, , usageLocation] = model.mappings;
    expect(employeeId).toMatchObject({ match: 1 });
    expect(displayName).toMatchObject({ defaultValue: 'unknown' });
    expect(usageLocation).toMatchObject({ onCreate: true });
    expect(model.sources.get('startDate')).toMatchObject({
      type: 'DateTime',
      path: '$.employmentNav.results[-1:].startDate',
    });
    expect(model.sources.get('department')?.path).toBe(
      "$.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].departmentNav.name_localized",
    );
    const entry = parseMapping(inbound).declarations.find(({ documentation }) => documentation !== undefined);
    expect(entry?.documentation).toBe('Active, on leave … as a code, not as a picklist option id.');
  });

  it('are understood: writeback', () => {
    const model = bindMapping(parseMapping(writeback));
    expect(model.direction).toBe('writeback');
    expect([...model.parameters.keys()]).toEqual(['businessEmailType', 'businessPhoneType', 'cellPhoneType']);
    expect(model.mappings.map(({ target }) => target)).toContain('businessPhoneIsPrimary');
    expect(model.mappings.at(-1)).toMatchObject({ target: 'userId', flowAlways: true });
    expect(model.targets.get('cellPhoneNumber')?.path).toContain('{{cellPhoneType}}');
  });
});

/** What a change of form must leave as it was. */
const meaning = (text: string) => {
  const file = parseMapping(text);
  const model = bindMapping(file);
  return {
    problems: problemsOf(file).map(({ message }) => message),
    mappings: model.mappings.map(({ placed: _, expression, ...rest }) => ({ ...rest, kind: expression?.kind })),
    sources: [...model.sources.values()].filter(({ origin }) => origin !== 'built-in'),
    scope: model.scope.map(({ declaration }) => [
      declaration.name?.value,
      declaration.clauses.map((clause) => [
        clause.attribute?.name,
        clause.operator?.text,
        clause.values.map(({ value }) => value),
      ]),
    ]),
    parameters: [...model.parameters],
    samples: [...model.samples],
    actions: [...model.actions],
    targets: [...model.targets.values()].map(({ name, path }) => [name, path]),
  };
};

describe.each([
  ['inbound', inbound],
  ['writeback', writeback],
])('the form of %s does not matter', (_, text) => {
  const plain = meaning(text);
  it.each<[string, (text: string) => string]>([
    ['CRLF', (t) => t.replaceAll('\n', '\r\n')],
    ['CR', (t) => t.replaceAll('\n', '\r')],
    ['a byte-order mark', (t) => `\ufeff${t}`],
    ['tabs for blanks', (t) => t.replace(/^ +/gm, '\t')],
    ['comments at the ends of lines', (t) => t.replace(/\n/g, ' // a "remark" ( [ { \n')],
    ['block comments before every line', (t) => t.replace(/^(?=.)/gm, '/* } " ( [ */ ')],
    ['block comments over lines', (t) => t.replace(/\n/g, '\n/* provision A -> B\nmap {\n*/\n')],
    ['empty lines', (t) => t.replaceAll('\n', '\n\n\n')],
    ['no indentation', (t) => t.replace(/^ +/gm, '')],
    ['braces on lines of their own', (t) => t.replace(/^(\w+) \{/gm, '$1\n{\n').replace(/\}\n/g, '\n}\n')],
  ])('%s', (__, change) => {
    expect(meaning(change(text))).toEqual(plain);
  });

  it('mappings and entries on one line', () => {
    const oneLine = text
      .replace(/\/\/.*$/gm, '')
      .replace(/^test [\s\S]*$/m, '')
      .replace(/\n/g, '  ');
    const { targets, ...rest } = meaning(oneLine);
    expect(rest.problems).toEqual([]);
    expect(rest.mappings.map(({ target }) => target)).toEqual(plain.mappings.map(({ target }) => target));
    expect(targets).toEqual(plain.targets);
  });
});

it('keeps the inner braces of a test to itself', () => {
  const text = `provision SuccessFactors -> EntraID
test "inline" {
  given { "d": { "results": [ { "map": "}" } ] } }
  expect department == "x"
}
map {
  surname <- [lastName]
}
`;
  const file = parseMapping(text);
  expect(problemsOf(file)).toEqual([]);
  expect(file.blocks.map(({ kind }) => kind)).toEqual(['test', 'map']);
  expect(declarationsOf(file, 'map')).toHaveLength(1);
});
