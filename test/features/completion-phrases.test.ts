import { describe, expect, it } from 'vitest';
import { completion, insertedText } from '../../server/src/features/completion.ts';
import { analysisFor } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const map = (line: string) => `${P}map {\n  ${line}\n  surname <- [lastName] match 1\n}\n`;
const source = (line: string) => `${P}source {\n  ${line}\n}\n`;
const scope = (line: string) => `${P}scope {\n  ${line}\n}\n`;
const limits = (line: string) => `${P}map {\n  city <- [city]\n}\nlimits {\n  ${line}\n}\n`;
const inTest = (line: string) => `${P}map {\n  city <- [city]\n}\ntest "t" {\n  ${line}\n}\n`;

/** The line of the cursor after an item was taken, and whether an editor that inserts would do the same. */
function taken(marked: string, label: string) {
  const { text, cursor } = markedText(marked);
  const { word, items } = completion(analysisFor(text, 'rehire'), cursor);
  const item = items.find((one) => one.label === label);
  if (item === undefined) return { line: `only ${items.map((one) => one.label).join(', ')}` };
  const { start, end } = item.span ?? word;
  const after = text.slice(0, start) + insertedText(item.insert) + text.slice(end);
  const index = text.slice(0, cursor).split('\n').length - 1;
  return { line: after.split('\n')[index]?.trim(), whole: item.whole ?? false };
}

type Row = readonly [marked: string, label: string, line: string];

/** Of several words: an editor that keeps what stands behind the cursor would leave half of them. */
const PHRASES: readonly Row[] = [
  // Options.
  [map('city <- [city] o|n create'), 'flow always', 'city <- [city] flow always'],
  [map('city <- [city] o|n create default "x"'), 'match 2', 'city <- [city] match 2 default "x"'],
  [map('city <- [city] fl|ow always'), 'flow nulls', 'city <- [city] flow nulls'],
  [map('city <- [city] ma|tch 5'), 'match 2', 'city <- [city] match 2'],
  [map('city <- [city] defa|ult "x, \\"y\\""'), 'default "…"', 'city <- [city] default "x, \\"y\\""'],
  [map('city <- [city] defa|ult "x" on create'), 'flow nulls', 'city <- [city] flow nulls on create'],
  // Scope.
  [scope('[city] N|OT EQUALS "A"'), 'EQUALS', '[city] EQUALS "A"'],
  [scope('[city] IS N|OT NULL'), 'IS NULL', '[city] IS NULL'],
  [scope('[city] I|S NOT NULL and [country] IS NULL'), 'IS NULL', '[city] IS NULL and [country] IS NULL'],
  [scope('[city] IS N|OT NULL'), 'EQUALS', '[city] EQUALS ""'],
  [scope('[city] NOT REGEX MA|TCH "A"'), 'REGEX MATCH', '[city] REGEX MATCH "A"'],
  [scope('[city] EQU|ALS "A"'), 'NOT EQUALS', '[city] NOT EQUALS "A"'],
  [scope('[city] EQU|ALS "A", "B" and [country] IS NULL'), 'IS NOT NULL', '[city] IS NOT NULL and [country] IS NULL'],
  [scope('[city] |NOT EQUALS "A"'), 'EQUALS', '[city] EQUALS "A"'],
  // Expectations.
  [inTest('expect o|ut of scope'), 'in scope', 'expect in scope'],
  [inTest('expect o|ut of scope'), 'city', 'expect city'],
  [inTest('expect out o|f scope'), 'of scope', 'expect out of scope'],
  [inTest('expect ac|tion create'), 'out of scope', 'expect out of scope'],
  [inTest('expect ac|tion create'), 'action', 'expect action create'],
  [inTest('expect ci|ty == "A"'), 'in scope', 'expect in scope'],
  [inTest('expect city mat|ches "A"'), '==', 'expect city == "A"'],
  [inTest('expect city mat|ches "A"'), 'absent', 'expect city absent'],
  [inTest('expect city mat|ches "A"'), 'in', 'expect city in ["A"]'],
  [inTest('expect city i|n ["A", "B"]'), '==', 'expect city == ["A", "B"]'],
  [inTest('expect city i|n ["A", "B"]'), 'matches', 'expect city matches ""'],
  [inTest('expect city =|= "A"'), '!=', 'expect city != "A"'],
  [inTest('expect city !|= "A"'), '==', 'expect city == "A"'],
  // Head.
  ['provision Succ|essFactors -> EntraID', 'EntraID -> SuccessFactors', 'provision EntraID -> SuccessFactors'],
  ['provision SuccessFactors -|> EntraID', '-> ActiveDirectory', 'provision SuccessFactors -> ActiveDirectory'],
  // Entries.
  [source('a : Str|ing[] = $.b'), 'String', 'a : String = $.b'],
  [source('a : Str|ing[]'), 'Integer[]', 'a : Integer[]'],
  // Filters.
  [source("a = $.b[?(@.c =|= 'ST')]"), '!=', "a = $.b[?(@.c != 'ST')]"],
  // Limits.
  [limits('cha|nge(city) <= 5'), 'update', 'update <= 5'],
]; // biome-ignore format: a table

/** Of one word: what stands behind it belongs to it and stays. */
const WORDS: readonly Row[] = [
  [map('surname <- ToUp|([lastName])'), 'ToUpper', 'surname <- ToUpper([lastName])'],
  [map('city <- Jo|in(" ", [city])'), 'Join', 'city <- Join(" ", [city])'],
  [map('city <- Append(To|Upper ([city]), "a")'), 'ToLower', 'city <- Append(ToLower ([city]), "a")'],
  [map('city <- No|w()'), 'Now', 'city <- Now()'],
  [map('city <- No| match 2'), 'Now', 'city <- Now() match 2'],
  [map('city <- [city] fl|ow match 3'), 'flow nulls', 'city <- [city] flow nulls match 3'],
  [map('city <- [city] |on create'), 'flow always', 'city <- [city] flow always'],
  [inTest('expect ci|t == "A"'), 'city', 'expect city == "A"'],
  [inTest('expect |out of scope'), 'in scope', 'expect in scope'],
  ['provision SuccessFactors |-> EntraID', '-> ActiveDirectory', 'provision SuccessFactors -> ActiveDirectory'],
  [limits('dis|able <= 5'), 'change(…)', 'change(target) <= 5'],
  [limits('cle|ar(city) <= 5'), 'change(…)', 'change(city) <= 5'],
  [limits('cle|ar(city)'), 'change(…)', 'change(city)'],
  [limits('dis|able <= 5'), 'update', 'update <= 5'],
  [source('depart|ment = $.a'), 'department', 'department = $.a'],
  [source('depart|ment = $.a'), 'departmentId', 'departmentId = $.a'],
  [source('rep|lace $.a -> $.b'), 'replace', 'replace $.a -> $.b'],
  [source('a = $.employmentNav.results[?(@.a && @|.x == 1)]'), '@.userId', 'a = $.employmentNav.results[?(@.a && @.userId == 1)]'],
  [source('a = $.employmentNav.results[?(@|.x[0] == 1)].b'), '-1:', 'a = $.employmentNav.results[-1:].b'],
  [source('a = $.employmentNav.results[?|(@.x == 1)].b'), '*', 'a = $.employmentNav.results[*].b'],
  [source('a = $.employmentNav.results[|.b[0]'), '*', 'a = $.employmentNav.results[*].b[0]'],
  [source('a = $.phoneNav.results[?(@.isPrimary == tr|ue)].b'), 'null', 'a = $.phoneNav.results[?(@.isPrimary == null)].b'],
  [source("a = $.employmentNav.results[?(@.a == 'b' &|& @.c)]"), '||', "a = $.employmentNav.results[?(@.a == 'b' || @.c)]"],
]; // biome-ignore format: a table

/** Where the author has typed no blank, or has typed it already. */
const BLANKS: readonly Row[] = [
  [map('city <- [city]|'), 'match 2', 'city <- [city] match 2'],
  [map('city <- [city]|'), 'default "…"', 'city <- [city] default ""'],
  [map('city <- "x"|'), 'on create', 'city <- "x" on create'],
  [map('city <- Now()|'), 'flow nulls', 'city <- Now() flow nulls'],
  [map('city <-|'), '[city]', 'city <- [city]'],
  [map('city <-ci|'), '[city]', 'city <- [city]'],
  [map('city <- Join(" ",|)'), '[city]', 'city <- Join(" ", [city])'],
  [map('city <- ToUpper(|)'), '[city]', 'city <- ToUpper([city])'],
  [map('city <- IIF([country]=|'), '[city]', 'city <- IIF([country]= [city]'],
  [map('city |'), '<-', 'city <-'],
  [map('city | [city]'), '<-', 'city <- [city]'],
  [map('city <|'), '<-', 'city <-'],
  [map('city <| [city]'), '<-', 'city <- [city]'],
  [map('"my city"|'), '<-', '"my city" <-'],
  [source('replace $.a -|'), '->', 'replace $.a ->'],
  [source('replace $.a -> $.b\n  a :|'), 'Integer', 'a : Integer'],
  [source('a =|'), 'employmentNav', 'a = $.employmentNav'],
  [scope('"g":|'), '[city]', '"g": [city]'],
  [scope('[city]|'), 'IS NULL', '[city] IS NULL'],
  [scope('[department] EQUALS "a",|'), '"Operations"', '[department] EQUALS "a", "Operations"'],
  [scope('[city] EQUALS "a"|'), 'and', '[city] EQUALS "a" and'],
  [scope('[city] IS NULL | [country] IS NULL'), 'and', '[city] IS NULL and [country] IS NULL'],
  ['provision SuccessFactors ->|', 'EntraID', 'provision SuccessFactors -> EntraID'],
  [`${P}actions create,|`, 'update', 'actions create, update'],
  [limits('update <|'), '<=', 'update <='],
  [limits('clear(city) <|'), '<=', 'clear(city) <='],
]; // biome-ignore format: a table

describe('an item takes the place of the whole of what stands there', () => {
  it.each(PHRASES)('%s ← %s', (marked, label, line) => {
    expect(taken(marked, label)).toEqual({ line, whole: true });
  });

  it.each(BLANKS)('%s ← %s, with a blank where one belongs', (marked, label, line) => {
    expect(taken(marked, label).line).toBe(line);
  });

  it.each(WORDS)('%s ← %s', (marked, label, line) => {
    expect(taken(marked, label).line).toBe(line);
  });
});
