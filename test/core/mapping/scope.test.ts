import { describe, expect, it } from 'vitest';
import { check, evaluateMapping } from '../../../server/src/library/library.ts';

const PERSON = {
  personIdExternal: '100101',
  text: 'Contoso Labs',
  number: 42,
  yes: true,
  no: false,
  empty: '',
  nothing: null,
  date: '/Date(1483920000000)/',
};
const SOURCE =
  'source {\n  text = $.text\n  number = $.number\n  yes = $.yes\n  no = $.no\n  empty = $.empty\n  nothing = $.nothing\n  missing = $.missing\n}\n';
const evaluate = (scope: string, parameters: Readonly<Record<string, string>> = {}) =>
  evaluateMapping(
    `provision SuccessFactors -> EntraID\nparam p\n${SOURCE}scope {\n${scope}\n}\nmap {\n  surname <- [text]\n}\n`,
    PERSON,
    {
      parameters,
    },
  );

describe('an operator', () => {
  it.each<[string, boolean]>([
    ['[text] EQUALS "Contoso Labs"', true],
    ['[text] EQUALS "contoso labs"', false],
    ['[text] EQUALS "A", "Contoso Labs"', true],
    ['[text] NOT EQUALS "Contoso"', true],
    ['[text] NOT EQUALS "A", "Contoso Labs"', false],
    ['[text] IS NULL', false],
    ['[text] IS NOT NULL', true],
    ['[yes] IS TRUE', true],
    ['[yes] IS FALSE', false],
    ['[no] IS FALSE', true],
    ['[text] IS TRUE', false],
    ['[text] IS FALSE', false],
    ['[text] REGEX MATCH "oso"', true],
    ['[text] REGEX MATCH "^oso"', false],
    ['[text] REGEX MATCH "DEU¦Labs$"', true],
    ['[text] REGEX MATCH "x", "(?i)CONTOSO"', true],
    ['[text] NOT REGEX MATCH "oso"', false],
    ['[text] NOT REGEX MATCH "^x"', true],
    ['[text] REGEX MATCH "("', false],
    ['[text] NOT REGEX MATCH "("', false],
    ['[number] GREATER_THAN "41"', true],
    ['[number] GREATER_THAN "42"', false],
    ['[number] GREATER_THAN "9"', true],
    ['[number] GREATER_THAN_OR_EQUALS "42"', true],
    ['[text] GREATER_THAN "1"', false],
    ['[number] GREATER_THAN "4.5"', false],
    ['[text] INCLUDES "oso L"', true],
    ['[text] INCLUDES "OSO"', false],
    ['[text] ENDS_WITH "Labs"', true],
    ['[text] ENDS_WITH "Lab"', false],
    ['[text] & "The Contoso Labs of Contoso"', true],
    ['[text] & "Contoso"', false],
    ['[text] !& "Contoso"', true],
    ['[text] !& "The Contoso Labs"', false],
  ])('%s: %s', (clause, inScope) => {
    expect(evaluate(clause.replace('¦', '|')).inScope).toBe(inScope);
  });
});

describe('null and empty make every operator false but IS NULL', () => {
  const clauses = [
    'EQUALS ""',
    'EQUALS "x"',
    'NOT EQUALS "x"',
    'NOT EQUALS ""',
    'IS NOT NULL',
    'IS TRUE',
    'IS FALSE',
    'REGEX MATCH ".*"',
    'NOT REGEX MATCH "x"',
    'GREATER_THAN "0"',
    'GREATER_THAN_OR_EQUALS "0"',
    'INCLUDES ""',
    'ENDS_WITH ""',
    '& "x"',
    '!& "x"',
  ];
  for (const attribute of ['empty', 'nothing', 'missing']) {
    it.each(clauses)(`[${attribute}] %s`, (clause) => {
      expect(evaluate(`[${attribute}] ${clause}`).inScope).toBe(false);
    });
    it(`[${attribute}] IS NULL`, () => expect(evaluate(`[${attribute}] IS NULL`).inScope).toBe(true));
  }
});

describe('groups', () => {
  it('are alternatives; clauses of one are joined by and', () => {
    const result = evaluate(
      '"A": [text] EQUALS "x" and [yes] IS TRUE\n"B": [text] EQUALS "Contoso Labs" and\n  [yes] IS TRUE',
    );
    expect(result).toMatchObject({ inScope: true, scopeClause: 'B' });
  });

  it('say which clause shuts a person out', () => {
    const result = evaluate('"A": [yes] IS TRUE and [text] EQUALS "x"\n"B": [missing] IS NOT NULL');
    expect(result).toMatchObject({
      inScope: false,
      scopeClause: '[text] EQUALS "x", but text is "Contoso Labs"; [missing] IS NOT NULL, but missing is empty',
    });
  });

  it('take parameters', () => {
    expect(evaluate('[text] EQUALS "{{p}}"', { p: 'Contoso Labs' }).inScope).toBe(true);
    expect(evaluate('[text] EQUALS "{{p}}"').inScope).toBe(false);
  });

  it('let everybody in where there is no block, and nobody where it is empty or broken', () => {
    const without = evaluateMapping('provision SuccessFactors -> EntraID\nmap { surname <- [lastName] }', PERSON);
    expect(without.inScope).toBe(true);
    expect(without).not.toHaveProperty('scopeClause');
    for (const broken of [
      '',
      '[text]',
      'EQUALS "x"',
      '[text] EQUALS',
      '[text] LIKE "%"',
      '[text] equals "Contoso Labs"',
    ]) {
      expect(evaluate(broken).inScope).toBe(false);
      const text = `provision SuccessFactors -> EntraID\n${SOURCE}scope {\n${broken}\n}\n`;
      expect(check(text).some(({ severity }) => severity === 'error')).toBe(true);
    }
  });
});
