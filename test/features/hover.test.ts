import { describe, expect, it } from 'vitest';
import { hover } from '../../server/src/features/hover.ts';
import { analysisFor } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';

const P = 'provision SuccessFactors -> EntraID\n';

/** The hover at the cursor; the range of the text that it is about must be the marked one. */
function lines(marked: string, person?: Parameters<typeof analysisFor>[1], label?: string): readonly string[] {
  const { text, cursor, ranges } = markedText(marked);
  const found = hover(analysisFor(text, person, label === undefined ? {} : { label }), cursor);
  if (ranges[0] === undefined) return found?.lines ?? [];
  expect({ start: found?.start, end: found?.end }).toEqual(ranges[0]);
  return found?.lines ?? [];
}

describe('an attribute', () => {
  it('of the file: documentation, value, path, place in the payload', () => {
    const marked = `${P}source {\n  /// Where she works.\n  «depart|ment» = $.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized\n}\n`;
    expect(lines(marked, 'rehire', 'Rita')).toEqual([
      '**department** : String',
      'Where she works\\.',
      '` Operations ` for Rita',
      '` $.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized `',
      'Declared in this file.',
      'Found at ` employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized `',
    ]);
  });

  it('its path tells the same, with parameters replaced', () => {
    const marked = `${P}param type = "10605"\nsource {\n  phone = «$.phoneNav|.results[?(@.phoneType == '{{type}}')].phoneNumber»\n}\n`;
    const told = lines(marked, 'plain');
    expect(told).toContain('` +1 206 555 0101 ` for Amara Nwosu · 100101');
    expect(told).toContain('Found at ` phoneNav.results[0].phoneNumber `');
  });

  it('of the built-in list: entity, confidence, rewritten or not', () => {
    const map = 'map {\n  department <- ToUpper(«[depart|ment]»)\n}\n';
    expect(lines(P + map)).toEqual([
      '**department** : String',
      '` $.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized `',
      expect.stringMatching(/^Built-in attribute of [\w.]+\. Confidence of the path: /),
    ]);
    const replaced = `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n}\n${map}`;
    expect(lines(replaced, 'rehire')).toEqual([
      '**department** : String',
      '` Sales EMEA ` for Rita Okafor · 100401',
      '` $.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav.name_localized `',
      expect.stringContaining(', its path rewritten by a replace line.'),
      'Found at ` employmentNav.results[1].jobInfoNav.results[0].departmentNav.name_localized `',
    ]);
  });

  const EMPTY: readonly (readonly [name: string, path: string, why: RegExp])[] = [
    ['no record', '$.employmentNav.results[1].startDate', /^Empty: employmentNav has 1 record in this sample, so \\\[1\\\] selects nothing\\\.$/],
    ['null', '$.personalInfoNav.results[0].suffix', /^Empty: suffix is null in this sample\\\.$/],
    ['not expanded', '$.personalInfoNav.results[0].personNav.x', /^Empty: personNav is not expanded in this sample/],
    ['no such name', '$.personalInfoNav.results[0].sufix', /^Empty: .*sufix/],
  ]; // biome-ignore format: a table
  it.each(EMPTY)('why it is empty: %s', (_name, path, why) => {
    const told = lines(`${P}source {\n  a| = ${path}\n}\n`, 'plain');
    expect(told.at(-1)).toMatch(why);
  });

  it('unknown, or of another file', () => {
    expect(lines(`${P}map {\n  city <- «[no|body]»\n}\n`)).toEqual([
      '**nobody** is in no attribute list of this file.',
    ]);
  });
});

describe('a mapping', () => {
  it('its target: value and what it was made of', () => {
    const marked = `${P}map {\n  /// As on the badge.\n  «display|Name» <- Join(" ", [firstName], [lastName], [firstName])\n}\n`;
    expect(lines(marked, 'plain')).toEqual([
      '**displayName** : String',
      '` Amara Nwosu Amara `',
      '- \\[firstName\\] ` Amara `\n- \\[lastName\\] ` Nwosu `',
      'As on the badge\\.',
    ]);
  });

  it('its target in a writeback: the row that is written', () => {
    const at = (target: string) => {
      const text = `provision EntraID -> SuccessFactors\nmap {\n  ${target} <- [mail]\n}\n`;
      return hover(analysisFor(text), text.indexOf(target))?.lines;
    };
    expect(at('email')).toEqual(['**email** : String', 'Written to PerEmail.emailAddress']);
    expect(at('cellPhoneNumber')?.[1]).toBe('Written to PerPhone.phoneNumber');
    expect(at('personIdExternal')?.[1]).toBe('The joining attribute of SuccessFactors.');
  });

  it('a function: its signature and what it does', () => {
    const told = lines(`${P}map {\n  city <- «Jo|in»(" ", [firstName])\n}\n`, 'plain');
    expect(told[0]).toBe('**Join\\(separator, source, …\\)** → String');
    expect(told[1]).toMatch(/separator/);
  });

  it('a parameter in a text', () => {
    const file = (param: string) => `${P}${param}\nmap {\n  city <- "in «{{ci|ty}}», {{city}}"\n}\n`;
    expect(lines(file('param city = "Łódź"'))).toEqual(['**parameter city**', '` Łódź `']);
    expect(lines(file('param city'))).toEqual(['**parameter city**', 'Its text comes from the connection.']);
  });

  it.each([
    ['an arrow', `${P}map {\n  city  <|- [firstName]\n}\n`],
    ['a block', `${P}ma|p {\n  city <- [firstName]\n}\n`],
    ['a comment', `${P}// c|omment\nmap { city <- [firstName] }\n`],
    ['an unknown function', `${P}map { city <- Ji|on([firstName]) }\n`],
    ['the end of an empty file', '|'],
  ])('nothing on %s', (_name, marked) => {
    expect(lines(marked, 'plain')).toEqual([]);
  });
});

describe('words of strangers', () => {
  const hostile =
    '[x](command:evil) <img src=y> https://evil.example me@evil.example &lt; `` ` ```` **b**\n# c\u202e\u001b[1m';
  const person = { personIdExternal: hostile, personalInfoNav: { results: [{ displayName: hostile }] } };

  it('never become Markdown', () => {
    const told = lines(`${P}map {\n  employeeId <- [personId|External]\n}\n`, person);
    const value = told[1] ?? '';
    // A code span that no run of backticks inside it can close; what follows it is escaped.
    expect(value).toMatch(/^````` .* ````` for /);
    const label = value.slice(value.lastIndexOf('````` for ') + 10);
    expect(label.replace(/\\./g, '')).not.toMatch(/[[\]()<>`*#:@&_.]/);
    for (const line of told) expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('neither in names nor in documentation', () => {
    const told = lines(`${P}source {\n  /// [x](command:evil) <b>\n  "**a** [b" = $.personId|External\n}\n`, person);
    expect(told[0]).toBe('**\\*\\*a\\*\\* \\[b** : String');
    expect(told[1]).toBe('\\[x\\]\\(command\\:evil\\) \\<b\\>');
  });
});
