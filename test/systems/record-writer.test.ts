import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../server/src/core/json.ts';
import { missingValue } from '../../server/src/systems/successfactors/missing-value.ts';
import { RecordWriter } from '../../server/src/systems/successfactors/record-writer.ts';
import { clientOf, problemOf } from './support/fake-tenant.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

interface Call {
  readonly url: string;
  readonly records: readonly JsonObject[];
}
type Result = { status: string; message?: string };

/** A tenant that judges records; it notes the calls, and how many were under way at once. */
async function tenant(judge: (record: JsonObject, call: number) => Result) {
  const calls: Call[] = [];
  const load = { now: 0, most: 0 };
  const server = createServer((request, response) => {
    let body = '';
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    request.on('data', (piece) => {
      body += String(piece);
    });
    request.on('end', () => {
      const records: JsonObject[] = JSON.parse(body);
      calls.push({ url: request.url ?? '', records });
      const results = records.map((record, index) => ({ index, httpCode: 200, ...judge(record, calls.length) }));
      setTimeout(() => {
        load.now -= 1;
        response.writeHead(200, { 'content-type': 'application/json' });
        // In another order than the records: results are joined on their index.
        response.end(JSON.stringify({ d: results.reverse() }));
      }, 10);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { calls, load, writer: new RecordWriter(client, { pause: async () => undefined }) };
}

const email = (id: string, more: object = {}): JsonObject => ({
  __metadata: { uri: `PerEmail(emailType='8448',personIdExternal='${id}')` },
  emailAddress: `${id}@contoso.example`,
  isPrimary: true,
  ...more,
});
const user = (id: string, more: object = {}): JsonObject => ({ __metadata: { uri: `User('${id}')` }, ...more });
const fine = (): Result => ({ status: 'OK' });
const deadlock: Result = { status: 'ERROR', message: 'Wrapped Exception: ORA-00060: deadlock detected' };

test.each<[JsonObject, string | undefined]>([
  [email('a'), undefined],
  [email('a', { emailAddress: null }), 'emailAddress is required in PerEmail and has no value.'],
  [email('a', { emailAddress: '' }), 'emailAddress is required in PerEmail and has no value.'],
  [email('a', { isPrimary: undefined }), 'isPrimary is required in PerEmail and has no value.'],
  [email('a', { isPrimary: 'true' }), 'isPrimary of PerEmail is neither true nor false.'],
  [
    { __metadata: { uri: 'PerPhone' }, phoneNumber: null, isPrimary: true },
    'phoneNumber is required in PerPhone and has no value.',
  ],
  [user("o''brien", { username: null }), 'username is required in User and has no value.'],
  [user('a', { custom01: null }), undefined],
  [{ __metadata: { uri: 'PerPhone' }, isPrimary: false, operation: 'DELETE' }, undefined],
  [{ __metadata: { uri: 'PerPhone' }, operation: 'DELETE' }, 'isPrimary is required in PerPhone and has no value.'],
  [{ emailAddress: 'a' }, 'the record does not say which row it is.'],
])('%o: %s', (record, words) => {
  expect(missingValue(record)).toBe(words);
});

describe('records that are judged alone', () => {
  test('calls that hold a User never go beside one another, others do', async () => {
    const users = await tenant(fine);
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => users.writer.write([email(id), user(id)], true)));
    expect([users.calls.length, users.load.most]).toEqual([4, 1]);

    const emails = await tenant(fine);
    // As long as a password was never taken, requests go one by one.
    await emails.writer.write([email('first')], true);
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => emails.writer.write([email(id)], true)));
    expect(emails.calls).toHaveLength(7);
    expect(emails.load.most).toBeGreaterThan(1);
  });

  test('go in calls of at most 200, one after another, and never with purgeType', async () => {
    const { writer, calls, load } = await tenant((record) =>
      String(record['emailAddress']).startsWith('7@') ? { status: 'ERROR', message: 'no' } : fine(),
    );
    const records = Array.from({ length: 450 }, (_, index) => email(String(index)));
    const results = await writer.write(records, true);
    expect(await writer.write([user('u')], true)).toEqual([{ ok: true, message: '' }]);
    expect(results.map(({ ok }) => ok)).toEqual(records.map((_, index) => index !== 7));
    expect(calls.map((call) => call.records.length)).toEqual([200, 200, 50, 1]);
    expect(load.most).toBe(1);
    for (const { url } of calls) {
      expect(url).toContain('strictTransactionIsolate=true');
      expect(url).not.toMatch(/purgeType|processInactiveEmployees|processInParallel/);
    }
  });

  test('one that lacks a required value is not sent, the others are', async () => {
    const { writer, calls } = await tenant(fine);
    const results = await writer.write([email('a'), email('b', { emailAddress: null }), email('c')], true);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(results[1]?.message).toBe('Nothing was sent: emailAddress is required in PerEmail and has no value.');
    expect(calls[0]?.records).toHaveLength(2);
  });

  test('a deadlock is tried again alone, some times', async () => {
    const { writer, calls } = await tenant((record, call) =>
      JSON.stringify(record).includes("'b'") && call < 3 ? deadlock : fine(),
    );
    expect(await writer.write([user('a'), user('b')], true)).toEqual([
      { ok: true, message: '' },
      { ok: true, message: '' },
    ]);
    expect(calls.map((call) => call.records.length)).toEqual([2, 1, 1]);

    const stuck = await tenant(() => deadlock);
    const [result] = await stuck.writer.write([user('a')], true);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('ORA-00060') });
    expect(stuck.calls).toHaveLength(4);
  });
});

describe('records that succeed or fail together', () => {
  test('go in one call without isolation', async () => {
    const { writer, calls } = await tenant(fine);
    await writer.write([email('a', { isPrimary: false }), email('a')], false);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url).not.toContain('strictTransactionIsolate');
  });

  test('none is sent if one lacks a required value', async () => {
    const { writer, calls } = await tenant(fine);
    const results = await writer.write([email('a', { isPrimary: false }), email('a', { emailAddress: null })], false);
    expect(results.map(({ ok }) => ok)).toEqual([false, false]);
    expect(calls).toHaveLength(0);
  });

  test('a deadlock of one sends all again', async () => {
    const { writer, calls } = await tenant((_record, call) => (call === 1 ? deadlock : fine()));
    const results = await writer.write([email('a', { isPrimary: false }), email('a')], false);
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(calls.map((call) => call.records.length)).toEqual([2, 2]);
  });
});

test('a failure does not keep the next call from being sent', async () => {
  const { writer } = await tenant((_record, call) => (call === 1 ? ({ status: 7 } as never) : fine()));
  expect((await problemOf(writer.write([email('a')], true))).code).toBe('SFM-NET-ANSWER');
  expect(await writer.write([email('a')], true)).toEqual([{ ok: true, message: '' }]);
});
