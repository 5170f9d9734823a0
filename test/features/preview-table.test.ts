import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DirectorySide,
  type PreviewPerson,
  type PreviewTable,
  previewPlace,
  previewReason,
  previewTable,
} from '../../server/src/features/preview-table.ts';
import { analysisFor, examplePerson } from '../support/example-people.ts';
import { mutatedFile } from '../support/mutated-files.ts';

const TEXT = `provision SuccessFactors -> EntraID
source {
  third = $.employmentNav.results[2].startDate
}
map {
  employeeId <- [personIdExternal] match 1
  userPrincipalName <- Append([personIdExternal], "@contoso.example") on create
  displayName <- Join(" ", [firstName], [lastName])
  department <- [department]
  mail <- IgnoreFlowIfNullOrEmpty([third])
  state <- [third] flow nulls
  city <- FormatDateTime([lastName], , "yyyy", "yyyy")
  accountEnabled <- "true"
}
`;

const person = (name: string, directory?: Partial<DirectorySide>): PreviewPerson => ({
  key: name,
  label: `${name}.json`,
  payload: examplePerson(name),
  ...(directory && { directory: { ...NOBODY, ...directory } }),
});
const NOBODY: DirectorySide = {
  place: 'Entra ID contoso (test)',
  found: 'no account yet',
  parameters: new Map(),
  remarks: [],
};

/** Each target as `old → new (note)`, a column. */
function told({ rows }: PreviewTable, column = 0): Record<string, string> {
  const targets = rows.filter(({ kind }) => kind === 'target');
  return Object.fromEntries(
    targets.map(({ name, cells }) => {
      const { old, text, note } = cells[column] ?? { text: 'no cell' };
      return [name, `${old === undefined ? '' : `${old} → `}${text}${note === undefined ? '' : ` (${note})`}`];
    }),
  );
}

describe('the preview as a table', () => {
  it('shows people side by side, each with what the mapping yields', () => {
    const table = previewTable(analysisFor(TEXT, 'rehire'), [person('rehire'), person('plain')]);
    expect(table.columns).toMatchObject([
      { key: 'rehire', person: 'Rita Okafor · 100401', situation: 'rehire', label: 'rehire.json', inScope: true },
      { key: 'plain', person: 'Amara Nwosu · 100101', situation: 'plain', label: 'plain.json', inScope: true },
    ]);
    expect(table.columns[0]?.counts).toBe('5 values, 1 empty, 1 dropped, 1 error');
    expect(told(table)).toEqual({
      employeeId: '100401',
      userPrincipalName: '100401@contoso.example',
      displayName: 'Rita Okafor',
      department: 'Operations',
      mail: '⊘ dropped: third is empty (no third employment)',
      state: '∅ third is empty (no third employment)',
      city: '✖ "Okafor" is not in the format "yyyy": expected 4 digits at "Okafor".',
      accountEnabled: 'true',
    });
    expect(told(table, 1)['employeeId']).toBe('100101');
    expect(table.rows.filter(({ kind }) => kind === 'attribute').map(({ name }) => name)).toContain('third');
  });

  it('shows old and new against the account, as an update', () => {
    const existing = new Map<string, string | null>([
      ['employeeId', '100401'],
      ['userPrincipalName', 'rita@contoso.example'],
      ['displayName', null],
      ['department', 'Sales EMEA'],
      ['mail', 'rita@contoso.example'],
      ['state', 'Ohio'],
      ['accountEnabled', 'True'],
    ]);
    const table = previewTable(analysisFor(TEXT, 'rehire'), [person('rehire', { existing, found: 'rita' })]);
    expect(told(table)).toEqual({
      employeeId: '100401 → 100401 (unchanged)',
      userPrincipalName: 'rita@contoso.example → ∅ flows on creation alone (kept)',
      displayName: '∅ → Rita Okafor (new)',
      department: 'Sales EMEA → Operations (changed)',
      mail: 'rita@contoso.example → ⊘ dropped: third is empty (no third employment) (kept)',
      state: 'Ohio → ∅ third is empty (no third employment) (emptied)',
      // Nobody has asked the directory for it.
      city: '✖ "Okafor" is not in the format "yyyy": expected 4 digits at "Okafor". (unread)',
      accountEnabled: 'True → true (unchanged)',
    });
    expect(table.columns[0]).toMatchObject({
      counts: '3 changes, 2 unchanged, 2 kept, 0 errors, 1 not compared',
      directory: { place: 'Entra ID contoso (test)', found: 'rita', action: expect.stringMatching(/^update: /) },
    });
  });

  it('of somebody without an account shows what would be created', () => {
    const table = previewTable(analysisFor(TEXT, 'rehire'), [person('rehire', {})]);
    expect(told(table)).toMatchObject({
      userPrincipalName: '∅ → 100401@contoso.example (new)',
      mail: '∅ → ⊘ dropped: third is empty (no third employment) (kept)',
      city: expect.stringMatching(/\(error\)$/),
    });
    expect(table.columns[0]?.directory?.action).toBe('create: in scope, and nobody exists');
  });

  it('sends nothing of somebody out of scope', () => {
    const text = TEXT.replace('map {', 'scope { [lastName] EQUALS "Nobody" }\nmap {');
    const existing = new Map([['department', 'Sales EMEA']]);
    const table = previewTable(analysisFor(text, 'rehire'), [person('rehire', { existing })]);
    expect(table.columns[0]).toMatchObject({
      inScope: false,
      directory: { action: expect.stringContaining('out of scope') },
    });
    expect(told(table)['department']).toBe('Sales EMEA → not sent: Operations (kept)');
  });

  it('says of whom no account can be told, and compares nothing', () => {
    const table = previewTable(analysisFor(TEXT, 'rehire'), [person('rehire', { problem: '2 accounts have it.' })]);
    expect(table.columns[0]?.directory?.action).toBe('none: 2 accounts have it.');
    expect(told(table)['department']).toBe('Operations');
  });

  it.each([
    [
      'the same account',
      { person: 'M1', account: { id: 'a', name: 'mara@x.example' }, held: 'mara@x.example' },
      'a',
      'mara@x.example → mara@x.example (unchanged)',
    ],
    [
      'another account',
      { person: 'M1', account: { id: 'b', name: 'ben@x.example' }, held: 'mara@x.example' },
      'a',
      'mara@x.example → ben@x.example (changed)',
    ],
    ['no account yet', { person: 'M1' }, null, '∅ → M1 has no account yet (later)'],
    ['a person who was not asked for', { person: 'M2' }, null, 'M1 (unread)'],
  ])('tells a manager by account: %s', (_, manager, held, expected) => {
    const text =
      'provision SuccessFactors -> EntraID\nmap {\n  employeeId <- [personIdExternal] match 1\n  manager <- "M1"\n}\n';
    const existing = new Map([['manager', held as string | null]]);
    const table = previewTable(analysisFor(text, 'rehire'), [person('rehire', { existing, manager })]);
    expect(told(table)['manager']).toBe(expected);
  });

  it('takes the parameters of the connection', () => {
    const text = `provision SuccessFactors -> EntraID
param town
map {
  employeeId <- [personIdExternal] match 1
  city <- "{{town}}"
  mail <- Append("rita@", DefaultDomain())
}
`;
    const parameters = new Map([['town', 'Oslo']]);
    const table = previewTable(analysisFor(text, 'rehire'), [
      person('rehire', { parameters, domain: 'contoso.example' }),
    ]);
    expect(told(table)).toMatchObject({ city: '∅ → Oslo (new)', mail: '∅ → rita@contoso.example (new)' });
  });

  it('compares a writeback with what SuccessFactors holds', () => {
    const text =
      'provision EntraID -> SuccessFactors\nmap {\n  personIdExternal <- [employeeId] match 1\n  email <- [mail]\n  emailIsPrimary <- "true"\n}\n';
    const user = { displayName: 'Zoë Okafor', employeeId: '100401', mail: 'zoe@contoso.example' };
    const existing = new Map([
      ['personIdExternal', '100401'],
      ['email', null],
      ['emailIsPrimary', 'True'],
    ]);
    const directory = { ...NOBODY, place: 'SuccessFactors contosoT1 (test)', existing };
    const table = previewTable(analysisFor(text, user), [{ key: 'a', label: 'a.json', payload: user, directory }]);
    expect(told(table)).toEqual({
      personIdExternal: '100401 → 100401 (unchanged)',
      email: '∅ → zoe@contoso.example (new)',
      emailIsPrimary: 'True → true (unchanged)',
    });
    expect(table.columns[0]?.situation).toBeUndefined();
  });

  it('lets no text of a payload or a directory steer the reader', () => {
    const hostile = 'a\nb\u001b\u202e<img src=x>';
    const payload = { personIdExternal: hostile, personalInfoNav: { results: [{ displayName: hostile }] } };
    const directory = {
      ...NOBODY,
      place: hostile,
      found: hostile,
      remarks: [hostile],
      existing: new Map([['employeeId', hostile]]),
    };
    const text =
      'provision SuccessFactors -> EntraID\nscope { [personIdExternal] EQUALS "x" }\nmap {\n  employeeId <- [personIdExternal] match 1\n}\n';
    const table = previewTable(analysisFor(text, payload), [{ key: 'a', label: hostile, payload, directory }]);
    const texts: string[] = [];
    JSON.stringify(table, (_, value) => (typeof value === 'string' ? texts.push(value) : value));
    expect(texts.filter((one) => /[\p{Cc}\u202e]/u.test(one))).toEqual([]);
    expect(texts.length).toBeGreaterThan(10);
  });
});

describe('a value of the table', () => {
  const analysis = analysisFor(TEXT, 'rehire');

  it('is explained on demand', () => {
    expect(previewReason(analysis, person('rehire'), 'target', 'displayName')).toMatch(
      /^displayName ← "Rita Okafor"\n/,
    );
    expect(previewReason(analysis, person('plain'), 'target', 'displayName')).toMatch(/^displayName ← "Amara Nwosu"\n/);
    expect(previewReason(analysis, person('plain'), 'attribute', 'third')).toContain('empty: ');
    expect(previewReason(analysis, person('plain'), 'target', 'nothing')).toBeUndefined();
    expect(previewReason(analysis, person('plain'), 'attribute', 'nothing')).toBeUndefined();
  });

  it.each([
    ['target', 'department', 'department <-'],
    ['attribute', 'third', 'third ='],
    ['attribute', 'lastName', 'lastName'],
  ] as const)('leads to its place in the mapping: %s %s', (kind, name, before) => {
    const place = previewPlace(analysis, kind, name);
    expect(TEXT.slice(place?.start).startsWith(before) || TEXT.slice((place?.start ?? 0) + 1).startsWith(before)).toBe(
      true,
    );
  });

  it('of no name leads nowhere', () => {
    expect(previewPlace(analysis, 'target', 'nothing')).toBeUndefined();
  });
});

it('whatever is written, the table has a cell for each column, and places of the text', () => {
  const existing = new Map([['mail', null]]);
  fc.assert(
    fc.property(mutatedFile, ({ text }) => {
      const analysis = analysisFor(text, 'rehire');
      const { columns, rows } = previewTable(analysis, [person('rehire'), person('plain', { existing })]);
      expect(columns).toHaveLength(2);
      for (const { cells } of rows) expect(cells).toHaveLength(2);
      for (const { kind, name } of rows.slice(0, 3)) {
        const { start = 0, end = 0 } = previewPlace(analysis, kind, name) ?? {};
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
