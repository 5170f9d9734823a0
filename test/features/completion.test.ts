import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { functionSignatures } from '../../server/src/core/catalog/functions.ts';
import type { JsonObject } from '../../server/src/core/json.ts';
import { markdown } from '../../server/src/core/markup.ts';
import {
  type CompletionItem,
  type CompletionQuestion,
  completesFiles,
  completion,
  completionDocumentation,
  insertedText,
} from '../../server/src/features/completion.ts';
import { analysisFor, examplePerson, inboundExample } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';
import { mutatedFile } from '../support/mutated-files.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const W = 'provision EntraID -> SuccessFactors\n';

type Person = string | JsonObject | undefined;

function offered(marked: string, person?: Person, question?: CompletionQuestion) {
  const { text, cursor } = markedText(marked);
  const found = completion(analysisFor(text, person), cursor, question);
  const items = [...found.items].sort((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0));
  const after = (item: CompletionItem) => {
    const { start, end } = item.span ?? found.word;
    return text.slice(0, start) + insertedText(item.insert) + text.slice(end);
  };
  return { text, items, labels: items.map(({ label }) => label), after };
}

/** The line of the cursor after an item was taken. */
function taken(marked: string, label: string, person?: Person, question?: CompletionQuestion): string {
  const { items, after } = offered(marked, person, question);
  const item = items.find((one) => one.label === label);
  if (item === undefined) return `${label} is not offered, but ${items.map((one) => one.label).join(', ')}`;
  const line = markedText(marked).text.slice(0, markedText(marked).cursor).split('\n').length - 1;
  return after(item).split('\n')[line]?.trim() ?? '';
}

const map = (line: string) => `${P}map {\n  ${line}\n  surname <- [lastName] match 1\n}\n`;
const source = (line: string) => `${P}param phone = "10605"\nsource {\n  ${line}\n}\n`;
const scope = (line: string) => `${P}scope {\n  ${line}\n}\n`;
const inTest = (line: string) =>
  `${P}sample rita = "people/rehire.json"\nmap {\n  city <- [city]\n}\ntest "t" {\n  ${line}\n}\n`;

describe('what is taken stands in the text', () => {
  const ROWS: readonly (readonly [marked: string, label: string, line: string])[] = [
    // Outside all blocks.
    ['|', 'provision SuccessFactors -> EntraID', 'provision SuccessFactors -> EntraID'],
    ['prov|', 'provision EntraID -> SuccessFactors', 'provision EntraID -> SuccessFactors'],
    ['prov| SuccessFactors -> EntraID', 'provision', 'provision SuccessFactors -> EntraID'],
    ['provision |', 'EntraID -> SuccessFactors', 'provision EntraID -> SuccessFactors'],
    ['provision SuccessFactors |', '-> EntraID', 'provision SuccessFactors -> EntraID'],
    ['provision SuccessFactors -|', '-> EntraID', 'provision SuccessFactors -> EntraID'],
    ['provision SuccessFactors -> En|', 'EntraID', 'provision SuccessFactors -> EntraID'],
    [`${P}act|`, 'actions', 'actions create, update, disable'],
    [`${W}act|`, 'actions', 'actions update'],
    [`${P}actions create, up|`, 'update', 'actions create, update'],
    // Attributes.
    [map('city <- [|'), 'city', 'city <- [city]'],
    [map('city <- [ci|ty]'), 'city', 'city <- [city]'],
    [map('city <- [ci|nema] match 2'), 'city', 'city <- [city] match 2'],
    [map('city <- Join(" ", [fir|, [lastName])'), 'firstName', 'city <- Join(" ", [firstName], [lastName])'],
    [map('city <- Join(" ", fir|, [lastName])'), '[firstName]', 'city <- Join(" ", [firstName], [lastName])'],
    [map('city <- fir|'), '[firstName]', 'city <- [firstName]'],
    [`${P}source {\n  "two words" = $.a\n}\nmap {\n  city <- [two w|]\n}\n`, 'two words', 'city <- [two words]'],
    // Functions: required arguments alone, but the slots before them.
    [map('city <- ToU|'), 'ToUpper', 'city <- ToUpper(source)'],
    [map('city <- Rep|'), 'Replace', 'city <- Replace(source)'],
    [map('city <- Now|'), 'Now', 'city <- Now()'],
    [map('city <- Swi|'), 'Switch', 'city <- Switch(source, defaultValue, key, value)'],
    [map('city <- Form|'), 'FormatDateTime', 'city <- FormatDateTime(source, inputFormat, outputFormat)'],
    [map('city <- no|'), 'none', 'city <- none'],
    // Texts that a place takes.
    [map('city <- DateAdd("|", 1, Now())'), 'yyyy', 'city <- DateAdd("yyyy", 1, Now())'],
    [map('city <- DateAdd(|'), '"yyyy"', 'city <- DateAdd("yyyy"'],
    [map('city <- DateAdd("|, 1, Now())'), 'yyyy', 'city <- DateAdd("yyyy", 1, Now())'],
    [map('city <- FormatDateTime([a], "|", "d")'), 'yyyy-MM-dd', 'city <- FormatDateTime([a], "yyyy-MM-dd", "d")'],
    [map('city <- InStr([a], "b", 1, vb|)'), 'vbTextCompare', 'city <- InStr([a], "b", 1, vbTextCompare)'],
    // Targets.
    [map('dep|'), 'department', 'department <- [department]'],
    [map('dep| <- [x]'), 'department', 'department <- [x]'],
    [map('"dep|"'), 'department', 'department is not offered, but '],
    [`${P}map {\n  emp|\n}\n`, 'employeeId', 'employeeId <- [personIdExternal] match 1'],
    [map('emp|'), 'employeeId', 'employeeId <- [personIdExternal]'],
    [map('mailN|'), 'mailNickname', 'mailNickname <- NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName]))) on create'],
    [map('userP|'), 'userPrincipalName', 'userPrincipalName <-'],
    [`${P}param domain\n${map('userP|').slice(P.length)}`, 'userPrincipalName', 'userPrincipalName <- Append(NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName]))), "@{{domain}}") on create'],
    [`${P}target {\n  "my badge" : String\n}\nmap {\n  my|\n}\n`, 'my badge', '"my badge" <-'],
    // Options.
    [map('city <- [city] |'), 'match 2', 'city <- [city] match 2'],
    [map('city <- [city] match |'), '2', 'city <- [city] match 2'],
    [map('city <- [city] de|'), 'default "…"', 'city <- [city] default ""'],
    [map('city <- [city] on cr|'), 'create', 'city <- [city] on create'],
    [map('city <- [city] flow |'), 'nulls', 'city <- [city] flow nulls'],
    // Parameters.
    [source("a = $.phoneNav.results[?(@.phoneType == '{{|')]"), 'phone', "a = $.phoneNav.results[?(@.phoneType == '{{phone}}')]"],
    [`${P}param two\nmap {\n  city <- "{{t|}}"\n}\n`, 'two', 'city <- "{{two}}"'],
    // Entries.
    [source('rep|'), 'replace', 'replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]'],
    [source('cit|'), 'city', 'city = $.employmentNav.results[0].userNav.city'],
    [source('cit| = $.a'), 'city', 'city = $.a'],
    [source('a : Date|'), 'DateTime', 'a : DateTime'],
    [`${W}target {\n  ema|\n}\n`, 'email', 'email = $.emailNav.results[?(@.isPrimary == true)].emailAddress'],
    // Paths.
    [source('a = |'), 'employmentNav', 'a = $.employmentNav'],
    [source('a = emp|'), 'employmentNav', 'a = $.employmentNav'],
    [source('a = $|'), 'employmentNav', 'a = $.employmentNav'],
    [source('a = $.emp|loymentNav.results[0]'), 'employmentNav', 'a = $.employmentNav.results[0]'],
    [source('a = "$.emp|"'), 'employmentNav', 'a = "$.employmentNav"'],
    [source('a = $.employmentNav.|'), 'results', 'a = $.employmentNav.results'],
    [source('a = $.employmentNav.results[|]'), '-1:', 'a = $.employmentNav.results[-1:]'],
    [source('a = $.employmentNav.results[|'), "?(@.assignmentClass == 'ST')", "a = $.employmentNav.results[?(@.assignmentClass == 'ST')]"],
    [source('a = $.employmentNav.results[?(|)].x'), "?(@.assignmentClass == 'ST')", "a = $.employmentNav.results[?(@.assignmentClass == 'ST')].x"],
    [source('a = $.employmentNav.results[?(@|)].x'), "?(@.assignmentClass == 'ST')", "a = $.employmentNav.results[?(@.assignmentClass == 'ST')].x"],
    [source('a = $.employmentNav.results[?(@.ass|)]'), 'assignmentClass', 'a = $.employmentNav.results[?(@.assignmentClass)]'],
    [source('a = $.employmentNav.results[?(@.assignmentClass|)]'), 'assignmentClass', 'a = $.employmentNav.results[?(@.assignmentClass)]'],
    [source('a = $.employmentNav.results[?(@.assignmentClass |)]'), '==', 'a = $.employmentNav.results[?(@.assignmentClass == )]'],
    [source("a = $.employmentNav.results[?(@.assignmentClass == '|')].x"), "'ST'", "a = $.employmentNav.results[?(@.assignmentClass == 'ST')].x"],
    [source('a = $.employmentNav.results[?(@.assignmentClass == |)].x'), "'ST'", "a = $.employmentNav.results[?(@.assignmentClass == 'ST')].x"],
    [source("a = $.employmentNav.results[?(@.assignmentClass == 'ST' &|)].x"), '&&', "a = $.employmentNav.results[?(@.assignmentClass == 'ST' && )].x"],
    [source("a = $.employmentNav.results[?(@.assignmentClass == 'ST' && |)].x"), '@.userId', "a = $.employmentNav.results[?(@.assignmentClass == 'ST' && @.userId)].x"],
    [source('a = $.employmentNav.results[?(@.jobInfoNav.results[0].|)].x'), 'department', 'a = $.employmentNav.results[?(@.jobInfoNav.results[0].department)].x'],
    [source('a = $.phoneNav.results[?(@.phoneType == |)].x'), "'{{phone}}'", "a = $.phoneNav.results[?(@.phoneType == '{{phone}}')].x"],
    [source('a = $..phone|'), 'phoneNumber', 'a = $..phoneNumber'],
    [source("a = $['|']"), 'phoneNav', "a = $['phoneNav']"],
    [source("a = $['ph|"), 'phoneNav', "a = $['phoneNav']"],
    [source('replace $.employmentNav.results[0] |'), '->', 'replace $.employmentNav.results[0] ->'],
    [source('replace $.employmentNav.results[0] -> $.|'), 'employmentNav', 'replace $.employmentNav.results[0] -> $.employmentNav'],
    [source('replace $.employmentNav.results[0] -> $.employmentNav.results[?(@.zz == 1)]\n  a = $.employmentNav.results[|]'), '?(@.zz == 1)', 'a = $.employmentNav.results[?(@.zz == 1)]'],
    // Scope.
    [scope('"g": [|'), 'city', '"g": [city]'],
    [scope('"g": ci|'), '[city]', '"g": [city]'],
    [scope('"g": [city] NOT E|'), 'NOT EQUALS', '"g": [city] NOT EQUALS ""'],
    [scope('"g": [city]|'), 'EQUALS', '"g": [city] EQUALS ""'],
    [scope('"g": [city] NOT |EQUALS "x"'), 'REGEX MATCH', '"g": [city] REGEX MATCH "x"'],
    [scope('"g": [department] EQUALS |'), '"Operations"', '"g": [department] EQUALS "Operations"'],
    [scope('"g": [department] EQUALS "|"'), 'Operations', '"g": [department] EQUALS "Operations"'],
    [scope('"g": [department] REGEX MATCH "|"'), '^Operations$', '"g": [department] REGEX MATCH "^Operations$"'],
    [scope('"g": [city] IS NULL |'), 'and', '"g": [city] IS NULL and'],
    // Limits.
    [`${P}limits {\n  up|\n}\n`, 'update', 'update <= 10%'],
    [`${P}map {\n  city <- [city]\n}\nlimits {\n  clear(|\n}\n`, 'city', 'clear(city)'],
    [`${P}map {\n  city <- [city]\n}\nlimits {\n  clear(c|) <= 5\n}\n`, 'city', 'clear(city) <= 5'],
    // Tests.
    [inTest('giv|'), 'given', 'given'],
    [inTest('given |'), 'rita', 'given rita'],
    [inTest('given |'), '"people/rehire.json"', 'given "people/rehire.json"'],
    [inTest('given "peo|ple/x.json"'), 'people/rehire.json', 'given "people/rehire.json"'],
    [`${P}sample me = "|`, 'people/rehire.json', 'sample me = "people/rehire.json"'],
    [inTest('expect |'), 'city', 'expect city'],
    [inTest('expect |'), 'out of scope', 'expect out of scope'],
    [inTest('expect city |'), 'matches', 'expect city matches ""'],
    [inTest('expect action |'), 'none', 'expect action none'],
    [inTest('taken c|'), 'city', 'taken city'],
    [inTest('existing { "|" }'), 'city', 'existing { "city" }'],
    [inTest('existing { "c|'), 'city', 'existing { "city"'],
    [inTest('existing { | }'), 'city', 'existing { "city": "" }'],
    [inTest('existing { ci|: "Bonn" }'), 'city', 'existing { "city": "Bonn" }'],
    // Comments.
    ['// sfmap-ignore SFM20|', 'SFM2002', '// sfmap-ignore SFM2002: why'],
    ['// sfmap-ignore |: later', 'SFM2002', '// sfmap-ignore SFM2002: later'],
  ]; // biome-ignore format: a table

  const files = ['people/rehire.json'];
  it.each(ROWS)('%s ← %s', (marked, label, line) => {
    expect(taken(marked, label, 'rehire', { files })).toBe(line);
  });

  it.each(ROWS)('%s ← %s, with CRLF and an emoji before it', (marked, label, line) => {
    const whole = `/* 😀 é */ // 👩‍👩‍👧\n${marked}`.replaceAll('\n', '\r\n');
    expect(taken(whole, label, 'rehire', { files })).toBe(line);
  });
});

describe('what does not fit is not offered', () => {
  it.each([
    ['in a comment', '// provision |'],
    ['in a comment behind a mapping', map('city <- [city] // [|')],
    ['in a text of the author', map('city <- "|"')],
    ['in an argument that takes any text', map('city <- Append([city], "|")')],
    ['behind a sign that Entra does not have', map('city <- "a" & |')],
    ['in a number', map('city <- [city] match 1|')],
    ['behind a whole comparison', map('city <- IIF([city] = "a" |, "b", "c")')],
    ['in the name of a test', 'test "|" {\n}\n'],
    ['in a parameter’s text', 'param x = "|"'],
    ['in the head of a block', `${P}ma|p {\n}\n`],
    ['behind a value in a call', map('city <- ToUpper([city] |)')],
    ['behind a whole pair', 'provision SuccessFactors -> EntraID |'],
    ['behind a field of a path', source('a = $.personIdExternal.|')],
    ['behind a list', source('a = $.employmentNav.results.|')],
    ['in a pattern of a path', source('a = $.phoneNav.results[?(@.phoneNumber =~ /|/)]')],
    ['in JSON', inTest('given { "|" }')],
    ['behind an amount', `${P}limits {\n  update <= |\n}\n`],
  ])('%s', (_, marked) => {
    expect(offered(marked, 'rehire').labels).toEqual([]);
  });

  const has = (marked: string, label: string, person?: Person) => offered(marked, person).labels.includes(label);

  it('what stands already, or means nothing in this direction', () => {
    expect(has(`${P}map {\n}\n|`, 'map')).toBe(false);
    expect(has(`${P}|`, 'provision SuccessFactors -> EntraID')).toBe(false);
    expect(has(`${P}actions create, |`, 'create')).toBe(false);
    expect(has(`${W}actions |`, 'create')).toBe(false);
    expect(offered(`${W}actions |`).labels).toEqual(['update']);
    expect(has(map('city <- [city] match 2 |'), 'match 2')).toBe(false);
    expect(offered(map('city <- "x" |')).labels).toEqual(['on create', 'flow always']);
    expect(offered(`${W}map {\n  email <- [mail] |\n}\n`).labels).toEqual(['match 1', 'flow always', 'default "…"']);
    expect(offered(`${W}limits {\n  |\n}\n`).labels).toEqual(['update', 'change(…)', 'clear(…)']);
    expect(has('// sfmap-ignore SFM2002, |', 'SFM2002')).toBe(false);
    // A function that only works outermost.
    expect(has(map('city <- Ig|'), 'IgnoreFlowIfNullOrEmpty')).toBe(true);
    expect(has(map('city <- ToUpper(Ig|'), 'IgnoreFlowIfNullOrEmpty')).toBe(false);
  });

  it('the tenant’s list of files where no file is named', () => {
    const asks = (marked: string) => {
      const { text, cursor } = markedText(marked);
      return completesFiles(analysisFor(text), cursor);
    };
    expect(asks('sample x = "|')).toBe(true);
    expect(asks(inTest('given |'))).toBe(true);
    expect(asks(inTest('expect |'))).toBe(false);
    expect(asks('param x = "|')).toBe(false);
  });
});

describe('the order of the list', () => {
  it.each([
    ['manager <- |', ['[manager]']],
    ['department <- |', ['[department]']],
    ['department <- [|]', ['department']],
    ['employeeId <- |', ['[personIdExternal]']],
    ['city <- ToUpper(|)', ['[city]']],
    ['"department" <- |', ['[department]']],
    [
      'mailNickname <- |',
      ['NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName])))', '[firstName]', '[lastName]'],
    ],
    ['mailNickname <- Join(" ", |', ['[firstName]', '[lastName]']],
  ])('attributes: what the target usually reads first: %s', (line, first) => {
    expect(
      offered(map(line), 'rehire')
        .labels.filter((label) => !/^"/.test(label))
        .slice(0, first.length),
    ).toEqual(first);
  });

  it('attributes: of the target’s type before others, also beyond a thousand', () => {
    const entries = Array.from({ length: 1_500 }, (_, index) => `  own${index} = $.a${index}`).join('\n');
    const text = `${P}target {\n  okay : Boolean\n}\nsource {\n${entries}\n  yes : Boolean = $.a\n}\n`;
    expect(
      offered(
        `${P}target {\n  okay : Boolean\n}\nsource {\n  no = $.a\n  yes : Boolean = $.a\n}\nmap {\n  okay <- [|\n}\n`,
      ).labels[0],
    ).toBe('yes');
    const dates = offered(map('employeeHireDate <- [|')).items.map(({ detail }) => detail);
    expect(dates.lastIndexOf('DateTime')).toBe(dates.filter((detail) => detail === 'DateTime').length - 1);
    expect(offered(`${text}map {\n  department <- [|\n}\n`).labels[0]).toBe('department');
  });

  it('signs that compare, where a condition stands', () => {
    const signs = ['=', '<>', '>', '>=', '<', '<='];
    expect(offered(map('city <- IIF([department] |')).labels).toEqual(signs);
    expect(offered(map('city <- IIF([department] |, "a", "b")')).labels).toEqual(signs);
    expect(offered(map('city <- IIF(([department] |')).labels).toEqual(signs);
    expect(offered(map('city <- IIF([a] = "b", IIF([department]|')).labels).toEqual(signs);
    expect(taken(map('city <- IIF([department]|'), '=')).toBe('city <- IIF([department] =');
    expect(offered(map('city <- IIF([department] = "a", [b] |')).labels).toEqual([]);
  });

  it('attributes: of the file, used, the rest; with type and value', () => {
    const text = `${P}source {\n  mine : Boolean = $.employmentNav.results[0].okToRehire\n}\nmap {\n  surname <- [lastName]\n  city <- [|\n}\n`;
    const { items, labels } = offered(text, 'rehire');
    expect(labels.slice(0, 4)).toEqual(['city', 'mine', 'lastName', 'personIdExternal']);
    expect(items[1]).toMatchObject({ detail: 'Boolean', value: expect.stringMatching(/^(True|False)$/) });
    expect(items[2]).toMatchObject({ detail: 'String', value: 'Okafor' });
    expect(offered(text).items[2]?.value).toBeUndefined();
  });

  it('attributes: of the rest those first that a new file uses', () => {
    const job = offered(map('city <- [job|')).labels.filter((label) => label.startsWith('job'));
    expect(job.slice(0, 2)).toEqual(['jobTitle', 'jobFamily']);
    expect(offered(`${W}map {\n  custom01 <- [|\n}\n`).labels.slice(0, 2)).toContain('mail');
  });

  it('options: none that stands on the line already, before the cursor or behind it', () => {
    expect(offered(map('city <- [city] | default "x" match 2')).labels).toEqual([
      'on create',
      'flow always',
      'flow nulls',
    ]);
    expect(offered(map('city <- [city] |default "x"')).labels).toContain('default "…"');
  });

  it('targets: with a default, without one, mapped already', () => {
    const { items } = offered(map('|'), 'rehire');
    const place = (label: string) => items.findIndex((item) => item.label === label);
    expect(place('department')).toBeLessThan(place('extensionAttribute1'));
    expect(place('extensionAttribute1')).toBeLessThan(place('surname'));
    expect(items.find(({ label }) => label === 'surname')?.detail).toBe('String, mapped already');
    expect(items.find(({ label }) => label === 'department')).toMatchObject({
      detail: 'String',
      value: '[department]',
    });
  });

  it('groups of a writeback whole, while nothing of them is mapped', () => {
    const text = `${W}param businessEmailType\nmap {\n  |\n}\n`;
    const { items, after } = offered(text);
    expect(items[0]?.label).toBe('email, emailType, emailIsPrimary');
    expect(after(items[0] as CompletionItem)).toContain(
      'email          <- [mail]\nemailType      <- "{{businessEmailType}}"\nemailIsPrimary <- "true"\n',
    );
    const begun = offered(`${W}map {\n  email <- [mail]\n  |\n}\n`);
    expect(begun.labels[0]).toBe('businessPhoneNumber, businessPhoneType, businessPhoneIsPrimary');
  });

  it('functions: every one, with its signature', () => {
    const { items } = offered(map('city <- |'));
    const functions = items.filter(({ kind }) => kind === 'function');
    expect(functions).toHaveLength(functionSignatures.size);
    expect(functions.find(({ label }) => label === 'Left')).toMatchObject({
      detail: '(String, NumChars)',
      value: 'String',
    });
  });

  it('operators: those of the type first', () => {
    const of = (type: string) => offered(`${P}source {\n  x : ${type} = $.a\n}\nscope {\n  [x] |\n}\n`).labels[0];
    expect([of('String'), of('Boolean'), of('Integer')]).toEqual(['EQUALS', 'IS NULL', 'EQUALS']);
    expect(offered(`${P}source {\n  x : Boolean = $.a\n}\nscope {\n  [x] |\n}\n`).labels.slice(0, 4)).toEqual([
      'IS NULL',
      'IS NOT NULL',
      'IS TRUE',
      'IS FALSE',
    ]);
  });

  it('steps: navigations first at the root, fields of the sample, then of the model; who wrote it last', () => {
    const root = offered(source('a = $.|'), 'rehire');
    expect(root.items[0]?.kind).toBe('navigation');
    // Those that the built-in attributes go through most, with a sample and without one.
    for (const labels of [root.labels, offered(source('a = |')).labels])
      expect(labels.slice(0, 4)).toEqual(['employmentNav', 'personalInfoNav', 'phoneNav', 'emailNav']);
    expect(root.items[0]?.commit).toEqual(['.']);
    expect(offered(source('a = $|'), 'rehire').items.flatMap(({ commit }) => commit ?? [])).toEqual([]);
    expect(root.items.find(({ label }) => label === 'employmentNav')).toMatchObject({
      detail: 'many EmpEmployment',
      value: '2 records',
    });
    const job = offered(source('a = $.employmentNav.results[0].jobInfoNav.results[0].|'), 'rehire');
    const place = (label: string) => job.labels.indexOf(label);
    expect(place('department')).toBeLessThan(place('createdBy'));
    expect(job.items[place('jobTitle')]).toMatchObject({ kind: 'field', detail: 'String', value: expect.any(String) });
    // Beyond the sample.
    const model = offered(source('a = $.employmentNav.results[0].|'));
    expect(model.labels).toContain('jobInfoNav');
    expect(model.items.every(({ value }) => value === undefined)).toBe(true);
  });

  it('names anywhere below, of the model where there is no person', () => {
    const { labels, items } = offered(source('a = $..|'));
    expect(labels).toContain('phoneNumber');
    expect(labels).toContain('jobInfoNav');
    expect(new Set(labels).size).toBe(items.length);
  });

  it('a list beyond a thousand names is cut, and narrowed by what is typed', () => {
    const entries = Array.from({ length: 1_500 }, (_, index) => `  own${index} = $.a${index}`).join('\n');
    const file = (line: string) => `${P}source {\n${entries}\n}\nmap {\n  city <- ${line}\n}\n`;
    const ask = (marked: string) => {
      const { text, cursor } = markedText(marked);
      return completion(analysisFor(text, 'rehire'), cursor);
    };
    const all = ask(file('[|'));
    expect(all.isCut).toBe(true);
    expect(all.items).toHaveLength(1_000);
    const some = ask(file('[OWN149|'));
    expect(some.isCut).toBe(false);
    expect(some.items.map(({ label }) => label)).toContain('own1499');
    expect(ask(file('[dept|')).items.map(({ label }) => label)).toContain('departmentId');
    expect(ask(file('|')).items.map(({ label }) => label)).toContain('Join');
  });

  it('codes of the next declaration', () => {
    const { items } = offered(
      `${P}map {\n  employeeId <- [personIdExternal] match 1\n  // sfmap-ignore |\n  city <- [nobody]\n}\n`,
    );
    expect(items[0]?.value).toBe('error in the next declaration');
  });

  it('filters by what tells the records apart', () => {
    const { items } = offered(source('a = $.employmentNav.results[|]'), 'rehire');
    const filter = items.find(({ label }) => label.startsWith('?(@.userId =='));
    expect(filter?.detail).toBe('1 of 2 in the sample');
    const some: JsonObject = {
      employmentNav: { results: [{ userNav: { userId: 'a' } }, { userNav: null }] },
    };
    expect(offered(source('a = $.employmentNav.results[|]'), some).labels).toContain('?(@.userNav != null)');
    // Without a person, what the entity is known for.
    expect(offered(source('a = $.employmentNav.results[|]')).labels).toContain("?(@.assignmentClass == 'GA')");
  });
});

describe('values of the sample person', () => {
  it('beside a comparison and as keys of Switch', () => {
    expect(offered(map('city <- IIF([department] = "|", "a", "b")'), 'rehire').labels).toEqual(['Operations']);
    expect(offered(map('city <- Switch([department], "a", "|", "b")'), 'rehire').labels).toEqual(['Operations']);
    expect(offered(map('city <- Switch([department], "|", "k", "b")'), 'rehire').labels).toEqual([]);
  });

  it('in a test: what comes of its person, and the ids of its payload', () => {
    const person: JsonObject = {
      personIdExternal: '7',
      employmentNav: { results: [{ userNav: { city: 'Bonn (DE)' } }] },
    };
    const given = new Map([['a.json', { payload: { d: { results: [person, { personIdExternal: '8' }] } } }]]);
    const labels = (line: string, first = 'given "a.json"\n  person "7"') =>
      offered(`${P}map {\n  city <- [city]\n}\ntest "t" {\n  ${first}\n  ${line}\n}\n`, undefined, { given }).labels;
    expect(labels('expect city == |')).toEqual(['"Bonn (DE)"']);
    expect(labels('expect city == "|"')).toEqual(['Bonn (DE)']);
    expect(labels('expect city in ["|"]')).toEqual(['Bonn (DE)']);
    expect(labels('expect city matches "|"')).toEqual(['^Bonn \\(DE\\)$']);
    expect(labels('person "|"', 'given "a.json"')).toEqual(['7', '8']);
    expect(labels('person |', `given ${JSON.stringify(person)}`)).toEqual(['"7"']);
    expect(labels('expect city == |', `given ${JSON.stringify(person)}`)).toEqual(['"Bonn (DE)"']);
    expect(labels('expect city == |', 'given "b.json"')).toEqual([]);
  });

  it('an empty text is offered with its quotes alone', () => {
    expect(offered(map('city <- FormatDateTime([a], |, "b", "c")')).labels).toContain('""');
    expect(offered(map('city <- FormatDateTime([a], "|", "b", "c")')).labels).not.toContain('');
  });

  it('of a writeback come from the Entra user, and its paths from the model alone', () => {
    const user = { mail: 'rita@contoso.example', businessPhones: ['+1 555 0100'] };
    const attribute = offered(`${W}map {\n  email <- [|\n}\n`, user).items.find(({ label }) => label === 'mail');
    expect(attribute?.value).toBe('rita@contoso.example');
    const path = offered(`${W}target {\n  email = $.|\n}\n`, user);
    expect(path.labels).toContain('emailNav');
    expect(path.labels).not.toContain('mail');
  });

  it('are quoted and escaped as their place wants it', () => {
    const person: JsonObject = {
      'a.b': 'x',
      personIdExternal: 'say "hi" \\ bye',
      phoneNav: { results: [{ t: "o'clock" }] },
    };
    expect(taken(map('city <- IIF([personIdExternal] = |'), '"say \\"hi\\" \\\\ bye"', person)).toBe(
      'city <- IIF([personIdExternal] = "say \\"hi\\" \\\\ bye"',
    );
    expect(taken(source('a = $.|'), 'a.b', person)).toBe("a = $['a.b']");
    expect(taken(source('a = $.phoneNav.results[?(@.t == |)]'), "'o\\'clock'", person)).toBe(
      "a = $.phoneNav.results[?(@.t == 'o\\'clock')]",
    );
  });
});

describe('a list that nobody asked for', () => {
  const asked = (marked: string, trigger: string) => offered(marked, 'rehire', { trigger }).items.length > 0;

  it.each([
    [' ', 'provision |'],
    [' ', map('city <- |')],
    [' ', map('city <- Join([a], |')],
    [' ', scope('[city] |')],
    [' ', source('a = |')],
    [' ', inTest('expect |')],
    [' ', map('city <- [city] on |')],
    ['[', map('city <- [|')],
    ['[', source('a = $.employmentNav.results[|]')],
    ['.', source('a = $.|')],
    ['{', `${P}param x\nmap {\n  city <- "{{|"\n}\n`],
    ["'", source("a = $.employmentNav.results[?(@.assignmentClass == '|')]")],
    ['"', map('city <- DateAdd("|", 1, Now())')],
    ['(', map('city <- ToUpper(|)')],
  ])('comes after %j in %s', (trigger, marked) => {
    expect(asked(marked, trigger)).toBe(true);
  });

  it.each([
    // Enter would take an item where the author wanted a new line.
    [' ', map('city <- [city] |')],
    [' ', scope('[city] IS NULL |')],
    [' ', `${P}|`],
    [' ', `${P}map {\n  |\n}\n`],
    ['{', `${P}map {|`],
    ['(', map('city <- Now(|')],
    ['.', map('city <- foo.|')],
    ['.', '// e.|'],
    ['"', map('city <- "|"')],
    ['$', map('city <- $|')],
  ])('does not come after %j in %s', (trigger, marked) => {
    expect(asked(marked, trigger)).toBe(false);
  });
});

describe('what there is to read', () => {
  const told = (
    text: string,
    of: 'function' | 'attribute' | 'target' | 'code' | 'path',
    name: string,
    person?: Person,
  ) => completionDocumentation(analysisFor(text, person), { of, name }, markdown).join('\n');

  it('of a function: its page', () => {
    const page = told(P, 'function', 'InStr');
    expect(page).toContain('**InStr\\(value1, value2, \\[start\\], \\[compareType\\]\\)** → Integer');
    expect(page).toMatch(/compareType.*vbTextCompare/);
    expect(page).toContain('Null and empty:');
  });

  it('of an attribute: path, entity, what the connector reads, why it is empty', () => {
    const location = told(P, 'attribute', 'location', 'plain');
    expect(location).toContain('` $.employmentNav.results[0].jobInfoNav.results[0].locationNav.name `');
    expect(location).toContain('Built-in attribute of FOLocation.');
    expect(location).toContain('The connector reads locationNav only if location is mapped.');
    expect(told(`${P}map {\n  city <- [location]\n}\n`, 'attribute', 'location', 'plain')).not.toContain('only if');
    expect(told(P, 'attribute', 'middleName', { personalInfoNav: { results: [] } })).toMatch(/Empty for .*: /);
    expect(told(P, 'attribute', 'nobody')).toBe('');
  });

  it('of a step, a target, a code', () => {
    expect(told(P, 'path', '$.phoneNav.results[0].phoneTypeNav')).toBe(
      'The connector does not read phoneTypeNav: this is empty in production.',
    );
    expect(told(W, 'target', 'email')).toContain('Written to PerEmail.emailAddress.');
    expect(told(P, 'code', 'SFM2001')).toContain('**SFM2001**');
    expect(told(P, 'code', 'SFM9999')).toBe('');
  });
});

describe('whatever is written', () => {
  const root = join(import.meta.dirname, '..', '..');
  const writeback = readFileSync(join(root, 'examples', 'writeback', 'scenario-4.sfmap'), 'utf8');
  const rehire = examplePerson('rehire');

  const bare = (out: string) =>
    /^[\p{L}\p{N}_]*[ \t]*->[ \t]*[\p{L}\p{N}_]*$/u.test(out)
      ? ''
      : out.replace(/"(?:\\.|[^"\\])*"(?:[ \t]*,[ \t]*(?="))?/g, (one) => ' '.repeat(one.length));

  /** Everything that an item must keep to, at one place. */
  function sound(analysis: Analysis, offset: number): void {
    const { text } = analysis.file;
    const { word, items } = completion(analysis, offset, { files: ['people/a.json'] });
    for (const item of items) {
      const { start, end } = item.span ?? word;
      expect(0 <= start && start <= offset && offset <= end && end <= text.length).toBe(true);
      expect(text.slice(start, end)).not.toMatch(/[\r\n]/);
      expect(item.label).toMatch(/^[^\r\n]+$/);
      expect(insertedText(item.insert)).not.toBe('');
      // What is taken out is a word, a literal, several of them behind an operator, or a pair of systems; never what
      // separates two things. Between brackets all is the name.
      if (text[start - 1] !== '[')
        expect(bare(text.slice(start, end)).slice(offset - start)).not.toMatch(/[,;]|<-|->|\/\//);
    }
    for (const item of items.slice(0, 3)) {
      if (item.documented !== undefined) completionDocumentation(analysis, item.documented, markdown);
    }
  }

  it.each([
    ['inbound', inboundExample()],
    ['writeback', writeback],
  ])('every place of the %s example has an answer', (_, text) => {
    const analysis = analysisFor(text, rehire);
    for (let offset = 0; offset <= text.length; offset += 3) sound(analysis, offset);
  });

  it('every place of a broken file has one', () => {
    fc.assert(
      fc.property(mutatedFile, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), ({ text }, places) => {
        const analysis = analysisFor(text, rehire);
        for (const place of places) sound(analysis, place % (text.length + 1));
      }),
      { numRuns: 250 },
    );
  });

  it('a name that is typed letter by letter stays in the list', () => {
    const whole = map('department <- Join(" ", [firstName], [lastName]) default "x"');
    const from = whole.indexOf('[firstName');
    for (let length = 1; length <= 'firstName'.length; length++) {
      const text = whole.slice(0, from + 1 + length);
      const { items } = completion(new Analysis(text), text.length);
      expect(items.map(({ label }) => label)).toContain('firstName');
    }
  });
});
