import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { declarationsOf } from '../../../server/src/core/analysis/bind.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { extractParameter } from '../../../server/src/core/refactoring/extract-parameter.ts';
import { inlineParameter } from '../../../server/src/core/refactoring/inline-parameter.ts';
import { inboundExample } from '../../support/example-people.ts';
import { type AskedAt, rewritten } from '../../support/rewritten.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const extract = ({ analysis: { file, model }, range }: AskedAt) => extractParameter(file, model, range);
const inline = ({ analysis, range }: AskedAt) =>
  inlineParameter(analysis.file, range.start, (name) => analysis.parameterOrigin(name) === 'file');

describe('a text becomes a parameter', () => {
  it.each([
    [
      'of an expression, named after its target',
      `${P}map {\n  usageLocation <- "D|E"\n}\n`,
      'Extract parameter usageLocation = "DE"',
      `${P}\nparam usageLocation = "DE"\nmap {\n  usageLocation <- "{{usageLocation}}"\n}\n`,
    ],
    [
      'of a filter, named after its field, behind the parameters that there are',
      `${P}param usageLocation = "DE"  // Germany\n\nsource {\n  desk = $.phoneNav.results[?(@.phoneType == '|10605')].phoneNumber\n}\n`,
      'Extract parameter phoneType = "10605"',
      `${P}param usageLocation = "DE"  // Germany\nparam phoneType = "10605"\n\nsource {\n  desk = $.phoneNav.results[?(@.phoneType == '{{phoneType}}')].phoneNumber\n}\n`,
    ],
    [
      'of a filter in a quoted path',
      `${P}source {\n  desk = "$.phoneNav.results[?(@.phoneType == 'O\\\\'Neil|')].phoneNumber"\n}\n`,
      'Extract parameter phoneType = "O\'Neil"',
      `${P}\nparam phoneType = "O'Neil"\nsource {\n  desk = "$.phoneNav.results[?(@.phoneType == '{{phoneType}}')].phoneNumber"\n}\n`,
    ],
    [
      'of the scope',
      `${P}scope {\n  "Labs": [company] EQUALS "Contoso| Labs"\n}\n`,
      'Extract parameter company = "Contoso Labs"',
      `${P}\nparam company = "Contoso Labs"\nscope {\n  "Labs": [company] EQUALS "{{company}}"\n}\n`,
    ],
    [
      'of a default, with its escapes',
      `${P}map {\n  city <- [city] default "the \\"|old\\" one"\n}\n`,
      'Extract parameter cityDefault = "the \\"old\\" one"',
      `${P}\nparam cityDefault = "the \\"old\\" one"\nmap {\n  city <- [city] default "{{cityDefault}}"\n}\n`,
    ],
    [
      'in part, where a part is selected',
      `${P}map {\n  mail <- Append([userId], "@«contoso.example»")\n}\n`,
      'Extract parameter mailPart = "contoso.example"',
      `${P}\nparam mailPart = "contoso.example"\nmap {\n  mail <- Append([userId], "@{{mailPart}}")\n}\n`,
    ],
    [
      'under a name that is free',
      `${P}param city = "Berlin"\nparam city2\nmap {\n  city <- "Ber|lin"\n}\n`,
      'Extract parameter city3 = "Berlin"',
      `${P}param city = "Berlin"\nparam city2\nparam city3 = "Berlin"\nmap {\n  city <- "{{city3}}"\n}\n`,
    ],
    [
      'in a file with CRLF',
      `${P}map {\n  city <- «"Berlin"»\n}\n`.replaceAll('\n', '\r\n'),
      'Extract parameter city = "Berlin"',
      `${P}\nparam city = "Berlin"\nmap {\n  city <- "{{city}}"\n}\n`.replaceAll('\n', '\r\n'),
    ],
  ])('%s', (_, marked, title, after) => {
    expect(rewritten(marked, extract)).toEqual({ [title]: after });
  });

  it('at every place that has the same text, but for what tests expect', () => {
    const marked = `${P}source {\n  a = $.phoneNav.results[?(@.phoneType == '7')].phoneNumber\n}\nscope {\n  "x": [company] EQUALS "7", "8"\n}\nmap {\n  city  <- "|7"\n  state <- Join("7", [a], "77") default "7"\n}\ntest "x" {\n  given { "personIdExternal": "7" }\n  expect city == "7"\n}\n`;
    const found = rewritten(marked, extract);
    expect(Object.keys(found)).toEqual([
      'Extract parameter city = "7"',
      'Extract parameter city = "7" for all 5 places with this text',
    ]);
    expect(found['Extract parameter city = "7" for all 5 places with this text']).toBe(
      `${P}\nparam city = "7"\nsource {\n  a = $.phoneNav.results[?(@.phoneType == '{{city}}')].phoneNumber\n}\nscope {\n  "x": [company] EQUALS "{{city}}", "8"\n}\nmap {\n  city  <- "{{city}}"\n  state <- Join("{{city}}", [a], "77") default "{{city}}"\n}\ntest "x" {\n  given { "personIdExternal": "7" }\n  expect city == "7"\n}\n`,
    );
  });

  it.each([
    ['an attribute', `${P}map {\n  city <- [ci|ty]\n}\n`],
    ['a text that holds a parameter', `${P}param a = "x"\nmap {\n  city <- "{{a|}} y"\n}\n`],
    ['a text of blanks', `${P}map {\n  city <- Join("| ", [city])\n}\n`],
    ['the name of a file', `${P}sample a = "peo|ple.json"\n`],
    ['what a test expects', `${P}test "x" {\n  expect city == "Ber|lin"\n}\n`],
    ['a selection beyond the text', `${P}map {\n  city <- «Join("x"», [city])\n}\n`],
    ['a part of a text with escapes', `${P}map {\n  city <- "a\\"«b»"\n}\n`],
    ['a part behind a brace', `${P}map {\n  city <- "{«b»"\n}\n`],
    ['what a replace line looks for', `${P}source {\n  replace $.a[?(@.b == '|c')] -> $.d\n}\n`],
    ['a text with curly quotes', `${P}map {\n  city <- “Ber|lin”\n}\n`],
    ['a broken line', `${P}map {\n  city <- Join("Ber|lin"\n}\n`],
  ])('not %s', (_, marked) => {
    expect(rewritten(marked, extract)).toEqual({});
  });
});

describe('a parameter becomes its text', () => {
  const FILE = `${P}\n/// In Berlin.\nparam city = "O'Neil \\"B\\""\n\nsource {\n  a = $.x[?(@.y == '{{city}}')].z\n}\nmap {\n  city <- "in {{ci|ty}}"\n}\ntest "x" {\n  expect city == "{{city}}"\n}\n`;

  it('here, or everywhere with its line gone', () => {
    const found = rewritten(FILE, inline);
    const shown = '"O\'Neil \\"B\\""';
    expect(Object.keys(found)).toEqual([
      `Write ${shown} for {{city}} here`,
      `Inline parameter city = ${shown} at all 3 places and remove it`,
    ]);
    expect(found[`Write ${shown} for {{city}} here`]).toBe(FILE.replace('"in {{ci|ty}}"', '"in O\'Neil \\"B\\""'));
    expect(found[`Inline parameter city = ${shown} at all 3 places and remove it`]).toBe(
      `${P}\nsource {\n  a = $.x[?(@.y == 'O\\'Neil "B"')].z\n}\nmap {\n  city <- "in O'Neil \\"B\\""\n}\ntest "x" {\n  expect city == "O'Neil \\"B\\""\n}\n`,
    );
  });

  it('from its declaration', () => {
    expect(rewritten(`${P}param ci|ty = "x"\nmap {\n  city <- "{{city}}"\n}\n`, inline)).toEqual({
      'Inline parameter city = "x" at its only place and remove it': `${P}map {\n  city <- "x"\n}\n`,
    });
  });

  it.each([
    ['without a text', `${P}param a\nmap {\n  city <- "{{|a}}"\n}\n`],
    ['that nothing declares', `${P}map {\n  city <- "{{|a}}"\n}\n`],
    ['that is declared twice', `${P}param a = "x"\nparam a = "y"\nmap {\n  city <- "{{|a}}"\n}\n`],
    ['whose text would be read as a parameter', `${P}param a = "{{b}}"\nmap {\n  city <- "{{|a}}"\n}\n`],
    ['that nothing uses', `${P}param |a = "x"\n`],
    ['that stands where none is replaced', `${P}param a = "x"\nsample s = "{{|a}}.json"\n`],
  ])('not one %s', (_, marked) => {
    expect(rewritten(marked, inline)).toEqual({});
  });

  it('not one that has another value outside of the file', () => {
    const text = `${P}param a = "x"\nmap {\n  city <- "{{a}}"\n}\n`;
    const analysis = new Analysis(text, { parameters: new Map([['a', 'y']]) });
    const range = { start: text.indexOf('{{a}}') + 2, end: text.indexOf('{{a}}') + 2 };
    expect(inline({ analysis, range })).toEqual([]);
  });
});

const folder = join(import.meta.dirname, '..', '..', '..', 'examples', 'writeback');
const examples = [
  inboundExample(),
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.sfmap'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
];

it('out and in again is the same text, for every text of the examples', () => {
  let count = 0;
  for (const text of examples) {
    for (const { index } of text.matchAll(/["']/g)) {
      const { file, model } = new Analysis(text);
      for (const { edits, title } of extractParameter(file, model, { start: index, end: index })) {
        const after = new Analysis(applyEdits(text, edits));
        const name = /parameter (\S+)/.exec(title)?.[1];
        const param = declarationsOf(after.file, 'param').find(({ declaration }) => declaration.name?.text === name);
        const back = inlineParameter(after.file, (param?.offset ?? 0) + 'param '.length, () => true);
        expect(back.map((one) => applyEdits(after.file.text, one.edits))).toEqual([text]);
        expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        count++;
      }
    }
  }
  expect(count).toBeGreaterThan(40);
});
