import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { refactorFile } from '../../../server/src/core/refactoring/whole-file.ts';
import { analysisFor } from '../../support/example-people.ts';
import { markedText } from '../../support/marked-text.ts';
import { aboveInformation, answered, answersAt, PREFIXES, SCENARIOS, TITLES } from './support.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const REST = 'jobInfoNav.results[0].departmentNav.name_localized';
const LATEST = `$.employmentNav.results[-1:].${REST}`;

function one(marked: string, title: string): string | undefined {
  const { text, cursor } = markedText(marked);
  const analysis = analysisFor(text);
  const changed = answersAt(analysis, cursor)[title];
  if (changed !== undefined) {
    expect(aboveInformation(analysisFor(changed))).toEqual(aboveInformation(analysis));
  }
  return changed;
}

describe('one path', () => {
  const cases: readonly (readonly [name: string, before: string, title: string, after: string])[] = [
    [
      'a built-in attribute is written into the source block',
      `${P}source {\n  a = $.x // why\n}\nmap { department <- [dep|artment] }\n`,
      TITLES.rehire,
      `${P}source {\n  a = $.x // why\n  department = ${LATEST}\n}\nmap { department <- [department] }\n`,
    ],
    [
      'the block is made behind the head of the file, and a comment stays on its line',
      `${P}param x = "1"   // one // more\nsample s = "a.json" /* b */\n\nmap { department <- [dep|artment] }\n`,
      TITLES.rehire,
      `${P}param x = "1"   // one // more\nsample s = "a.json" /* b */\n\nsource {\n  department = ${LATEST}\n}\n\nmap { department <- [department] }\n`,
    ],
    [
      'a block on one line',
      `${P}source { a = $.x }\nmap { department <- [dep|artment] }\n`,
      TITLES.rehire,
      `${P}source { a = $.x\n  department = ${LATEST}\n}\nmap { department <- [department] }\n`,
    ],
    [
      'an empty block',
      `${P}source {}\nmap { department <- [dep|artment] }\n`,
      TITLES.rehire,
      `${P}source {\n  department = ${LATEST}\n}\nmap { department <- [department] }\n`,
    ],
    [
      'a file on one line',
      `provision SuccessFactors -> EntraID map { department <- [dep|artment] }`,
      TITLES.rehire,
      `provision SuccessFactors -> EntraID\n\nsource {\n  department = ${LATEST}\n} map { department <- [department] }`,
    ],
    [
      'an attribute inside a call',
      `${P}map { displayName <- Join(" ", [firstName], [depart|ment]) }\n`,
      TITLES.conversion,
      `${P}\nsource {\n  department = ${PREFIXES.conversion}.${REST}\n}\nmap { displayName <- Join(" ", [firstName], [department]) }\n`,
    ],
    [
      'an entry of the file, without its leading $.',
      `${P}source {\n  dep = employmentNav.results[ 0 ].|job // c\n}\n`,
      TITLES['global-assignment'],
      `${P}source {\n  dep = ${PREFIXES['global-assignment']}.job // c\n}\n`,
    ],
    [
      'a path in double quotes stays in them, with its escapes',
      `${P}source {\n  dep = "|$.employmentNav.results[0]['a \\"b\\" \\\\\\\\ c']" // c\n}\n`,
      TITLES.rehire,
      `${P}source {\n  dep = "$.employmentNav.results[-1:]['a \\"b\\" \\\\\\\\ c']" // c\n}\n`,
    ],
    [
      'an entry with a type alone gets the path',
      `${P}source {\n  depart|ment : String[] // all\n}\n`,
      TITLES.rehire,
      `${P}source {\n  department : String[] = ${LATEST} // all\n}\n`,
    ],
    [
      'a name that needs quotes, and the new attribute too',
      `${P}source {\n  "my dept" = $.employmentNav.results[0].x|y\n}\nmap { department <- [my dept] }\n`,
      'Add globalAssignmentMy dept and flow it when it is present (global assignment)',
      `${P}source {\n  "my dept" = $.employmentNav.results[0].xy\n  "globalAssignmentMy dept" = $.employmentNav.results[?(@.assignmentClass == 'GA')].xy\n}\nmap { department <- IIF(IsPresent([globalAssignmentMy dept]), [globalAssignmentMy dept], [my dept]) }\n`,
    ],
    [
      'the second job of a quoted path',
      `${P}source {\n  dep = "$.employmentNav.results[0]['my } field']|"\n}\n`,
      'Add secondJobDep (concurrent jobs)',
      `${P}source {\n  dep = "$.employmentNav.results[0]['my } field']"\n  secondJobDep = "$.employmentNav.results[1]['my } field']"\n}\n`,
    ],
    [
      'a host assignment where no mapping flows the attribute as it is',
      `${P}map { displayName <- ToUpper([depart|ment]) }\n`,
      'Add globalAssignmentDepartment (global assignment)',
      `${P}\nsource {\n  globalAssignmentDepartment = $.employmentNav.results[?(@.assignmentClass == 'GA')].${REST}\n}\nmap { displayName <- ToUpper([department]) }\n`,
    ],
  ];
  it.each(cases)('%s', (_name, before, title, after) => {
    expect(one(before, title)).toBe(after);
    if (!before.includes('\n')) return;
    const crlf = before.replaceAll('\n', '\r\n');
    expect(one(crlf, title)).toBe(after.replaceAll('\n', '\r\n'));
  });

  const NOT_OFFERED: readonly (readonly [string, string])[] = [
    ['on an attribute of the person', `${P}map { surname <- [last|Name] }`],
    ['on the hire date', `${P}map { employeeHireDate <- [start|Date] }`],
    ['on the manager', `${P}map { manager <- [man|ager] }`],
    ['on an entry for the hire date', `${P}source { startDate = $.employmentNav.results[0].start|Date }`],
    ['on an unknown attribute', `${P}map { surname <- [no|body] }`],
    ['on a constant', `${P}map { usageLocation <- "D|E" }`],
    ['on a broken path', `${P}source { a = $.employmentNav.results[0|.x }`],
    ['on a replace line', `${P}source { replace $.employment|Nav.results[0] -> $.employmentNav.results[-1:] }`],
    ['in a writeback', 'provision EntraID -> SuccessFactors\nmap { email <- [ma|il] match 1 }'],
    ['without a pair of systems', 'map { department <- [depart|ment] }'],
    ['for another record than the first', `${P}source { a = $.employmentNav.results[1].|x }`],
  ];
  it.each(NOT_OFFERED)('is not offered %s', (_name, marked) => {
    const { text, cursor } = markedText(marked);
    expect(answersAt(analysisFor(text), cursor)).toEqual({});
  });

  it('offers what is left once a path is answered', () => {
    const { text, cursor } = markedText(`${P}source {\n  department = $.employmentNav.results[-1:].|x\n}\n`);
    expect(Object.keys(answersAt(analysisFor(text), cursor))).toEqual([
      'Add globalAssignmentDepartment (global assignment)',
      'Add secondJobDepartment (concurrent jobs)',
      'Add secondJobDepartment and flow it to extensionAttribute1 (concurrent jobs)',
    ]);
  });

  it.each([
    ['userPrincipalName <- [user|name] on create', 'a name that no two accounts may share'],
    ['extensionAttribute9 <- [user|name] match 1', 'what people are found by'],
  ])('flows no second record into %s: %s', (line) => {
    const { text, cursor } = markedText(`${P}map { ${line} }\n`);
    const titles = Object.keys(answersAt(analysisFor(text), cursor)).filter((title) => title.startsWith('Add '));
    expect(titles).toEqual([
      'Add globalAssignmentUsername (global assignment)',
      'Add secondJobUsername (concurrent jobs)',
      'Add secondJobUsername and flow it to extensionAttribute1 (concurrent jobs)',
    ]);
  });

  it('does not add an attribute twice', () => {
    const { text, cursor } = markedText(
      `${P}source {\n  globalAssignmentDepartment = $.a\n  secondJobDepartment = $.b\n}\nmap { department <- [depart|ment] }\n`,
    );
    expect(Object.keys(answersAt(analysisFor(text), cursor))).toEqual(SCENARIOS.map((name) => TITLES[name]));
  });

  it('adds no attribute that no expression could read', () => {
    const { text, cursor } = markedText(`${P}source {\n  "a]b" = $.employmentNav.results[0].|x\n}\n`);
    expect(Object.keys(answersAt(analysisFor(text), cursor))).toEqual(SCENARIOS.map((name) => TITLES[name]));
  });
});

describe('the whole file', () => {
  it('tells how many paths change and what is kept, and why', () => {
    const text = `${P}source {\n  a = $.employmentNav.results[0].x\n  startDate = $.employmentNav.results[0].startDate\n}\nmap {\n  department <- Join(" ", [department], [jobTitle], [lastName])\n  manager <- [manager]\n}\n`;
    const { file, model } = analysisFor(text);
    expect(refactorFile(file, model, 'rehire')).toMatchObject({
      title: 'Read the latest employment in the whole file (rehire), 3 paths; startDate and manager keep theirs',
      kept: [
        { attribute: 'startDate', reason: expect.stringContaining('pre-hires') },
        { attribute: 'manager', reason: expect.stringContaining('reference') },
      ],
    });
    expect(answered(analysisFor(text), 'rehire')).toBe(
      text
        .replace('source {\n', `source {\n  replace $.employmentNav.results[0] -> ${PREFIXES.rehire}\n`)
        .replace('$.employmentNav.results[0].x', `${PREFIXES.rehire}.x`),
    );
  });

  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    [
      'a comment behind the brace stays there',
      `${P}source { // ours\n  a = $.employmentNav.results[0].x\n}\n`,
      `${P}source { // ours\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n  a = $.employmentNav.results[-1:].x\n}\n`,
    ],
    [
      'a block on one line',
      `${P}source { a = $.employmentNav.results[0].x }\n`,
      `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n  a = $.employmentNav.results[-1:].x }\n`,
    ],
    [
      'an empty block',
      `${P}source {}\nmap { department <- [department] }\n`,
      `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n}\nmap { department <- [department] }\n`,
    ],
    [
      'a block that is not closed',
      `${P}source {\n  a = $.employmentNav.results[0].x\n`,
      `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n  a = $.employmentNav.results[-1:].x\n`,
    ],
    [
      'a quoted prefix and a quoted path',
      `${P}source {\n  replace $.employmentNav.results[0] -> "$.employmentNav.results[?(@.userNav != null)]"\n  a = "$.employmentNav.results[0]['b } c']"\n}\n`,
      `${P}source {\n  replace $.employmentNav.results[0] -> "$.employmentNav.results[-1:]"\n  a = "$.employmentNav.results[-1:]['b } c']"\n}\n`,
    ],
    [
      'a replace line for something else is left alone',
      `${P}source {\n  replace $.phoneNav -> $.emailNav\n}\nmap { department <- [department] }\n`,
      `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n  replace $.phoneNav -> $.emailNav\n}\nmap { department <- [department] }\n`,
    ],
    [
      'a byte-order mark and a first line of comment',
      `\uFEFF// ours\n${P}map { department <- [department] }`,
      `\uFEFF// ours\n${P}\nsource {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n}\nmap { department <- [department] }`,
    ],
  ];
  it.each(cases)('%s', (_name, before, after) => {
    expect(answered(analysisFor(before), 'rehire')).toBe(after);
    expect(answered(analysisFor(after), 'rehire')).toBeUndefined();
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    expect(answered(analysisFor(crlf(before)), 'rehire')).toBe(crlf(after));
  });

  it.each([
    ['where nothing reads an employment', `${P}map { surname <- [lastName] }\n`],
    ['in a writeback', 'provision EntraID -> SuccessFactors\nmap { email <- [mail] match 1 }\n'],
    ['without a pair of systems', 'map { department <- [department] }\n'],
    ['in an empty file', ''],
  ])('is not offered %s', (_name, text) => {
    for (const scenario of SCENARIOS) expect(answered(analysisFor(text), scenario)).toBeUndefined();
  });
});

describe('edits of a text', () => {
  it('are applied from the back of their order, and one that overlaps an earlier one is left out', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 2, text: 'xx' },
      { start: 1, end: 3, text: 'never' },
      { start: 5, end: 5, text: '!' },
    ];
    expect(applyEdits('abcdef', edits)).toBe('xxcdE!f');
    expect(applyEdits('', [])).toBe('');
  });
});
