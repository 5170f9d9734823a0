import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { refactorWriteback } from '../../../server/src/core/refactoring/writeback-scenario.ts';
import { check, evaluateMapping, format } from '../../../server/src/library/library.ts';

/** `§` is where a broken line stands; something else of the file uses what it declares. */
const FRAMES = {
  param: `provision SuccessFactors -> EntraID
§
map {
  employeeId <- [personIdExternal] match 1
  companyName <- Append([company], "{{contoso}}")
}
`,
  sample: `provision SuccessFactors -> EntraID
§
map { employeeId <- [personIdExternal] match 1 }
test "a sample" {
  given rehire
  expect employeeId == "100234"
}
`,
  source: `provision SuccessFactors -> EntraID
source {
  §
}
scope { [badge] IS NOT NULL }
map {
  employeeId <- [personIdExternal] match 1
  department <- Switch([badge], [badge], "", "none")
}
`,
  'source of a writeback': `provision EntraID -> SuccessFactors
source {
  §
}
map {
  personIdExternal <- [employeeId] match 1
  custom01 <- [badge]
}
`,
  target: `provision SuccessFactors -> EntraID
target {
  §
}
map {
  employeeId <- [personIdExternal] match 1
  contosoBadge <- [department]
}
test "a badge" {
  given { "personIdExternal": "100234" }
  existing { "contosoBadge": "7" }
  expect contosoBadge absent
}
`,
  'target of a writeback': `provision EntraID -> SuccessFactors
target {
  §
}
map {
  personIdExternal <- [employeeId] match 1
  businessPhoneNumber <- IgnoreFlowIfNullOrEmpty([telephoneNumber])
  businessPhoneType <- "10605"
  businessPhoneIsPrimary <- "true"
}
`,
  map: `provision SuccessFactors -> EntraID
limits {
  change(department) <= 5%
  disable <= 10%
}
map {
  employeeId <- [personIdExternal] match 1
  §
}
test "a department" {
  given { "personIdExternal": "100234" }
  expect department == "IT"
}
`,
  'map, what an account needs': `provision SuccessFactors -> EntraID
actions create, update
map {
  employeeId <- [personIdExternal] match 1
  userPrincipalName <- Append([personIdExternal], "@contoso.example") on create
  mailNickname <- [personIdExternal] on create
  accountEnabled <- "True"
  §
}
`,
  'map of a writeback': `provision EntraID -> SuccessFactors
map {
  personIdExternal <- [employeeId] match 1
  email <- IgnoreFlowIfNullOrEmpty([mail])
  §
  emailIsPrimary <- "true"
}
`,
  'who a user of a writeback is': `provision EntraID -> SuccessFactors
map {
  §
  email <- IgnoreFlowIfNullOrEmpty([mail])
  emailType <- "8448"
  emailIsPrimary <- "true"
}
`,
  provision: `§
map { employeeId <- [personIdExternal] match 1 }
`,
  limits: `provision SuccessFactors -> EntraID
limits {
  delete <= 0
  §
}
map { employeeId <- [personIdExternal] match 1 }
`,
  scope: `provision SuccessFactors -> EntraID
scope {
  "Active": [emplStatus] EQUALS "A"
  §
}
map { employeeId <- [personIdExternal] match 1 }
`,
  actions: `provision SuccessFactors -> EntraID
§
limits {
  delete <= 5
  disable <= 5
}
map { employeeId <- [personIdExternal] match 1 }
test "who left" {
  given { "personIdExternal": "100234" }
  expect action delete
}
`,
  test: `provision SuccessFactors -> EntraID
map { employeeId <- [personIdExternal] match 1 }
test "a statement" {
  given { "personIdExternal": "100234" }
  §
  expect employeeId == "100234"
}
`,
} as const;

const BROKEN: readonly (readonly [frame: keyof typeof FRAMES, line: string])[] = [
  ...['param contoso = x', 'param contoso =', 'param "contoso" = 5'].map((line) => ['param', line] as const),
  ...['sample rehire = people', 'sample rehire =', 'sample rehire'].map((line) => ['sample', line] as const),
  ...[
    'badge =',
    'badge',
    '"badge" =',
    'badge :',
    'badge : String =',
    'badge : Strin =',
    'badge : 5',
    'badge String',
    'badge = = $.badge',
    'badge $.badge',
    'badge <- $.badge',
  ].map((line) => ['source', line] as const),
  ['source of a writeback', 'badge String'],
  ['source of a writeback', 'badge :'],
  ...['contosoBadge String', 'contosoBadge', 'contosoBadge :', 'contosoBadge =', 'contosoBadge : 5'].map(
    (line) => ['target', line] as const,
  ),
  ['target of a writeback', 'businessPhoneNumber ='],
  ['target of a writeback', 'businessPhoneNumber $.phoneNav'],
  ...[
    'department',
    'department <- )',
    'department <- (',
    'department <- ,',
    'department <- $.department',
    'department <- [department] match',
    'department <- [department] match x',
    'department <- [department] default',
    'department <- [department] default x',
    'department <- [department] on update',
    'department = [department]',
    'department - [department]',
  ].map((line) => ['map', line] as const),
  ['map, what an account needs', 'displayName <- [displayName] match'],
  ['map of a writeback', 'emailType = "8448"'],
  ['map of a writeback', 'emailType <- &'],
  ['who a user of a writeback is', 'personIdExternal = [employeeId] match 1'],
  ['who a user of a writeback is', 'personIdExternal <- [employeeId] match'],
  ...['provision', 'provision SuccessFactors', 'provision SuccessFactors => EntraID', 'provision 5'].map(
    (line) => ['provision', line] as const,
  ),
  ...['disable', 'disable <=', 'disable <= x', 'disable < 10%'].map((line) => ['limits', line] as const),
  ...['"Labs": [company]', '"Labs":', '"Labs" [company] EQUALS "Contoso Labs"', '"Labs"'].map(
    (line) => ['scope', line] as const,
  ),
  ...['actions', 'actions update,', 'actions: update', 'actions = update'].map((line) => ['actions', line] as const),
  ...['person', 'person 5', 'at', 'domain x', 'taken employeeId', 'expect', 'expect employeeId', 'existing'].map(
    (line) => ['test', line] as const,
  ),
];

const codes = (text: string) => check(text).map(({ code, message }) => `${code} ${message}`);

describe('a broken declaration is told of once, and not where its name is used', () => {
  it.each(BROKEN)('%s: %s', (frame, line) => {
    const text = FRAMES[frame].replace('§', () => line);
    expect(codes(text)).toHaveLength(1);
  });

  it.each([
    ['calls that are nested too deep', `department <- ${'ToLower('.repeat(300)}[department]${')'.repeat(300)}`],
    ['an expression that is too long', `department <- "${'x'.repeat(100_001)}"`],
  ])('map: %s', (_, line) => {
    expect(codes(FRAMES.map.replace('§', line))).toHaveLength(1);
  });

  it.each(['x = $.personalInfoNav.results[0].firstName', 'department <- [department]'])(
    'a line outside of its block: %s',
    (line) => {
      const text = `provision SuccessFactors -> EntraID
${line}
map {
  employeeId <- [personIdExternal] match 1
  surname <- ${line.startsWith('x') ? '[x]' : '[lastName]'}
}
limits {
  change(${line.startsWith('x') ? 'surname' : 'department'}) <= 5
  disable <= 10%
}
`;
      expect(codes(text)).toHaveLength(1);
    },
  );

  it.each([
    ['param', 'param other = x', 'SFM2003'],
    ['sample', 'sample other = people', 'SFM7016'],
    ['source', 'other =', 'SFM2002'],
    ['source', 'replace badge', 'SFM2002'],
    ['target', 'other String', 'SFM2005'],
    ['map', 'other <- )', 'SFM7015'],
    ['map of a writeback', 'businessPhoneType <- )', 'SFM4002'],
  ] as const)('%s: %s does not declare what is used', (frame, line, code) => {
    const text = FRAMES[frame].replace('§', line);
    expect(check(text).map((one) => one.code)).toContain(code);
  });
});

describe('a broken declaration has no meaning', () => {
  it('gives no parameter, sample, attribute, target or mapping', () => {
    const text = `provision SuccessFactors -> EntraID
param contoso = x
sample rehire = people
source { badge = }
target { contosoBadge String }
map { department <- ) }
`;
    const { parameters, samples, sources, targets, mappings, unread } = bindMapping(parseMapping(text));
    expect([parameters.size, samples.size, mappings.length]).toEqual([0, 0, 0]);
    expect([sources.has('badge'), targets.has('contosoBadge')]).toEqual([false, false]);
    expect(unread).toEqual({
      provision: false,
      params: new Set(['contoso']),
      samples: new Set(['rehire']),
      sources: new Set(['badge']),
      targets: new Set(['contosoBadge']),
      mappings: new Set(['department']),
    });
  });

  it('leaves the value of a whole one beside it, and of a built-in attribute', () => {
    const person = { personIdExternal: '100234', personalInfoNav: { results: [{ firstName: 'Rita' }] } };
    const text = `provision SuccessFactors -> EntraID
source {
  firstName =
  nick =
  nick = $.personIdExternal
}
map {
  givenName <- )
  givenName <- [firstName]
  surname <- [nick]
}
`;
    const { targets } = evaluateMapping(text, person);
    expect(targets).toMatchObject({ givenName: { value: 'Rita' }, surname: { value: '100234' } });
    expect(codes(text)).toHaveLength(3);
  });

  it.each(BROKEN)('is formatted as it stands: %s: %s', (frame, line) => {
    const text = FRAMES[frame].replace('§', () => line);
    const formatted = format(text);
    expect(formatted).toContain(line);
    expect(format(formatted)).toBe(formatted);
    expect(codes(formatted)).toEqual(codes(text));
  });

  it('is not mapped a second time by a scenario of a writeback', () => {
    const { file, model } = new Analysis(FRAMES['map of a writeback'].replace('§', 'emailType = "8448"'));
    const edits = refactorWriteback(file, model, 'writeback-2')?.edits ?? [];
    expect(edits.length).toBeGreaterThan(0);
    expect(edits.map(({ text }) => text).join('')).not.toContain('emailType');
  });
});

it.each(BROKEN)('is known, and forgotten, while it is typed: %s: %s', (frame, line) => {
  let analysis = new Analysis(FRAMES[frame].replace('§', ''));
  void analysis.diagnostics;
  for (const typed of [line.slice(0, 3), line, `other${line}`, line, '']) {
    const text = FRAMES[frame].replace('§', typed);
    analysis = new Analysis(text, {}, analysis);
    expect(analysis.diagnostics).toEqual(new Analysis(text).diagnostics);
  }
});
