import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../server/src/core/json.ts';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { readAll } from '../../server/src/systems/successfactors/read-all.ts';
import { clientOf, gather, problemOf, type Query, serveTenant, snapshotLost } from './support/fake-tenant.ts';

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index));
const rows = (list: readonly string[]) => list.map((personIdExternal) => ({ personIdExternal }));
const bulk = {
  path: 'PerPerson',
  query: { $filter: "lastModifiedDateTime le datetimeoffset'2026-01-01T00:00:00Z'" },
  key: personKey,
  pageSize: 100,
};

interface Calm {
  readonly told: (string | undefined)[];
  readonly waited: number[];
}

function read(origin: string): { rows: AsyncGenerator<JsonObject> } & Calm {
  const told: (string | undefined)[] = [];
  const waited: number[] = [];
  const pause = async (milliseconds: number) => void waited.push(milliseconds);
  return { rows: readAll(clientOf(origin), bulk, { onWait: (words) => told.push(words), pause }), told, waited };
}

/** Pages of a snapshot: `$skiptoken` is the number of the page in a run. */
const snapshotPage = (query: Query, all: readonly string[], run = 0) => {
  const page = Number(query.get('$skiptoken')?.split('-')[1] ?? 0);
  const next = (page + 1) * 100 < all.length ? `${run}-${page + 1}` : undefined;
  return { ids: all.slice(page * 100, page * 100 + 100), next };
};

const offsetToken = (startRow: number) =>
  Buffer.from(JSON.stringify({ startRow, endRow: startRow + 100 })).toString('base64');
const startOf = (token: string) =>
  (JSON.parse(Buffer.from(token, 'base64').toString()) as { startRow: number }).startRow;
const offsetPage = (query: Query, all: readonly string[]) => {
  const token = query.get('$skiptoken');
  const start = token ? startOf(token) : 0;
  return { ids: all.slice(start, start + 100), next: start + 100 < all.length ? offsetToken(start + 100) : undefined };
};

describe('a snapshot', () => {
  test('gives every row once, and asks for pages of a size in a snapshot', async () => {
    const tenant = await serveTenant({ count: () => 250, page: (query) => snapshotPage(query, ids(0, 250)) });
    expect(await gather(read(tenant.origin).rows)).toEqual(rows(ids(0, 250)));
    expect(tenant.queries[1]?.get('paging')).toBe('snapshot');
    expect(tenant.queries[1]?.get('customPageSize')).toBe('100');
    expect(tenant.queries[0]?.has('paging')).toBe(false);
    expect(tenant.queries[0]?.get('$filter')).toBe(bulk.query.$filter);
  });

  test('that is lost is begun again after a wait, and no row comes twice', async () => {
    let runs = 0;
    const tenant = await serveTenant({
      count: () => 300,
      page: (query) => {
        if (!query.has('$skiptoken')) runs += 1;
        if (runs < 3 && query.get('$skiptoken')?.endsWith('-2')) return snapshotLost;
        return snapshotPage(query, ids(0, 300), runs);
      },
    });
    const reading = read(tenant.origin);
    expect(await gather(reading.rows)).toEqual(rows(ids(0, 300)));
    expect(runs).toBe(3);
    expect(reading.waited).toEqual([5_000, 10_000]);
    expect(reading.told).toContain('SuccessFactors lost the snapshot; sfmap reads again from page 1');
  });

  test('that is lost every time ends in an error', async () => {
    const tenant = await serveTenant({
      count: () => 300,
      page: (query) => (query.has('$skiptoken') ? snapshotLost : snapshotPage(query, ids(0, 300))),
    });
    const reading = read(tenant.origin);
    expect((await problemOf(gather(reading.rows))).message).toContain('Snapshot lost');
    expect(reading.waited).toEqual([5_000, 10_000, 20_000, 40_000, 80_000]);
  });

  test('whose last page breaks off is begun again: that page is never read twice', async () => {
    let broke = false;
    const lastPages: string[] = [];
    const tenant = await serveTenant({
      count: () => 200,
      page: (query) => {
        const token = query.get('$skiptoken');
        if (token) lastPages.push(token);
        if (token && !broke) {
          broke = true;
          return 'drop';
        }
        return snapshotPage(query, ids(0, 200), broke ? 1 : 0);
      },
    });
    expect(await gather(read(tenant.origin).rows)).toEqual(rows(ids(0, 200)));
    expect(lastPages).toEqual(['0-1', '1-1']);
  });

  test('a tenant that is too busy for the last page has not sent it: the page is asked for again', async () => {
    let asked = 0;
    const tenant = await serveTenant({
      count: () => 200,
      page: (query) => {
        if (query.has('$skiptoken')) asked += 1;
        return asked === 1
          ? { status: 429, body: '{}', headers: { 'retry-after': '0' } }
          : snapshotPage(query, ids(0, 200));
      },
    });
    expect(await gather(read(tenant.origin).rows)).toHaveLength(200);
    expect(asked).toBe(2);
  });

  test.each([1, 2])('that may not begin is waited for half an hour, once (%d)', async (times) => {
    let refused = 0;
    const tenant = await serveTenant({
      count: () => 50,
      page: (query) => {
        refused += 1;
        const body = '{"error":{"code":"COE_SNAPSHOT_BAD_REQUEST","message":{"value":"blocked"}}}';
        return refused <= times ? { status: 400, body } : snapshotPage(query, ids(0, 50));
      },
    });
    const reading = read(tenant.origin);
    if (times === 1) expect(await gather(reading.rows)).toHaveLength(50);
    else expect((await problemOf(gather(reading.rows))).cure).toContain('Wait 30 minutes');
    expect(reading.waited).toEqual([1_800_000]);
    expect(reading.told[0]).toContain('no snapshot begin for 30 minutes');
  });

  test('that is short of rows is an error, never a small success', async () => {
    const tenant = await serveTenant({ count: () => 251, page: (query) => snapshotPage(query, ids(0, 250)) });
    const error = await problemOf(gather(read(tenant.origin).rows));
    expect(error.code).toBe('SFM-READ-SHORT');
    expect(error.message).toBe('SuccessFactors gave 250 of 251 rows of PerPerson: 1 is missing.');
  });

  test('of a tenant that changes meanwhile is whole', async () => {
    let counts = 0;
    const tenant = await serveTenant({
      count: () => (counts++ === 0 ? 252 : 250),
      page: (query) => snapshotPage(query, ids(0, 251)),
    });
    expect(await gather(read(tenant.origin).rows)).toHaveLength(251);
  });

  test('of a tenant that suddenly counts far fewer is read again', async () => {
    let counts = 0;
    let seen = 250;
    const tenant = await serveTenant({
      count: () => (counts++ === 0 ? 1000 : 250),
      page: (query) => snapshotPage(query, ids(0, seen)),
    });
    const reading = read(tenant.origin);
    expect(await gather(reading.rows)).toHaveLength(250);
    expect(counts).toBe(4);
    counts = 0;
    seen = 249;
    expect((await problemOf(gather(read(tenant.origin).rows))).code).toBe('SFM-READ-SHORT');
  });

  test('without an end is given up: nobody has hired so many meanwhile', { timeout: 60_000 }, async () => {
    let page = 0;
    const tenant = await serveTenant({
      count: () => 100,
      page: () => {
        page += 1;
        return { ids: ids(page * 1000, page * 1000 + 1000), next: `0-${page}` };
      },
    });
    expect((await problemOf(gather(read(tenant.origin).rows))).message).toContain('without an end');
    expect(page).toBeLessThan(20);
  });

  test('a server error that passes costs a wait, no row', async () => {
    let fails = 2;
    const tenant = await serveTenant({
      count: () => 150,
      page: (query) =>
        fails-- > 0
          ? { status: 500, body: '{"error":{"code":"COE_GENERAL_SERVER_FAILURE"}}' }
          : snapshotPage(query, ids(0, 150)),
    });
    const reading = read(tenant.origin);
    expect(await gather(reading.rows)).toHaveLength(150);
    expect(reading.waited).toEqual([1_000, 5_000]);
  });
});

describe('offsets', () => {
  test('that move while rows come and go are read until the counts agree, and two runs find the same', async () => {
    let all = ids(0, 250);
    let runs = 0;
    const tenant = await serveTenant({
      count: () => all.length,
      page: (query) => {
        if (!query.has('$skiptoken')) runs += 1;
        const page = offsetPage(query, all);
        // The first row goes after the first page: the next page skips one.
        if (runs === 1 && !query.has('$skiptoken')) all = ids(1, 250);
        return page;
      },
    });
    const found = (await gather(read(tenant.origin).rows)).map((row) => personKey(row as JsonObject));
    expect([...found].sort()).toEqual([...ids(0, 250)].sort());
    expect(runs).toBe(3);
  });

  test.each([
    ['base64', offsetToken],
    ['a bare number', String],
  ])(
    'that hide a row behind one who leaves and one who comes are read until it is there (%s)',
    async (_what, token) => {
      let all = ids(0, 250);
      let runs = 0;
      const tenant = await serveTenant({
        count: () => all.length,
        page: (query) => {
          const text = query.get('$skiptoken') ?? '0';
          if (text === '0') runs += 1;
          const start = /^\d+$/.test(text) ? Number(text) : startOf(text);
          const page = {
            ids: all.slice(start, start + 100),
            next: start + 100 < all.length ? token(start + 100) : undefined,
          };
          // One goes from the first page and another comes at the end: as many as before, and one is skipped.
          if (runs === 1 && start === 0) all = [...ids(1, 250), 'new'];
          return page;
        },
      });
      const found = (await gather(read(tenant.origin).rows)).map((row) => personKey(row as JsonObject));
      expect([...found].sort()).toEqual([...ids(0, 250), 'new'].sort());
    },
  );

  test('a row that comes twice counts once', async () => {
    let all = ids(0, 150);
    let runs = 0;
    const tenant = await serveTenant({
      count: () => all.length,
      page: (query) => {
        if (!query.has('$skiptoken')) runs += 1;
        const page = offsetPage(query, all);
        if (runs === 1) all = ['new', ...ids(0, 150)];
        return page;
      },
    });
    const found = (await gather(read(tenant.origin).rows)).map((row) => personKey(row as JsonObject));
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength(151);
  });

  test.each([
    ['SFM-READ-CHANGED', 'a tenant that changes all the time', (n: number) => 150 + n],
    ['SFM-READ-SHORT', 'a tenant that leaves a row out', () => 151],
  ])('%s: %s', async (code, _what, count) => {
    let n = 0;
    const tenant = await serveTenant({ count: () => count(n++), page: (query) => offsetPage(query, ids(0, 150)) });
    expect((await problemOf(gather(read(tenant.origin).rows))).code).toBe(code);
  });
});

test.each([
  ['no number', 'many'],
  ['a page of HTML', '<html></html>'],
  ['JSON', '{"d":{"results":[]}}'],
])('a count that is %s is a broken answer', async (_what, text) => {
  const tenant = await serveTenant({ count: () => text, page: () => ({ ids: [], next: undefined }) });
  expect((await problemOf(gather(read(tenant.origin).rows))).code).toMatch(/^SFM-HTTP-(SHAPE|JSON|HTML)$/);
});

test('a row without its key is a broken answer', async () => {
  const tenant = await serveTenant({ count: () => 1, page: () => ({ status: 200, body: '{"d":{"results":[{}]}}' }) });
  expect((await problemOf(gather(read(tenant.origin).rows))).message).toContain('without personIdExternal');
});
