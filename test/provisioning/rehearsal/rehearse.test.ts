import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMapping } from '../../../server/src/core/formatting/format-mapping.ts';
import type { JsonObject } from '../../../server/src/core/json.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { workerOf } from '../../../server/src/provisioning/inbound/worker.ts';
import type { PersonChange } from '../../../server/src/provisioning/rehearsal/person-change.ts';
import { rehearsalMarkdown } from '../../../server/src/provisioning/rehearsal/rehearsal-markdown.ts';
import { rehearsalText } from '../../../server/src/provisioning/rehearsal/rehearsal-text.ts';
import { type RehearsalRun, type Rehearsed, rehearse } from '../../../server/src/provisioning/rehearsal/rehearse.ts';
import { examplePerson, inboundExample, peopleNames } from '../../support/example-people.ts';
import { rehearsed, smallDirectory } from '../support/small-tenant.ts';

const account = (number: number, values: JsonObject): JsonObject => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  accountEnabled: true,
  ...values,
});

/** Of the example people, the first four have accounts, one of them under another number. */
const users = [
  account(1, {
    employeeId: '100101',
    userPrincipalName: 'amara@contoso.example',
    mail: 'amara@contoso.example',
    department: 'Logistics',
  }),
  account(2, {
    employeeId: '100401',
    userPrincipalName: 'rita@contoso.example',
    mail: 'rita@contoso.example',
    department: 'Operations',
  }),
  account(3, { employeeId: '100701', userPrincipalName: 'beatriz@contoso.example', department: 'Support' }),
  account(4, { employeeId: '999', userPrincipalName: 'meiling@contoso.example', extensionAttribute9: 'x' }),
];

async function between(
  before: string,
  now: string,
  asked: string[] = [],
  more: Partial<RehearsalRun> = {},
): Promise<Rehearsed> {
  let draws = 0;
  const run = {
    before: rehearsed(before),
    now: rehearsed(now),
    host: {
      now: new Date('2026-03-01T00:00:00Z'),
      random: () => {
        draws += 0.137;
        return (draws * 7.7) % 1;
      },
      defaultDomain: 'contoso.example',
    },
    directory: smallDirectory(users, asked),
    ...more,
  };
  const people = async function* () {
    for (const name of peopleNames) yield workerOf(examplePerson(name));
  };
  return rehearse(run, people());
}

const mapping = (lines = '', rest = '', department = '[department]') => `provision SuccessFactors -> EntraID
${rest}
map {
  employeeId        <- [personIdExternal]                         match 1
  userPrincipalName <- Append([lastName], "@contoso.example")     on create
  mailNickname      <- [lastName]                                 on create
  displayName       <- Join(" ", [firstName], [lastName])         on create
  accountEnabled    <- "True"                                     on create
  department        <- ${department}
  ${lines}
}
`;

const told = ({ changes }: Rehearsed) =>
  Object.fromEntries(
    changes.map(({ personIdExternal, kinds, targets }) => [
      personIdExternal,
      [...kinds, ...targets.map(({ target, before, now }) => `${target}: ${before} → ${now}`)],
    ]),
  );
const last = (department: string) =>
  mapping('', `source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n}`, department);

describe('a rehearsal', () => {
  it('tells who would be updated otherwise: other employments read, for those who have several', async () => {
    const found = await between(mapping(), last('[department]'));
    expect(found.people).toBe(peopleNames.length);
    expect(told(found)).toMatchObject({
      100401: ['updated otherwise', 'department: Operations → Sales EMEA'],
      100701: ['updated otherwise', 'department: Finance → People & Culture'],
    });
    expect(Object.keys(told(found))).not.toContain('100101');
  });

  it.each<[string, string, string, Record<string, readonly string[]>]>([
    ['nobody, when nothing differs', mapping(), mapping(), {}],
    [
      'who comes into scope',
      mapping('', 'scope { [department] EQUALS "Sales EMEA" }'),
      mapping('', 'scope { [department] EQUALS "Logistics" }'),
      { 100101: ['into scope', 'no longer disabled'] },
    ],
    [
      'who falls out of scope, and is disabled',
      mapping('', 'scope { [department] REGEX MATCH "Logistics|Operations" }'),
      mapping('', 'scope { [department] EQUALS "Operations" }'),
      { 100101: ['out of scope', 'disabled'] },
    ],
    [
      'what is left alone instead of disabled',
      mapping('', 'scope { [department] EQUALS "x" }'),
      mapping('', 'scope { [department] EQUALS "x" }\nactions create, update'),
      { 100101: ['no longer disabled'], 100401: ['no longer disabled'], 100701: ['no longer disabled'] },
    ],
    [
      'a target that is mapped newly, and one that is no longer',
      mapping('city <- "Oslo"'),
      mapping('state <- "Oslo"'),
      { 100101: ['updated otherwise', 'city: Oslo → null', 'state: null → Oslo'] },
    ],
    [
      'an error that comes',
      mapping('usageLocation <- "NO"'),
      mapping('usageLocation <- "Norway"'),
      { 100101: ['updated otherwise', 'error now', 'usageLocation: NO → null'] },
    ],
    ['an error that goes', mapping('usageLocation <- "Norway"'), mapping(), { 100101: ['error no more'] }],
  ])('tells %s', async (_, before, now, expected) => {
    const found = told(await between(before, now));
    if (Object.keys(expected).length === 0) expect(found).toEqual({});
    else expect(found).toMatchObject(expected);
  });

  it('tells who is created, and no longer', async () => {
    const created = await between(mapping('', 'actions update'), mapping());
    // Of four people without an account one has no name yet, so that nothing can be created.
    const kinds = Object.values(told(created));
    expect(kinds.filter((one) => one[0] === 'created')).toHaveLength(peopleNames.length - 4);
    expect(kinds.filter((one) => one[0] === 'error now')).toHaveLength(1);
    const back = await between(mapping(), mapping('', 'actions update'));
    expect(new Set(back.changes.flatMap((one) => one.kinds))).toEqual(new Set(['no longer created', 'error no more']));
  });

  it('tells who is matched otherwise, and who shares an account then', async () => {
    const byMail = mapping()
      .replace('match 1', '')
      .replace(
        'department        <-',
        'mail <- ToLower(Append([firstName], "@contoso.example")) match 1\n department <-',
      );
    const found = told(await between(mapping(), byMail));
    expect(found['100701']).toEqual(expect.arrayContaining(['created', 'matched otherwise']));
    // Whoever was provisioned before keeps the account: an object connection outlives a change of the matching.
    const knownAccount = (id: string) => (id === '100701' ? String(users[2]?.['id']) : undefined);
    const kept = told(await between(mapping(), byMail, [], { knownAccount }));
    expect(kept['100701']).toEqual(['updated otherwise', 'mail: null → beatriz@contoso.example']);
    const shared = mapping()
      .replace('match 1', '')
      .replace('department        <-', 'mail <- "rita@contoso.example" match 1\n department <-');
    const all = await between(mapping(), shared);
    expect(all.changes).toHaveLength(peopleNames.length);
    for (const { now } of all.changes)
      expect(now.errors[0]).toContain('The account rita@contoso.example is found for workers');
  });

  it('asks the directory once for both', async () => {
    const asked: string[] = [];
    await between(mapping(), last('[department]'), asked);
    expect(asked.filter((one) => one.startsWith('employeeId'))).toHaveLength(1);
    expect(asked.filter((one) => one.startsWith('userPrincipalName'))).toHaveLength(1);
  });

  it('draws by chance alike for both', async () => {
    const chance = mapping('extensionAttribute1 <- RandomString(8, 0, 0, 0, 8, "")\n  extensionAttribute2 <- Guid()');
    expect((await between(chance, `// Another comment.\n${chance}`)).changes).toEqual([]);
  });

  it('is text, Markdown without values and with them', async () => {
    const found = await between(mapping(), last('[department]'));
    const rehearsal = {
      ...found,
      file: 'new.sfmap',
      earlier: 'old.sfmap',
      connection: { name: 'test', environment: 'test' },
      source: 'SuccessFactors contosoT1',
      target: 'Entra ID contoso.example (test)',
      complete: false,
      missing: [{ asked: '9', reason: 'SuccessFactors has no person 9.' }],
    };
    const text = rehearsalText(rehearsal);
    expect(text).toMatch(
      /^new\.sfmap instead of old\.sfmap: SuccessFactors contosoT1 → Entra ID contoso\.example \(test\)\. Nothing was written\.\n/,
    );
    expect(text).toContain(
      '\n\nRita Okafor · 100401 · rehire · rita@contoso.example\n  updated otherwise\n    department  Operations → Sales EMEA\n\n',
    );
    expect(text).toContain('\n\nNot found: 9\n  SuccessFactors has no person 9.\n\n');
    expect(text).toMatch(
      /\n\d of 6 people change: \d updated otherwise\.\nTargets that would hold something else: department \d\.\nThese are the people that were chosen; others were not looked at\.\n$/,
    );
    const [plain, values] = [rehearsalMarkdown(rehearsal, false), rehearsalMarkdown(rehearsal, true)];
    expect(plain).toContain('| `100401` | rehire | updated otherwise | `department` |');
    expect(plain).not.toContain('Rita');
    expect(values).toContain(
      '| `100401` `Rita Okafor` | rehire | updated otherwise | `department`: `Operations` → `Sales EMEA` |',
    );
  });
});

const corpus = join(import.meta.dirname, '..', '..', 'corpus', 'files', 'inbound');
/** Inbound mappings that match people and have no error. */
const mappings = [inboundExample(), mapping(), last('[department]')].concat(
  readdirSync(corpus)
    .filter((name) => name.endsWith('.sfmap'))
    .map((name) => readFileSync(join(corpus, name), 'utf8'))
    .filter(
      (text) =>
        /^provision SuccessFactors -> EntraID\b/m.test(text) && /\bmatch 1\b/.test(text) && text.length < 20_000,
    ),
);

describe('a change of the form alone', () => {
  it('is tried on many mappings', () => expect(mappings.length).toBeGreaterThan(8));

  it('changes nobody: blanks, line ends, comments, and what the formatter makes of them', {
    timeout: 120_000,
  }, async () => {
    const none: readonly PersonChange[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...mappings),
        fc.array(fc.constantFrom('', '  ', '\t', '// a comment', '/// about it'), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (text, between_, crlf) => {
          // Only between declarations: what stands at the begin of a line of a block.
          const lines = text.split('\n').flatMap((line, index) => {
            const extra = between_[index % between_.length] ?? '';
            const free = /^ {2}\w+ +<- |^(?:map|scope|source|actions|test)\b/.test(line);
            return free && !extra.startsWith('///')
              ? [extra, line.replace(/ {2,}(?=<-|match|on create|default)/g, ' ')]
              : [line];
          });
          const loose = lines.join(crlf ? '\r\n' : '\n');
          const formatted = formatMapping(loose, parseMapping(loose));
          expect((await between(text, loose)).changes).toEqual(none);
          expect((await between(loose, formatted)).changes).toEqual(none);
        },
      ),
      { numRuns: 40 },
    );
  });
});
