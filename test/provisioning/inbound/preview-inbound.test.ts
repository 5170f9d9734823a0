import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import type { Json, JsonObject } from '../../../server/src/core/json.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { countPeople, type InboundPerson } from '../../../server/src/provisioning/inbound/inbound-person.ts';
import type { InboundRun } from '../../../server/src/provisioning/inbound/inbound-preview.ts';
import { inboundText } from '../../../server/src/provisioning/inbound/inbound-text.ts';
import { previewInbound } from '../../../server/src/provisioning/inbound/preview-inbound.ts';
import { workerOf } from '../../../server/src/provisioning/inbound/worker.ts';

const MAP = `
  employeeId        <- [personIdExternal]                          match 1
  userPrincipalName <- Append([lastName], "@contoso.example")      on create
  mailNickname      <- [lastName]                                  on create
  displayName       <- Join(" ", [firstName], [lastName])
  accountEnabled    <- "True"
  department        <- [department]
  employeeHireDate  <- [startDate]
`;

const mapping = (map = MAP, rest = '') => `provision SuccessFactors -> EntraID\n${rest}\nmap {${map}}\n`;

interface Person {
  readonly id: string;
  readonly last?: string;
  readonly department?: string | null;
  readonly manager?: string;
}

/** A PerPerson object as SuccessFactors gives it. */
function perPerson({ id, last = `Last${id}`, department = 'Sales', manager }: Person): JsonObject {
  const results = (...all: Json[]) => ({ results: all });
  const departmentNav = department === null ? null : { name_localized: department };
  const userNav = manager === undefined ? {} : { manager: { empInfo: { personIdExternal: manager } } };
  return {
    personIdExternal: id,
    personalInfoNav: results({ firstName: 'Ada', lastName: last }),
    employmentNav: results({
      startDate: '/Date(1609459200000)/',
      endDate: null,
      userNav,
      jobInfoNav: results({ departmentNav }),
    }),
  };
}

let number = 0;
/** An account as Graph returns it. */
const account = (values: JsonObject): JsonObject => ({
  id: `00000000-0000-4000-8000-${String(++number).padStart(12, '0')}`,
  accountEnabled: true,
  ...values,
});

/** A directory that compares as Graph does: without regard to letter case. */
const directory = (users: readonly JsonObject[], asked: string[] = []) => ({
  async *usersHaving(property: string, values: readonly string[]): AsyncGenerator<JsonObject> {
    asked.push(`${property}: ${values.join(', ')}`);
    const wanted = values.map((value) => value.toLowerCase());
    const steps = property.split('/');
    for (const user of users) {
      const held = steps.reduce<Json | undefined>((at, step) => (at as JsonObject | undefined)?.[step], user);
      if (wanted.includes(String(held ?? '').toLowerCase())) yield user;
    }
  },
});

async function preview(
  text: string,
  people: readonly (Person | JsonObject)[],
  users: readonly JsonObject[] = [],
  asked: string[] = [],
  more: Partial<InboundRun> = {},
): Promise<readonly InboundPerson[]> {
  const model = bindMapping(parseMapping(text));
  const run = {
    model,
    parameters: new Map<string, string>(),
    host: { now: new Date('2026-03-01T00:00:00Z'), random: () => 0.5 },
    directory: directory(users, asked),
    ...more,
  };
  const workers = people.map((one) =>
    workerOf('personalInfoNav' in one ? (one as JsonObject) : perPerson(one as Person)),
  );
  const stream = async function* () {
    yield* workers;
  };
  const found: InboundPerson[] = [];
  for await (const person of previewInbound(run, stream())) found.push(person);
  return found;
}

const notes = ({ lines }: InboundPerson) => Object.fromEntries(lines.map(({ target, note }) => [target, note]));

describe('the preview of an inbound mapping', () => {
  it('creates whoever has no account, with everything that the mapping yields', async () => {
    const [person] = await preview(mapping(), [{ id: '1', last: 'Okafor' }]);
    expect(person).toMatchObject({ personIdExternal: '1', action: 'create', inScope: true, errors: [] });
    expect(person?.account).toBeUndefined();
    expect(person?.values).toEqual({
      employeeId: '1',
      userPrincipalName: 'Okafor@contoso.example',
      mailNickname: 'Okafor',
      displayName: 'Ada Okafor',
      accountEnabled: 'True',
      department: 'Sales',
      employeeHireDate: '1/1/2021 12:00:00 AM',
    });
  });

  it('updates what differs alone, and leaves what flows on creation', async () => {
    const user = account({
      employeeId: '1',
      userPrincipalName: 'other@contoso.example',
      displayName: 'Ada Okafor',
      department: 'Support',
      employeeHireDate: '2021-01-01T00:00:00Z',
    });
    const [person] = await preview(mapping(), [{ id: '1', last: 'Okafor' }], [user]);
    expect(person).toMatchObject({
      action: 'update',
      account: { id: user['id'], userPrincipalName: 'other@contoso.example', matchedBy: 'employeeId 1' },
    });
    expect(person && notes(person)).toEqual({
      employeeId: 'unchanged',
      userPrincipalName: 'kept',
      mailNickname: 'kept',
      displayName: 'unchanged',
      accountEnabled: 'unchanged',
      department: 'changed',
      employeeHireDate: 'unchanged',
    });
    expect(Object.entries(person?.values ?? {})).toEqual([['department', 'Sales']]);
  });

  it('does nothing where nothing differs, and null flows only where the mapping says so', async () => {
    const same = { employeeId: '1', displayName: 'Ada Last1', department: 'Support' };
    const lines = '\n employeeId <- [personIdExternal] match 1\n displayName <- Join(" ", [firstName], [lastName])\n';
    const without = { id: '1', department: null };
    const [kept] = await preview(mapping(`${lines} department <- [department]\n`), [without], [account(same)]);
    expect(kept).toMatchObject({ action: 'none', lines: [{}, {}, { note: 'kept' }] });
    const [cleared] = await preview(
      mapping(`${lines} department <- [department] flow nulls\n`),
      [without],
      [account(same)],
    );
    expect(cleared).toMatchObject({ action: 'update', lines: [{}, {}, { note: 'changed', after: null }] });
    expect(Object.entries(cleared?.values ?? {})).toEqual([['department', null]]);
  });

  it('matches by precedence: the first attribute that finds an account decides', async () => {
    const map = `
      employeeId <- [personIdExternal] match 1
      mail       <- Append([lastName], "@contoso.example") match 2
      department <- [department]
    `;
    const byId = account({ employeeId: '007', mail: 'a@contoso.example', userPrincipalName: 'byid@x.example' });
    const byMail = account({ mail: 'OKAFOR@contoso.example', userPrincipalName: 'bymail@x.example' });
    const asked: string[] = [];
    const found = await preview(
      mapping(map),
      [
        { id: '007', last: 'Okafor2' },
        { id: '2', last: 'Okafor' },
      ],
      [byId, byMail],
      asked,
    );
    expect(found.map((one) => one.account?.matchedBy)).toEqual(['employeeId 007', 'mail Okafor@contoso.example']);
    expect(asked.slice(0, 2)).toEqual(['employeeId: 007, 2', 'mail: Okafor@contoso.example']);
  });

  it.each([
    [
      'two accounts with one value',
      [{ id: '1' }],
      [{ employeeId: '1' }, { employeeId: '1' }],
      /^2 accounts have employeeId 1/,
    ],
    [
      'two workers with one account',
      [
        { id: '1', last: 'A' },
        { id: '2', last: 'A' },
      ],
      [{ mail: 'a@contoso.example' }],
      /^The account x is found for worker [12] as well\./,
    ],
  ])('is an error by name: %s', async (_, people, users, error) => {
    const map = `
      employeeId <- [personIdExternal] match 1
      mail <- Append([lastName], "@contoso.example") match 2
    `;
    const found = await preview(
      mapping(map),
      people,
      users.map((one) => account({ userPrincipalName: 'x', ...one })),
    );
    for (const person of found)
      expect(person).toMatchObject({ action: 'none', keptBack: 'person', errors: [expect.stringMatching(error)] });
    expect(countPeople(found)).toMatchObject({ failed: people.length, update: 0, create: 0 });
  });

  it('gives an account to nobody that two workers of different requests would have', async () => {
    const map = `
      employeeId <- [personIdExternal] match 1
      mail <- Append([lastName], "@contoso.example") match 2
    `;
    const people = Array.from({ length: 200 }, (_, index) => ({
      id: String(index),
      last: [3, 95, 190].includes(index) ? 'Same' : `L${index}`,
    }));
    const contested = new Map<string, string>();
    const onContested = (id: string, error: string) => void contested.set(id, error);
    const users = [account({ userPrincipalName: 'same@x.example', mail: 'same@contoso.example' })];
    const found = await preview(mapping(map), people, users, [], { onContested });
    const errors = ['3', '95', '190'].map((id) => [id, found.find((one) => one.personIdExternal === id)?.errors[0]]);
    const text = (others: string) =>
      `The account same@x.example is found for worker${others.includes(',') ? 's' : ''} ${others} as well. Match by an attribute that tells them apart.`;
    expect(errors).toEqual([
      ['3', undefined],
      ['95', text('3')],
      ['190', text('3, 95')],
    ]);
    expect(Object.fromEntries(contested)).toEqual({ 3: text('95, 190'), 95: text('3, 190') });
  });

  describe('that knows which accounts an earlier run wrote', () => {
    const map = `
      employeeId <- [personIdExternal] match 1
      mail       <- Append([lastName], "@contoso.example") match 2
      department <- [department]
    `;
    const mine = account({
      employeeId: 'renumbered',
      mail: 'former@contoso.example',
      userPrincipalName: 'mine@x.example',
    });
    const known = (...pairs: [string, JsonObject | string][]) => {
      const ids = new Map(pairs.map(([id, user]) => [id, typeof user === 'string' ? user : String(user['id'])]));
      return { knownAccount: (id: string) => ids.get(id) };
    };

    it('finds them by object id, and asks for nobody else by it', async () => {
      const other = account({ employeeId: '1', mail: 'other@contoso.example', userPrincipalName: 'other@x.example' });
      const asked: string[] = [];
      const people = [{ id: '1' }, { id: '2' }];
      const found = await preview(mapping(map), people, [mine, other], asked, known(['1', mine]));
      expect(found.map((one) => one.account?.userPrincipalName)).toEqual(['mine@x.example', undefined]);
      expect(found[0]).toMatchObject({ action: 'update', account: { matchedBy: 'its object id, remembered' } });
      expect(asked.slice(0, 3)).toEqual([`id: ${mine['id']}`, 'employeeId: 2', 'mail: Last2@contoso.example']);
    });

    it('matches anew whose account is gone, and says so', async () => {
      const gone = '99999999-0000-4000-8000-000000000000';
      const anew = account({ mail: 'last1@contoso.example', userPrincipalName: 'anew@x.example' });
      const people = [{ id: '1' }, { id: '2' }];
      const found = await preview(mapping(map), people, [anew], [], known(['1', gone], ['2', gone]));
      expect(found[0]).toMatchObject({ action: 'update', account: { matchedBy: 'mail Last1@contoso.example' } });
      expect(found[1]?.account).toBeUndefined();
      for (const person of found)
        expect(person.warnings).toEqual([
          `The account ${gone} of an earlier run is not in Entra ID any more, so the worker is matched anew.`,
        ]);
    });

    it.each([
      ['in one request', 1],
      ['in two requests', 120],
    ])('leaves them theirs, and nobody takes them by a value: %s', async (_, between) => {
      const others = Array.from({ length: between }, (_, index) => ({ id: `x${index}`, last: `X${index}` }));
      const taker = { id: '2', last: 'Former' };
      const contested: string[] = [];
      for (const people of [
        [taker, ...others, { id: '1' }],
        [{ id: '1' }, ...others, taker],
      ]) {
        const onContested = (id: string) => void contested.push(id);
        const found = await preview(mapping(map), people, [mine], [], { ...known(['1', mine]), onContested });
        const one = (id: string) => found.find(({ personIdExternal }) => personIdExternal === id);
        expect(one('1')).toMatchObject({ action: 'update', errors: [] });
        if (!contested.includes('2'))
          expect(one('2')?.errors).toEqual([expect.stringContaining('is found for worker 1 as well')]);
      }
      expect(contested).toEqual(between > 90 ? ['2'] : []);
    });
  });

  it.each(['007', "O'Brien", 'Anna Maria', 'Ærø-Åse Ünal', '12#34', 'R&D', 'a+b', '100%', 'a/b?c=d', '"x"'])(
    'matches and resolves managers by ids as they are: %s',
    async (id) => {
      const map = `${MAP}  manager <- [manager]\n`;
      const boss = account({ employeeId: id, userPrincipalName: 'boss@x.example' });
      const near = account({ employeeId: id.replace(/^0+/, '').concat('x'), userPrincipalName: 'near@x.example' });
      const found = await preview(mapping(map), [{ id }, { id: '2', manager: id }], [near, boss]);
      expect(found[0]?.account?.userPrincipalName).toBe('boss@x.example');
      expect(found[1]?.values['manager']).toBe(boss['id']);
    },
  );

  it('says before anything is sent what an account cannot be created without', async () => {
    const [person] = await preview(mapping('\n employeeId <- [personIdExternal] match 1\n'), [{ id: '1' }]);
    expect(person).toMatchObject({
      action: 'create',
      errors: [
        'Entra ID creates no account without displayName, userPrincipalName, mailNickname, accountEnabled. Map them.',
      ],
    });
  });

  it('finds a sign-in name that is taken, in the directory and in the same run', async () => {
    const taken = account({ userPrincipalName: 'LAST1@contoso.example' });
    const found = await preview(
      mapping(),
      [{ id: '1' }, { id: '2', last: 'Same' }, { id: '3', last: 'Same' }],
      [taken],
    );
    expect(found.map(({ errors }) => errors.length)).toEqual([1, 0, 1]);
    expect(found[0]?.errors[0]).toContain('another account has Last1@contoso.example already');
  });

  it('gives the next free name by SelectUniqueValue, in the directory and in the same run', async () => {
    const upn =
      'SelectUniqueValue(Append([lastName], "@x.example"), Append([lastName], "2@x.example"), Append([lastName], "3@x.example"))';
    const text = mapping(MAP.replace('Append([lastName], "@contoso.example")', upn));
    const found = await preview(
      text,
      [
        { id: '1', last: 'Tan' },
        { id: '2', last: 'Tan' },
      ],
      [account({ userPrincipalName: 'tan@x.example' })],
    );
    expect(found.map(({ values }) => values['userPrincipalName'])).toEqual(['Tan2@x.example', 'Tan3@x.example']);
    expect(found.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it('asks whether a value by chance is free and keeps that value, though chance would give another', async () => {
    let draws = 0;
    const random = () => {
      draws += 1;
      return (draws * 0.37) % 1;
    };
    const upn =
      'SelectUniqueValue(Append(RandomString(6, 0, 0, 0, 6, ""), "@x.example"), Append(RandomString(6, 0, 0, 0, 6, ""), "@y.example"))';
    const text = mapping(MAP.replace('Append([lastName], "@contoso.example")', upn));
    const asked: string[] = [];
    const host = { now: new Date('2026-03-01T00:00:00Z'), random };
    const found = await preview(text, [{ id: '1' }, { id: '2' }], [], asked, { host });
    const names = found.map(({ values }) => String(values['userPrincipalName']));
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(asked.filter((one) => one === `userPrincipalName: ${name}`)).toHaveLength(1);
  });

  it('resolves managers by the attribute that holds personIdExternal; who has no account yet comes later', async () => {
    const map = `${MAP}  manager <- [manager]\n`;
    const boss = account({ employeeId: '9', userPrincipalName: 'boss@x.example' });
    const former = account({ employeeId: '8', userPrincipalName: 'former@x.example' });
    const user = account({ employeeId: '1', userPrincipalName: 'u@x.example', manager: { id: former['id'] ?? '' } });
    const people = [
      { id: '1', manager: '9' },
      { id: '2', manager: '77' },
    ];
    const [first, second] = await preview(mapping(map), people, [boss, former, user]);
    expect(first?.lines.at(-1)).toEqual({
      target: 'manager',
      before: 'former@x.example',
      after: 'boss@x.example',
      note: 'changed',
    });
    expect(first?.values['manager']).toBe(boss['id']);
    expect(second?.lines.at(-1)).toMatchObject({ note: 'later', reason: '77 has no account yet' });
    expect(second).toMatchObject({ action: 'create', errors: [], warnings: ['manager: 77 has no account yet.'] });
    const [third] = await preview(mapping(map.replace('[personIdExternal] ', 'ToUpper([personIdExternal])')), [
      { id: '1', manager: '9' },
    ]);
    expect(third?.lines.at(-1)?.reason).toContain('no matching attribute holds personIdExternal');
  });

  it('disables who falls out of scope, once, and creates nobody who is out of it', async () => {
    const scope = 'scope { "Sales": [department] EQUALS "Sales" }';
    const people = ['1', '2', '3'].map((id) => ({ id, department: 'Labs' }));
    const users = [
      account({ employeeId: '1', userPrincipalName: 'a@x.example' }),
      account({ employeeId: '2', userPrincipalName: 'b@x.example', accountEnabled: false }),
    ];
    const found = await preview(mapping(MAP, scope), people, users);
    expect(found.map(({ action, inScope }) => [action, inScope])).toEqual([
      ['disable', false],
      ['none', false],
      ['none', false],
    ]);
    expect(found[0]?.lines).toEqual([{ target: 'accountEnabled', before: 'True', after: 'False', note: 'changed' }]);
    expect(countPeople(found)).toEqual({
      people: 3,
      inScope: 0,
      create: 0,
      update: 0,
      disable: 1,
      delete: 0,
      none: 2,
      failed: 0,
      partly: 0,
    });
  });

  it('looks at a worker who comes twice once, and matches hundreds with a few requests', async () => {
    const asked: string[] = [];
    const people = Array.from({ length: 200 }, (_, index) => ({ id: String(index) }));
    const found = await preview(mapping(), [...people, { id: '5' }], [], asked);
    expect(found).toHaveLength(200);
    expect(asked.filter((one) => one.startsWith('employeeId'))).toHaveLength(3);
  });

  it('needs a matching attribute', async () => {
    await expect(preview(mapping('\n department <- [department]\n'), [{ id: '1' }])).rejects.toThrow(
      'No mapping says which account a worker has.',
    );
  });

  it('holds what fails apart from what does not', async () => {
    const map = `${MAP}  city <- FormatDateTime([lastName], , "yyyy", "yyyy")\n`;
    const user = account({ employeeId: '1', userPrincipalName: 'u@x.example', department: 'Support' });
    const people = await preview(mapping(map), [{ id: '1' }], [user]);
    const [person] = people;
    expect(person).toMatchObject({ action: 'update', keptBack: 'targets', errors: [expect.stringMatching(/^city: /)] });
    expect(person?.values['department']).toBe('Sales');
    expect('city' in (person?.values ?? {})).toBe(false);
    expect(countPeople(people)).toMatchObject({ update: 1, failed: 0, partly: 1 });
  });

  it.each([
    ['an expression that fails', 'city <- FormatDateTime([lastName], , "yyyy", "yyyy")', /^city: /],
    ['a value that Entra ID refuses', 'usageLocation <- "Norway"', /^usageLocation takes 2 characters/],
    [
      'a sign-in name that is taken',
      'userPrincipalName <- "taken@x.example"',
      /^userPrincipalName: another account has/,
    ],
  ])('keeps a new account back whole, and of an old one the target alone: %s', async (_, line, error) => {
    const map = MAP.replace(/ {2}userPrincipalName.*\n/, line.startsWith('user') ? '' : '$&');
    const taken = account({ employeeId: '9', userPrincipalName: 'taken@x.example' });
    const same = {
      userPrincipalName: 'u@x.example',
      displayName: 'Ada Last1',
      employeeHireDate: '2021-01-01T00:00:00Z',
    };
    const [created] = await preview(mapping(`${map}  ${line}\n`), [{ id: '2' }], [taken]);
    expect(created).toMatchObject({ action: 'create', keptBack: 'person', errors: [expect.stringMatching(error)] });
    expect(created?.values).toEqual({});

    const people = [{ id: '1' }, { id: '3' }];
    const users = [
      account({ employeeId: '1', ...same, department: 'Support' }),
      account({
        employeeId: '3',
        ...same,
        userPrincipalName: 'v@x.example',
        displayName: 'Ada Last3',
        department: 'Sales',
      }),
    ];
    const found = await preview(mapping(`${map}  ${line}\n`), people, [taken, ...users]);
    const [other, alone] = found;
    expect(other).toMatchObject({ action: 'update', keptBack: 'targets', errors: [expect.stringMatching(error)] });
    expect(Object.entries(other?.values ?? {})).toEqual([['department', 'Sales']]);
    expect(alone).toMatchObject({ action: 'none', keptBack: 'targets', errors: [expect.stringMatching(error)] });
    expect(countPeople(found)).toMatchObject({ update: 1, partly: 1, none: 0, failed: 1 });
    expect(notes(other as InboundPerson)[line.split(' ')[0] ?? '']).toBe('error');
  });

  it('sends again what always flows, and to an account that exists alone', async () => {
    const map = `${MAP}  city <- "Oslo" flow always\n`;
    const held = {
      employeeId: '1',
      userPrincipalName: 'u@x.example',
      displayName: 'Ada Last1',
      department: 'Sales',
      employeeHireDate: '2021-01-01T00:00:00Z',
      city: 'Oslo',
    };
    const [person] = await preview(mapping(map), [{ id: '1' }], [account(held)]);
    expect(person).toMatchObject({ action: 'update', errors: [] });
    expect(Object.entries(person?.values ?? {})).toEqual([['city', 'Oslo']]);
    expect(person?.lines.at(-1)).toMatchObject({ note: 'unchanged', reason: 'sent all the same: flow always' });
  });

  it('is text with what happens, person by person, errors first', async () => {
    const user = account({ employeeId: '2', userPrincipalName: 'okafor@x.example', department: 'Support' });
    const people = await preview(
      mapping(),
      [
        { id: '2', last: 'Okafor' },
        { id: '1', last: '' },
      ],
      [user],
    );
    const place = { target: 'Entra ID x.example (test)', connection: { name: 'test', environment: 'test' } };
    const text = inboundText({
      file: 'a.sfmap',
      place,
      created: '',
      complete: false,
      people,
      totals: countPeople(people),
      missing: [{ asked: '9', reason: 'SuccessFactors has no person 9.' }],
    });
    const blocks = text.split('\n\n');
    expect(blocks[0]).toMatch(
      /^Ada · 1 +inbound → Entra ID x\.example \(test\)\n {2}create, kept back: in scope, and nobody exists · no account\n/,
    );
    expect(blocks[1]).toMatch(/\n {2}department +Support +→ Sales\n/);
    expect(blocks.slice(-2)).toEqual([
      'Not found: 9\n  SuccessFactors has no person 9.',
      'Total: 2 people · 2 in scope · 0 to create · 1 to update · 0 to disable · 0 without a change · 1 kept back by an error\n' +
        'These are the people that were chosen; others in scope were not looked at.\n',
    ]);
  });
});
