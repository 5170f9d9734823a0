import { beforeEach, describe, expect, test } from 'vitest';
import { dig, type Json, list } from '../sandbox/support/start-sandbox.ts';
import { useTenant } from './support/set-up.ts';
import { example } from './support/sfmap.ts';

// Everybody of a tenant × the five scenarios of Microsoft's document. What must come out is said here anew from that document:
// values as mapped, one primary e-mail and one primary phone; a flag that another row has is refused, and moved with the switch.

const tenant = useTenant('--people', '60');
const { sfmap } = tenant;

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

type User = Readonly<Record<'mail' | 'tel' | 'mobile', string | undefined>>;
/** Number and flag of each phone of a scenario; a phone that it does not map has none. */
interface Phones {
  readonly business?: readonly [value: string | undefined, primary: boolean];
  readonly cell?: readonly [value: string | undefined, primary: boolean];
}

/** "Supported scenarios" of the SAP SuccessFactors integration reference, as printed. */
const scenarios: Readonly<Record<string, (user: User) => Phones>> = {
  'scenario-1': () => ({}),
  'scenario-2': ({ tel, mobile }) => ({ business: [tel, true], cell: [mobile, false] }),
  'scenario-3': ({ tel, mobile }) => ({ business: [tel, false], cell: [mobile, true] }),
  'scenario-4': ({ tel, mobile }) => ({
    business: [tel, tel !== undefined && mobile === undefined],
    cell: [mobile, mobile === undefined],
  }),
  'scenario-5': ({ tel, mobile }) => ({ business: [mobile ?? tel, true] }),
};

interface Row {
  readonly value: string;
  readonly primary: boolean;
}
type Rows = ReadonlyMap<string, Row>;
type Wanted = ReadonlyMap<string, Row>;

/** The rows of one kind after a writeback, and whether anything was refused. */
function written(rows: Rows, wanted: Wanted, moves: boolean): { readonly after: Rows; readonly refused: boolean } {
  const [claim] = [...wanted].find(([, { primary }]) => primary) ?? [];
  const losers = [...rows].filter(([type, { primary }]) => primary && type !== claim).map(([type]) => type);
  const differs = (type: string) => {
    const want = wanted.get(type);
    const has = rows.get(type);
    return want !== undefined && (want.value !== has?.value || want.primary !== has.primary);
  };
  const touched = claim === undefined ? [] : [claim, ...losers.filter((type) => wanted.has(type))];
  const contested = claim !== undefined && losers.length > 0 && touched.some(differs);
  const after = new Map(rows);
  for (const [type, row] of wanted) if (!(contested && !moves && touched.includes(type))) after.set(type, row);
  if (contested && moves) {
    for (const type of losers) after.set(type, { value: after.get(type)?.value ?? '', primary: false });
  }
  return { after, refused: contested && !moves };
}

interface Person {
  readonly emails: Rows;
  readonly phones: Rows;
}

/** The rows of everybody, read over plain HTTP. */
async function everybody(): Promise<ReadonlyMap<string, Person>> {
  const people = new Map<string, { emails: Map<string, Row>; phones: Map<string, Row> }>();
  for (const id of await tenant.sandbox.ids('personIdExternal ne null')) {
    people.set(id, { emails: new Map(), phones: new Map() });
  }
  const take = async (entity: string, kind: 'emails' | 'phones', type: string, value: string) => {
    for (const row of await tenant.sandbox.rows(entity)) {
      const rows = people.get(String(row['personIdExternal']))?.[kind];
      rows?.set(String(row[type]), { value: String(row[value]), primary: row['isPrimary'] === true });
    }
  };
  await take('PerEmail', 'emails', 'emailType', 'emailAddress');
  await take('PerPhone', 'phones', 'phoneType', 'phoneNumber');
  return people;
}

/** The one user of each employee id, as Graph gives it. */
async function users(): Promise<ReadonlyMap<string, User>> {
  const select = 'employeeId,mail,mobilePhone,businessPhones';
  const answer = await tenant.sandbox.graph(`users?$top=999&$select=${select}`);
  const found = new Map<string, Json[]>();
  for (const user of list(dig((await answer.json()) as Json, 'value'))) {
    const id = user['employeeId'];
    if (typeof id === 'string') found.set(id, [...(found.get(id) ?? []), user]);
  }
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return new Map(
    [...found]
      .filter(([, namesakes]) => namesakes.length === 1)
      .map(([id, [user = {}]]) => [
        id,
        {
          mail: text(user['mail']),
          mobile: text(user['mobilePhone']),
          tel: text(Array.isArray(user['businessPhones']) ? user['businessPhones'][0] : undefined),
        },
      ]),
  );
}

function outcome({ emails, phones }: Person, user: User, scenario: string, moves: boolean) {
  const { business, cell } = scenarios[scenario]?.(user) ?? {};
  const wanted = (type: string, part: readonly [string | undefined, boolean] | undefined): [string, Row][] =>
    part?.[0] === undefined ? [] : [[type, { value: part[0], primary: part[1] }]];
  const email = written(emails, new Map(wanted('8448', [user.mail, true])), moves);
  const phone = written(phones, new Map([...wanted('10605', business), ...wanted('10606', cell)]), moves);
  return { person: { emails: email.after, phones: phone.after }, refused: email.refused || phone.refused };
}

const shown = (people: ReadonlyMap<string, Person>) =>
  [...people]
    .flatMap(([id, { emails, phones }]) =>
      [...emails, ...phones].map(([type, { value, primary }]) => `${id} ${type} ${value}${primary ? ' primary' : ''}`),
    )
    .sort();

describe.each(Object.keys(scenarios))('%s', (scenario) => {
  test.each([
    ['what is not supported is refused', false],
    ['what is not supported is done with the switch', true],
  ])('%s', { timeout: 120_000 }, async (_name, moves) => {
    const before = await everybody();
    const accounts = await users();
    let refused = 0;
    const expected = new Map(
      [...before].map(([id, person]) => {
        const user = accounts.get(id);
        if (user === undefined) return [id, person];
        const { person: after, refused: no } = outcome(person, user, scenario, moves);
        refused += no ? 1 : 0;
        return [id, after];
      }),
    );
    const args = ['writeback', example(scenario), '--connection', 'sandbox', '--all', '--yes'];
    const ended = await sfmap.run([...args, ...(moves ? ['--switch-primary'] : [])]);
    expect(ended.out).not.toContain('The run ended early');
    expect(shown(await everybody())).toEqual(shown(expected));
    expect(shown(expected)).not.toEqual(shown(before));
    // A person stands in what is shown before, and again in what the run did.
    const told = new Set(
      ended.out
        .split('\n\n')
        .filter((paragraph) => /^ {2}refused /m.test(paragraph))
        .map((paragraph) => / · (\S+)/.exec(paragraph)?.[1]),
    );
    expect(told.size).toBe(refused);
    if (!moves) expect(refused).toBeGreaterThan(0);
  });
});
