import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--shuffle', '--people', '120');
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

/** A client that keeps its cookies, as snapshot paging wants. */
class Reader {
  #cookie = '';
  readonly of: RunningSandbox;

  constructor(of = sandbox) {
    this.of = of;
  }

  async page(url: string): Promise<{ status: number; ids: string[]; next: string | undefined; body: Json }> {
    const headers = { authorization: this.of.basic, ...(this.#cookie === '' ? {} : { cookie: this.#cookie }) };
    const response = await fetch(url, { headers });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    const body = parse(await response.text());
    const rows = response.status === 200 ? list(dig(body, 'd', 'results')) : [];
    const next = dig(body, 'd', '__next');
    return {
      status: response.status,
      ids: rows.map((row) => String(row['personIdExternal'] ?? row['code'])),
      next: typeof next === 'string' ? next : undefined,
      body,
    };
  }

  first(resource: string, options: Record<string, string> = {}) {
    const query = new URLSearchParams({ $format: 'json', customPageSize: '50', ...options });
    return this.page(`${this.of.announcement.successFactors}/odata/v2/${resource}?${query}`);
  }

  /** The ids of each page from a page on. */
  async rest(from: { ids: string[]; next: string | undefined }): Promise<string[][]> {
    const pages = [from.ids];
    for (let { next } = from; next !== undefined; ) {
      const page = await this.page(next);
      if (page.status !== 200) throw new Error(JSON.stringify(page.body));
      pages.push(page.ids);
      next = page.next;
    }
    return pages;
  }
}

const token = (url: string | undefined): Json =>
  parse(Buffer.from(new URL(url ?? '').searchParams.get('$skiptoken') ?? '', 'base64').toString());
const refusal = ({ status, body }: { status: number; body: Json }) => [
  status,
  dig(body, 'error', 'code'),
  dig(body, 'error', 'message', 'value'),
];
const LOST = [
  500,
  'COE_GENERAL_SERVER_FAILURE',
  '[COE0019][SNP]Snapshot lost for current pagination query, pls relaunch query and start from 1st page.',
];
const removeMail = (person: string) =>
  sandbox.upsert([
    {
      __metadata: { uri: `PerEmail(emailType='8448',personIdExternal='${person}')` },
      isPrimary: true,
      operation: 'DELETE',
    },
  ]);

describe('the order of rows', () => {
  it('is another one than the stored one, the same on all pages of a query, and another for another query', async () => {
    const reader = new Reader();
    const [one, again, other] = [
      await reader.rest(await reader.first('PerPerson')),
      await reader.rest(await reader.first('PerPerson')),
      await reader.rest(await reader.first('PerPerson', { $filter: "personIdExternal ne 'x'" })),
    ];
    expect(one.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(one.flat()).size).toBe(120);
    expect(again).toEqual(one);
    expect(other.flat()).not.toEqual(one.flat());
    expect([...other.flat()].sort()).toEqual([...one.flat()].sort());
    expect(one.flat()).not.toEqual([...one.flat()].sort());
  });
});

describe('offset paging', () => {
  it('drifts: a row that goes away moves the others, and one is never seen', async () => {
    const reader = new Reader();
    const before = await reader.rest(await reader.first('PerEmail', { $filter: "emailType eq '8448'" }));
    const first = await reader.first('PerEmail', { $filter: "emailType eq '8448'" });
    expect(token(first.next)).toEqual({ startRow: 50, endRow: 100 });
    await removeMail(first.ids[0] ?? '');
    const after = (await reader.rest(first)).flat();
    const lost = before.flat().filter((id) => !after.includes(id));
    expect(lost).toEqual([before[1]?.[0]]);
  });

  it('a row that appears on an earlier page is given twice', async () => {
    const reader = new Reader();
    const filter = { $filter: "emailType eq '8448' or emailType eq '8447'" };
    const first = await reader.first('PerEmail', filter);
    const records = first.ids.slice(0, 25).map((person) => ({
      __metadata: { uri: `PerEmail(emailType='8447',personIdExternal='${person}')` },
      emailAddress: `${person}@other.example`,
      isPrimary: false,
    }));
    await sandbox.upsert(records);
    const seen = (await reader.rest(first)).flat();
    const whole = (await reader.rest(await reader.first('PerEmail', filter))).flat();
    expect(seen.length).toBe(whole.length);
    expect(seen).not.toEqual(whole);
  });
});

describe('paging=snapshot', () => {
  const start = (reader: Reader, options: Record<string, string> = {}) =>
    reader.first('PerEmail', { $filter: "emailType eq '8448'", paging: 'snapshot', ...options });

  it('does not drift: what was there at the first page comes once, unless it is gone', async () => {
    const reader = new Reader();
    const before = (await reader.rest(await start(reader))).flat();
    const first = await start(reader, { $inlinecount: 'allpages' });
    expect(dig(first.body, 'd', '__count')).toBe(String(before.length));
    const [gone, there] = [first.ids[0] ?? '', before[60] ?? ''];
    await removeMail(gone);
    await removeMail(there);
    expect((await reader.rest(first)).flat()).toEqual(before.filter((id) => id !== there));
  });

  it('a page in between may be read again, the last one only once', async () => {
    const reader = new Reader();
    const first = await start(reader);
    const second = await reader.page(first.next ?? '');
    expect((await reader.page(first.next ?? '')).ids).toEqual(second.ids);
    const last = await reader.page(second.next ?? '');
    expect([last.status, last.next]).toEqual([200, undefined]);
    expect(refusal(await reader.page(second.next ?? ''))).toEqual(LOST);
  });

  it('belongs to the login session: without its cookies it is lost', async () => {
    const [reader, stranger] = [new Reader(), new Reader()];
    const first = await start(reader);
    expect(refusal(await stranger.page(first.next ?? ''))).toEqual(LOST);
    expect((await reader.page(first.next ?? '')).status).toBe(200);
  });

  it('expires when nobody asks for the next page in time', async () => {
    await sandbox.control('/sandbox/snapshots', 'POST', { expireAfterSeconds: 0.2 });
    const reader = new Reader();
    const first = await start(reader);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(refusal(await reader.page(first.next ?? ''))).toEqual(LOST);
  });

  it('is lost at random by the fault, and all are by the control endpoint', async () => {
    const reader = new Reader();
    const first = await start(reader);
    await sandbox.control('/sandbox/faults', 'POST', { kind: 'snapshot-lost', times: 1 });
    expect(refusal(await reader.page(first.next ?? ''))).toEqual(LOST);
    expect(refusal(await reader.page(first.next ?? ''))).toEqual(LOST);
    const second = await start(reader);
    await sandbox.control('/sandbox/snapshots', 'DELETE');
    expect(refusal(await reader.page(second.next ?? ''))).toEqual(LOST);
  });

  it('blocks who asks for first pages again and again, for a time, for that entity', async () => {
    await sandbox.control('/sandbox/snapshots', 'POST', { blockSeconds: 0.4 });
    const reader = new Reader();
    for (let n = 0; n < 5; n += 1) expect((await start(reader)).status).toBe(200);
    const [status, code, text] = refusal(await start(reader));
    expect([status, code]).toEqual([400, 'COE_SNAPSHOT_BAD_REQUEST']);
    expect(text).toMatch(
      /^We have temporarily blocked the snapshot pagination request from companyUser SANDBOX\|sfapi for entity PerEmail until \d{4}-.*Z because too many consecutive requests/,
    );
    expect((await reader.first('PerPerson', { paging: 'snapshot' })).status).toBe(200);
    expect((await reader.first('PerEmail')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await start(reader)).status).toBe(200);
  });

  it('a later page counts the first pages anew', async () => {
    const reader = new Reader();
    for (let n = 0; n < 12; n += 1) {
      const first = await start(reader);
      expect(first.status).toBe(200);
      if (n % 3 === 2) await reader.page(first.next ?? '');
    }
  });

  it.each([
    ['an object of the metadata framework', 'Position', {}],
    ['$top', 'PerPerson', { $top: '60' }],
    ['$skip', 'PerPerson', { $skip: '1' }],
  ])('falls back to offsets silently: %s', async (_, resource, options) => {
    const reader = new Reader();
    const first = await reader.first(resource, { paging: 'snapshot', ...options });
    expect(token(first.next)).toEqual({ startRow: 50, endRow: 100 });
    expect((await reader.page(first.next ?? '')).status).toBe(200);
  });

  it('a result of one page needs no snapshot', async () => {
    const reader = new Reader();
    for (let n = 0; n < 8; n += 1) {
      const only = await reader.first('PerPerson', { paging: 'snapshot', customPageSize: '1000' });
      expect([only.status, only.next, only.ids.length]).toEqual([200, undefined, 120]);
    }
  });

  it.each([
    [{ expireAfterSeconds: -1 }, /"expireAfterSeconds" must be a number/],
    [{ patience: 1 }, /no "patience"; it takes expireAfterSeconds, blockSeconds, firstPages/],
    [[], /are an object/],
  ])('times that are none are refused: %j', async (times, message) => {
    const response = await sandbox.control('/sandbox/snapshots', 'POST', times);
    const { error } = parse(await response.text());
    expect([response.status, error]).toEqual([400, expect.stringMatching(message)]);
  });
});

describe('paging=cursor', () => {
  it('goes on behind the last row, so that nothing is lost under edits', async () => {
    const reader = new Reader();
    const before = (await reader.rest(await reader.first('PerEmail', { paging: 'cursor' }))).flat();
    const first = await reader.first('PerEmail', { paging: 'cursor' });
    expect(Object.keys(token(first.next))).toEqual(['behind']);
    const given = list(dig(first.body, 'd', 'results')).find((row) => row['emailType'] === '8448');
    await removeMail(String(given?.['personIdExternal']));
    expect((await reader.rest(first)).flat()).toEqual(before);
  });

  it.each([{ $filter: "personIdExternal ne 'x'" }, { $orderby: 'personIdExternal' }])(
    'falls back to offsets silently with %j',
    async (options) => {
      const reader = new Reader();
      const first = await reader.first('PerPerson', { paging: 'cursor', ...options });
      expect(token(first.next)).toEqual({ startRow: 50, endRow: 100 });
    },
  );
});

describe('the size of a page', () => {
  let crowd: RunningSandbox;
  beforeAll(async () => {
    crowd = await RunningSandbox.start('--shuffle', '--people', '2300');
  });
  afterAll(() => crowd.stop());
  afterEach(() => crowd.control('/sandbox/reset', 'POST'));

  it.each(['5000', '1000', ''])('is a thousand at most: customPageSize=%s', async (customPageSize) => {
    const reader = new Reader(crowd);
    const query = new URLSearchParams({ $format: 'json', $select: 'personIdExternal', paging: 'snapshot' });
    if (customPageSize !== '') query.set('customPageSize', customPageSize);
    const pages = await reader.rest(
      await reader.page(`${crowd.announcement.successFactors}/odata/v2/PerPerson?${query}`),
    );
    expect(pages.map((page) => page.length)).toEqual([1000, 1000, 300]);
    expect(new Set(pages.flat()).size).toBe(2300);
  });
});
