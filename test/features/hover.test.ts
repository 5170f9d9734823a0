import { describe, expect, it } from 'vitest';
import { plainText } from '../../server/src/core/markup.ts';
import { hover } from '../../server/src/features/hover.ts';
import { analysisFor } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';
import { WorkMeter } from '../support/work-meter.ts';

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
      '` Operations ` for Rita, 1 of 2 employments',
      '` $.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized `',
      'Declared in this file. Field name\\_localized of FODepartment, Edm\\.String. The connector reads departmentNav only if department or departmentId is mapped.',
    ]);
  });

  it('its path tells the same, with parameters replaced', () => {
    const marked = `${P}param type = "10605"\nsource {\n  phone = «|$.phoneNav.results[?(@.phoneType == '{{type}}')].phoneNumber»\n}\n`;
    const told = lines(marked, 'plain');
    expect(told).toContain(
      '` +1 206 555 0101 ` for Amara Nwosu · 100101, found at ` phoneNav.results[0].phoneNumber `',
    );
  });

  it('of the built-in list: entity, confidence, rewritten or not', () => {
    const map = 'map {\n  department <- ToUpper(«[depart|ment]»)\n}\n';
    expect(lines(P + map)).toEqual([
      '**department** : String',
      '` $.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized `',
      'Built-in attribute of EmpJob\\.Department. Confidence of the path: A, printed by Microsoft. Field name\\_localized of FODepartment, Edm\\.String. The connector reads departmentNav because department is mapped.',
      '` source ` of ToUpper: The text.',
    ]);
    const replaced = `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n}\n${map}`;
    expect(lines(replaced, 'rehire')).toEqual([
      '**department** : String',
      '` Sales EMEA ` for Rita Okafor · 100401, 2 of 2 employments, found at ` employmentNav.results[1].jobInfoNav.results[0].departmentNav.name_localized `',
      '` $.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav.name_localized `',
      expect.stringMatching(/, its path rewritten by a replace line\..* because department is mapped\.$/),
      '` source ` of ToUpper: The text.',
    ]);
  });

  const EMPTY: readonly (readonly [name: string, path: string, why: RegExp])[] = [
    ['no record', '$.employmentNav.results[1].startDate', /for Amara.*\. employmentNav has 1 record in this sample, so \\\[1\\\] selects nothing\\\.$/],
    ['null', '$.personalInfoNav.results[0].suffix', /\. suffix is null in this sample\\\.$/],
    ['not expanded', '$.personalInfoNav.results[0].personNav.x', /\. personNav is not expanded in this sample/],
    ['no such name', '$.personalInfoNav.results[0].sufix', /for Amara.*\. .*sufix/],
  ]; // biome-ignore format: a table
  it.each(EMPTY)('why it is empty: %s', (_name, path, why) => {
    const told = lines(`${P}source {\n  «a|» = ${path}\n}\n`, 'plain');
    expect(told[1]).toMatch(why);
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
      'As on the badge\\.',
      '` Amara Nwosu Amara ` for Amara Nwosu · 100101',
      '- \\[firstName\\] ` Amara `\n- \\[lastName\\] ` Nwosu `',
      'Entra ID creates no account without it.',
    ]);
  });

  it('its target in a writeback: the row that is written', () => {
    const at = (target: string) => {
      const text = `provision EntraID -> SuccessFactors\nmap {\n  ${target} <- [mail]\n}\n`;
      return hover(analysisFor(text), text.indexOf(target))?.lines;
    };
    expect(at('email')).toEqual([
      '**email** : String',
      'Written to PerEmail\\.emailAddress, ` $.emailNav.results[?(@.isPrimary == true)].emailAddress `.',
    ]);
    expect(at('cellPhoneNumber')?.[1]).toMatch(/^Written to PerPhone\\\.phoneNumber, /);
    expect(at('personIdExternal')?.[1]).toMatch(/^The joining attribute of SuccessFactors, /);
  });

  it('a function: its signature and what it does', () => {
    const told = lines(`${P}map {\n  city <- «Jo|in»(" ", [firstName])\n}\n`, 'plain');
    expect(told[0]).toBe('**Join\\(separator, source, …\\)** → String');
    expect(told[1]).toBe('` Amara ` for Amara Nwosu · 100101');
    expect(told[2]).toMatch(/separator/);
  });

  it('a parameter in a text', () => {
    const file = (param: string) => `${P}${param}\nmap {\n  city <- "in «{{ci|ty}}», {{city}}"\n}\n`;
    expect(lines(file('param city = "Łódź"'))).toEqual(['**parameter city**', '` Łódź `', 'From this file.']);
    expect(lines(file('param city'))).toEqual(['**parameter city**', 'Its text comes from the connection.']);
  });

  it.each([
    ['an arrow', `${P}map {\n  city  <|- [firstName]\n}\n`],
    ['a brace', `${P}map {|\n  city <- [firstName]\n}\n`],
    ['a comment that ignores in prose', `${P}// I ignore SFM20|01 here\nmap { city <- [firstName] }\n`],
    ['a reason', `${P}map {\n  // sfmap-ignore SFM2001: as SFM20|02\n  city <- [firstName]\n}\n`],
    ['an unknown code', `${P}map {\n  // sfmap-ignore SFM99|99: x\n  city <- [firstName]\n}\n`],
    ['documentation', `${P}map {\n  /// fir|stName\n  city <- [firstName]\n}\n`],
    ['a number', `${P}map { city <- [firstName] match |1 }\n`],
    ['an unknown operator', `${P}scope { [city] LI|KE "a" }\n`],
    ['an unknown system', `${P.replace('EntraID', 'En|tra')}`],
    ['a comment', `${P}// c|omment\nmap { city <- [firstName] }\n`],
    ['an unknown function', `${P}map { city <- Ji|on([firstName]) }\n`],
    ['the end of an empty file', '|'],
  ])('nothing on %s', (_name, marked) => {
    expect(lines(marked, 'plain')).toEqual([]);
  });
});

describe('a step of a path', () => {
  const EMPLOYMENT = '$.employmentNav.results[0]';
  const cases: readonly (readonly [name: string, path: string, lines: readonly unknown[]])[] = [
    ['to many records', '$.«employment|Nav».results[0].userId', [
      '**employmentNav**',
      '2 records for Rita',
      'Records of EmpEmployment, listed in results. The connector reads employmentNav always.',
    ]],
    ['a list', '$.employmentNav.«resu|lts»[0].userId', [
      '**results**',
      '2 records for Rita',
      'List of the records of EmpEmployment. The connector reads employmentNav always.',
    ]],
    ['an element', '$.employmentNav.results«[|1]».userId', [
      expect.stringContaining('1'),
      '1 record for Rita',
      'One record of EmpEmployment.',
    ]],
    ['an effective-dated record', `${EMPLOYMENT}.«jobInfo|Nav».results[0].jobTitle`, expect.arrayContaining([
      'Records of EmpJob, listed in results, effective\\-dated\\: a read gives what holds today. The connector reads jobInfoNav always.',
    ])],
    ['a picklist option', `${EMPLOYMENT}.jobInfoNav.results[0].«emplStatus|Nav».externalCode`, expect.arrayContaining([
      expect.stringMatching(/^One record of PicklistOption, an option of a picklist.* The connector reads emplStatusNav only if emplStatus is mapped\.$/),
    ])],
    ['what is never read', '$.phoneNav.results[0].«phoneType|Nav».externalCode', expect.arrayContaining([
      expect.stringContaining('The connector does not read phoneTypeNav: in production this is empty.'),
    ])],
    ['a field', '$.personalInfoNav.results[0].«last|Name»', [
      '**lastName**',
      '` Okafor ` for Rita',
      'Field lastName of PerPersonal, Edm\\.String. The connector reads personalInfoNav always.',
    ]],
    ['a field in a filter, with the values that occur', "$.phoneNav.results[?(@.«phone|Type» == '10605')].phoneNumber", expect.arrayContaining([
      '**phoneType**',
      expect.stringContaining('Field phoneType of PerPhone'),
      expect.stringContaining('` 10605 `'),
    ])],
    ['several values', '$.emailNav.results[*].«email|Address»', expect.arrayContaining([
      expect.stringMatching(/^` rita\.okafor@fabrikam\.example `, ` .* ` for Rita, found at ` emailNav\.results\[0\]\.emailAddress `, the first of 2$/),
    ])],
    ['nothing found', '$.employmentNav.results«[|5]».userId', expect.arrayContaining([
      expect.stringMatching(/^Empty: employmentNav has 2 records/),
    ])],
  ]; // biome-ignore format: a table
  it.each(cases)('%s', (_name, path, told) => {
    expect(lines(`${P}source {\n  a = ${path}\n}\n`, 'rehire', 'Rita')).toEqual(told);
  });

  it('of a replace line, and what the line rewrites', () => {
    const replace = (line: string) => lines(`${P}source {\n  ${line}\n}\n`, 'rehire', 'Rita');
    expect(replace('replace $.employmentNav.results[0] -> $.employment|Nav.results[-1:]')[2]).toMatch(/EmpEmployment/);
    expect(replace('rep|lace $.employmentNav.results[0] -> $.employmentNav.results[-1:]').at(-1)).toMatch(
      /^\d+ paths begin with ` \$\.employmentNav\.results\[-1:\] ` by this\.$/,
    );
  });

  it('of a writeback is looked for in no payload', () => {
    const text = 'provision EntraID -> SuccessFactors\ntarget {\n  email = $.emailNav.results[0].«email|Address»\n}\n';
    expect(lines(text, { mail: 'a@contoso.example' })).toEqual([
      '**emailAddress**',
      'Field emailAddress of PerEmail, Edm\\.String.',
    ]);
  });
});

describe('a part of an expression', () => {
  const map = (expression: string) => `${P}map {\n  city <- ${expression}\n}\n`;
  const cases: readonly (readonly [name: string, expression: string, lines: readonly unknown[]])[] = [
    ['a function has its value', '«ToUp|per»([lastName])', expect.arrayContaining(['` OKAFOR ` for Rita'])],
    ['an inner call has its own', 'IIF(«IsPre|sent»([lastName]), "a", "b")', expect.arrayContaining(['` True ` for Rita'])],
    ['between the arguments stands the call', '«Join(" ",| [firstName], [lastName])»', ['**Join**', '` Rita Okafor ` for Rita']],
    ['a text is an argument', 'Join(«"|-"», [firstName])', [expect.stringMatching(/^` separator ` of Join: /)]],
    ['an operator', 'IIF(«[lastName] |= "Okafor"», "a", "b")', [
      '**\\=**',
      expect.stringContaining('equal'),
      expect.stringContaining('` condition ` of IIF'),
      '` True ` for Rita',
    ]],
    ['a branch that is not taken', 'IIF(IsPresent([lastName]), "a", «ToUp|per»([firstName]))', expect.arrayContaining([
      'Not evaluated for Rita: another branch is taken.',
    ])],
    ['where the sources differ', '«I|IF»([lastName] = "a", "b", "c")', expect.arrayContaining([
      expect.stringMatching(/ Microsoft's pages differ here\. The function reference says/),
    ])],
    ['a constant of Visual Basic', 'InStr([lastName], "o", 1, «vbText|Compare»)', ['**vbTextCompare**', expect.any(String)]],
  ]; // biome-ignore format: a table
  it.each(cases)('%s', (_name, expression, told) => {
    expect(lines(map(expression), 'rehire', 'Rita')).toEqual(told);
  });

  it('leads to the page of its function where the editor can open it', () => {
    const { text, cursor } = markedText(map('Jo|in(" ", [firstName])'));
    expect(hover(analysisFor(text), cursor, { pages: true })?.lines.at(-1)).toBe(
      '[All about Join](<sfmap:/functions/Join.md>)',
    );
  });

  it('is short where its page tells the rest: signature, value, what it does, null and empty', () => {
    const { text, cursor } = markedText(map('I|IF([lastName] = "a", "b", "c")'));
    const told = hover(analysisFor(text, 'rehire', { label: 'Rita' }), cursor, { pages: true })?.lines ?? [];
    expect(told).toHaveLength(5);
    expect(told[1]).toBe('` c ` for Rita');
    expect(told[3]).toMatch(/^Null and empty: .* Microsoft's pages differ here\.$/);
    expect(told[3]?.length).toBeLessThan(200);
  });
});

describe('words of the language', () => {
  const T = '"t" {\n  given "rita.json"\n  expect department == "Sales"\n}\n';
  const cases: readonly (readonly [marked: string, line: RegExp])[] = [
    [`${P}«ma|p» {\n}\n`, /each target once/],
    [`${P}«sou|rce» {\n}\n`, /built-in list/],
    ['provision «Success|Factors» -> EntraID\n', /OData/],
    ['«prov|ision» SuccessFactors -> EntraID\n', /first line/],
    [`${P}«par|am» a = "b"\n`, /differs by tenant/],
    [`${P}source {\n  a : «Date|Time» = $.b\n}\n`, /M\/d\/yyyy/],
    [`${P}map {\n  mail <- [email] «flow al|ways»\n}\n`, /FlowAlways/],
    [`${P}map {\n  mail <- [email] «mat|ch» 1\n}\n`, /precedence/],
    [`${P}map {\n  mail <- «no|ne»\n}\n`, /type None/],
    [`${P}actions create, «dis|able»\n`, /left the scope/],
    [`${P}limits {\n  «upd|ate» <= 20%\n}\n`, /changed/],
    [`${P}limits {\n  «cle|ar»(mail) <= 5\n}\n`, /cleared/],
    [`${P}scope {\n  [city] «REGEX MA|TCH» "a"\n}\n`, /pattern/],
    [`${P}test ${T.replace('given', '«gi|ven»')}`, /person of the test/],
    [`${P}test ${T.replace('expect', '«exp|ect»')}`, /come out/],
  ];
  it.each(cases)('%s', (marked, line) => {
    const told = lines(marked);
    expect(told[1]).toMatch(line);
  });

  it('the amount of a limit', () => {
    expect(lines(`${P}limits {\n  upd|ate <= 20%\n}\n`).at(-1)).toBe(
      'A plan with more than that is not applied: at most 20 % of everybody in scope at the last complete read, rounded up.',
    );
  });

  it('a code in an sfmap-ignore comment', () => {
    const marked = `${P}map {\n  // sfmap-ignore SFM2104, «SFM20|01»: we know\n  city <- [firstName]\n}\n`;
    expect(lines(marked)).toEqual([expect.stringMatching(/^\*\*SFM2001\*\*: .*function/i)]);
    const { text, cursor } = markedText(marked);
    expect(hover(analysisFor(text), cursor, { pages: true })?.lines[1]).toContain('(<sfmap:/rules/SFM2001.md>)');
  });
});

describe('the scope', () => {
  const scope = `${P}scope {\n  "Staff": [lastName] EQUALS "Okafor" and [city] IS NOT NULL\n  "Others": [lastName] EQUALS "Doe"\n}\n`;
  const at = (place: string, more = 1) => {
    const found = hover(analysisFor(scope, 'rehire', { label: 'Rita' }), scope.indexOf(place) + more);
    return found?.lines ?? [];
  };
  it('a clause is true or false for the person, and says why', () => {
    expect(at('EQUALS "Okafor"')).toEqual([
      '**EQUALS** ` Okafor `',
      'True if the attribute is one of the values, in exact case.',
      'True for Rita: \\[lastName\\] is ` Okafor `',
    ]);
    expect(at('EQUALS "Doe"').at(-1)).toBe('False for Rita: \\[lastName\\] is ` Okafor `');
    expect(at('[lastName] EQUALS "Doe"').at(-1)).toBe('False for Rita: \\[lastName\\] is ` Okafor `');
  });
  it('a group takes the person in or does not', () => {
    expect(at('"Others"')).toEqual(expect.arrayContaining(['Does not take Rita in.']));
  });
});

describe('a test', () => {
  const rita = { personIdExternal: '1', personalInfoNav: { results: [{ firstName: 'Rita', lastName: 'Okafor' }] } };
  const text = `${P}sample someone = "a.json"\nmap {\n  surname <- [lastName]\n  givenName <- [firstName]\n}\ntest "names" {\n  given "rita.json"\n  expect surname == "Okafor"\n  expect givenName != "Rita"\n}\n`;
  const files = new Map([['rita.json', { payload: rita }]]);
  const at = (place: string, known: typeof files | undefined = files) =>
    hover(analysisFor(text), text.indexOf(place) + 1, known === undefined ? {} : { files: known })?.lines ?? [];

  it('says whether it passes, and what fails', () => {
    expect(at('"names"')).toEqual([
      '**test names**',
      'Fails.',
      '- ` expect givenName != "Rita" ` givenName is "Rita"\\.',
    ]);
    expect(hover(analysisFor(text), text.indexOf('"names"') + 1)?.lines[2]).toMatch(/was not read/);
  });

  it('an expectation tells the actual value', () => {
    expect(at('surname ==')).toEqual(expect.arrayContaining(['` Okafor ` for Rita Okafor · 1', 'Holds.']));
    expect(at('!= "Rita"')).toEqual(
      expect.arrayContaining([
        '` Rita ` for Rita Okafor · 1',
        'Does not hold: givenName is "Rita"\\.',
        '- ` [firstName]: Rita `',
      ]),
    );
  });

  it('an expectation outside of a test has nothing to tell: no empty hover', () => {
    const text = 'provision SuccessFactors -> EntraID\ntest "a"\n  expect employeeId == "100101"\n}\n';
    expect(hover(analysisFor(text), text.indexOf('"100101"') + 2)).toBeUndefined();
  });

  it('given tells whom it gives', () => {
    expect(at('"rita.json"').at(-1)).toBe('Rita Okafor · 1');
  });
});

describe('an editor without Markdown', () => {
  it.each([
    ['an attribute', `${P}map {\n  city <- ToUpper([last|Name])\n}\n`],
    ['a function', `${P}map {\n  city <- IIF([lastName] = "a", ToUp|per([lastName]), "b")\n}\n`],
    ['a step', `${P}source {\n  a = $.personal|InfoNav.results[0].lastName\n}\n`],
  ])('reads plain text: %s', (_name, marked) => {
    const { text, cursor } = markedText(marked);
    const told = hover(analysisFor(text, 'rehire'), cursor, { markup: plainText, pages: true })?.lines ?? [];
    expect(told.length).toBeGreaterThan(1);
    for (const line of told) expect(line).not.toMatch(/[`\\]|\*\*/);
  });
});

it('finds its declaration in a long file without a walk over it', async () => {
  const meter = new WorkMeter();
  await meter.start();
  try {
    const work = async (count: number) => {
      const entries = Array.from({ length: count }, (_, i) => `  a${i} = $.personalInfoNav.results[0].lastName\n`);
      const text = `${P}source {\n${entries.join('')}}\n`;
      const analysis = analysisFor(text);
      const at = text.indexOf('personalInfoNav', text.length / 2) + 1;
      hover(analysis, at);
      return meter.of(() => hover(analysis, at + 1));
    };
    const few = await work(100);
    const many = await work(10_000);
    expect(many).toBeLessThan(few + 1_000);
  } finally {
    await meter.stop();
  }
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
    const told = lines(`${P}source {\n  /// [x](command:evil) <b>\n  "**a** [|b" = $.personIdExternal\n}\n`, person);
    expect(told[0]).toBe('**\\*\\*a\\*\\* \\[b** : String');
    expect(told[1]).toBe('\\[x\\]\\(command\\:evil\\) \\<b\\>');
  });
});
