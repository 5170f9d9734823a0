import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons, tenantRows } from './support/sfmap.ts';
import { TamperingProxy } from './support/tampering-proxy.ts';

// A write whose answer is lost may have been done. What became of it is read from the rows, and nothing that somebody
// else has changed meanwhile is overwritten.

const tenant = useTenant();
const { sfmap } = tenant;
let proxy: TamperingProxy;
let plan: string;

beforeAll(async () => {
  proxy = await TamperingProxy.before(tenant.sandbox);
  sfmap.env = {
    SFMAP_SANDBOX_HOST: proxy.origin,
    SFMAP_SANDBOX_GRAPH: tenant.sandbox.announcement.graph,
    // One person a call, so that something can happen between two calls.
    SFMAP_BATCH_SIZE: '1',
  };
  plan = join(sfmap.folder, 'plan.json');
});
afterAll(async () => {
  proxy?.stop();
});
beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  proxy.onUpsert(() => false);
});

const three = ['100101', '100102', '101201'];
async function makePlan(name = 'scenario-2', ids: readonly string[] = three, ...more: string[]) {
  const args = [
    'plan',
    example(name),
    '--connection',
    'sandbox',
    ...persons(...ids),
    '--out',
    plan,
    '--force',
    ...more,
  ];
  const made = await sfmap.run(args);
  expect(made.err).not.toContain('sfmap:');
}
const apply = () => sfmap.run(['apply', plan, '--yes']);

/** Somebody else writes a business phone. */
const hrWrites = (id: string, phoneNumber: string) =>
  tenant.sandbox.upsert([
    { __metadata: { uri: `PerPhone(personIdExternal='${id}',phoneType='10605')` }, phoneNumber, isPrimary: true },
  ]);

const lost: readonly (readonly [string, number, (text: string) => string])[] = [
  ['an HTML page', 200, () => '<html>maintenance</html>'],
  ['half of a JSON text', 200, (text) => text.slice(0, 20)],
  ['an HTML page with 500', 500, () => '<html>oops</html>'],
  ['an error in JSON with 500', 500, () => '{"error":{"code":"COE_GENERAL_SERVER_FAILURE","message":{"value":"no"}}}'],
  ['an error that names itself a refusal', 500, () => '{"error":{"code":"LGN0015","message":{"value":"no"}}}'],
  ['maintenance', 503, () => '<html>maintenance</html>'],
  ['a result that accounts for nothing', 200, () => '{"d":[]}'],
];

describe('a write that was done is reported as written, whatever its answer looks like', () => {
  test.each(lost)('%s', async (_name, status, text) => {
    await makePlan();
    proxy.onUpsert(async ({ pass, answer }) => {
      answer(status, text((await pass()).text));
      return true;
    });
    const ended = await apply();
    expect(ended.out).toContain('6 of 6 rows written to SuccessFactors SANDBOX (sandbox).');
    expect(ended.code).toBe(0);
    expect(proxy.upserts()).toBe(3);
  });
});

describe('several people in one call', () => {
  const applyTogether = () => sfmap.run(['apply', plan, '--yes'], { env: { SFMAP_BATCH_SIZE: '100' } });

  test.each(lost)('written although the answer is %s', async (_name, status, text) => {
    await makePlan();
    proxy.onUpsert(async ({ pass, answer }) => {
      answer(status, text((await pass()).text));
      return true;
    });
    const ended = await applyTogether();
    expect(ended.out).toContain('6 of 6 rows written to SuccessFactors SANDBOX (sandbox).');
    expect(ended.code).toBe(0);
    expect(proxy.upserts()).toBe(1);
  });

  test('a record on which the tenant breaks is found, and keeps no other from being written', async () => {
    await makePlan();
    proxy.onUpsert(({ body, answer }) => {
      const breaks = body.includes("personIdExternal='100102',phoneType='10605'");
      if (breaks) answer(500, '{"error":{"code":"COE_GENERAL_SERVER_FAILURE","message":{"value":"no"}}}');
      return breaks;
    });
    const ended = await applyTogether();
    expect(ended.out).toContain('5 of 6 rows written to SuccessFactors SANDBOX (sandbox), 1 failed.');
    expect(ended.out).toMatch(/failed +PerPhone 10605 +SuccessFactors refuses the request \(500\): no\./);
  });

  test('a record for which the tenant refuses the whole call is found by halves', async () => {
    await makePlan();
    proxy.onUpsert(({ body, answer }) => {
      const refuses = body.includes("personIdExternal='100101',phoneType='10606'");
      if (refuses) answer(400, '{"error":{"code":"COE_BAD","message":{"value":"no such thing"}}}');
      return refuses;
    });
    const ended = await applyTogether();
    expect(ended.out).toContain('5 of 6 rows written to SuccessFactors SANDBOX (sandbox), 1 failed.');
    expect(ended.out).toContain('refuses the request (400): no such thing.');
    expect(proxy.upserts()).toBeLessThanOrEqual(6);
  });

  test('a call that is refused whatever it holds is not sent for each record', async () => {
    await makePlan();
    proxy.onUpsert(({ answer }) => {
      answer(403, '{"error":{"code":"COE_FORBIDDEN","message":{"value":"no permission"}}}');
      return true;
    });
    const ended = await applyTogether();
    expect(ended.out).toContain('0 of 6 rows written to SuccessFactors SANDBOX (sandbox), 6 failed.');
    expect(proxy.upserts()).toBeLessThanOrEqual(5);
  });

  test('a deadlock of the tenant is tried again', async () => {
    await makePlan();
    proxy.onUpsert(async ({ body, pass, answer }, count) => {
      if (count > 1) return false;
      const records: unknown[] = JSON.parse(body);
      const results = records.map((_, index) => ({
        status: 'ERROR',
        index,
        httpCode: 500,
        message: 'ORA-00060: deadlock detected while waiting for resource',
      }));
      answer(200, JSON.stringify({ d: results }));
      return pass !== undefined;
    });
    const ended = await applyTogether();
    expect(ended.out).toContain('6 of 6 rows written to SuccessFactors SANDBOX (sandbox).');
    expect(ended.code).toBe(0);
  });

  test('SFMAP_BATCH_SIZE must be a whole number', async () => {
    await makePlan();
    const ended = await sfmap.run(['apply', plan, '--yes'], { env: { SFMAP_BATCH_SIZE: 'many' } });
    expect(ended.err).toContain('SFMAP_BATCH_SIZE is many. Set it to a whole number, 1 to 1000.');
    expect(ended.code).toBe(2);
  });
});

test('a call that is lost before the tenant is sent once more', async () => {
  await makePlan();
  proxy.onUpsert(({ drop }, count) => {
    if (count === 1) drop();
    return count === 1;
  });
  const ended = await apply();
  expect(ended.out).toContain('6 of 6 rows written');
  expect(proxy.upserts()).toBe(4);
});

test('a call that was lost is not sent again over what somebody wrote meanwhile', async () => {
  await makePlan('scenario-2', ['100101']);
  proxy.onUpsert(async ({ drop }, count) => {
    if (count > 1) return false;
    await hrWrites('100101', '+1 206 555 7777');
    drop();
    return true;
  });
  const ended = await apply();
  expect(ended.out).toMatch(
    /unknown +PerPhone 10605 +no usable answer came .*the row has changed since the plan was made/,
  );
  expect(ended.code).toBe(3);
  expect(await tenantRows(tenant.sandbox, '100101')).toContain('10605 +1 206 555 7777 primary');
});

test('a row that somebody writes while others are being written is skipped', async () => {
  await makePlan();
  proxy.onUpsert(async (_passing, count) => {
    // The first call goes alone; those behind it read their rows when it is over.
    if (count === 1) await hrWrites('101201', '+44 20 7946 7777');
    return false;
  });
  const ended = await apply();
  expect(ended.out).toMatch(/skipped +PerPhone 10605 +the row has changed since the plan was made/);
  expect(ended.code).toBe(1);
  expect(await tenantRows(tenant.sandbox, '101201')).toContain('10605 +44 20 7946 7777 primary');
});

test('a row that somebody writes while a busy tenant is waited for is skipped', async () => {
  await makePlan('scenario-2', ['100101']);
  proxy.onUpsert(async ({ answer }, count) => {
    if (count > 1) return false;
    await hrWrites('100101', '+1 206 555 7777');
    answer(429, '', { 'retry-after': '2' });
    return true;
  });
  const ended = await apply();
  expect(ended.err).toContain('SuccessFactors asks to wait 2 s');
  expect(ended.out).toMatch(/skipped +PerPhone 10605/);
  expect(ended.out).toContain('2 of 3 rows written');
  expect(await tenantRows(tenant.sandbox, '100101')).toContain('10605 +1 206 555 7777 primary');
});

describe('a tenant that takes nothing more ends the run', () => {
  const cases: readonly (readonly [string, number, Record<string, string>, number, string])[] = [
    ['busy', 429, { 'retry-after': '0' }, 5, 'takes no more requests for now (429). Try again in 0 s.'],
    ['busy for long', 429, { 'retry-after': '900' }, 1, 'SuccessFactors asks to wait 900 s.'],
    ['a redirect', 302, { location: 'http://elsewhere.example/' }, 1, 'sends to another address (302)'],
    ['a sign-in page', 403, { 'content-type': 'text/html' }, 1, '(403)'],
    ['a locked account', 401, { 'x-error': 'LGN0014' }, 1, 'is locked (LGN0014)'],
  ];
  test.each(cases)('%s', async (_name, status, headers, upserts, message) => {
    await makePlan();
    const before = await Promise.all(three.map((id) => tenantRows(tenant.sandbox, id)));
    proxy.onUpsert(({ answer }) => {
      answer(status, '<html></html>', headers);
      return true;
    });
    const ended = await apply();
    expect(ended.out).toContain('0 of 6 rows written');
    expect(ended.out).toContain('The run ended early:');
    expect(ended.out).toContain(message);
    expect(ended.out).toMatch(/[1-9] not written/);
    expect(ended.code).toBe(3);
    expect(proxy.upserts()).toBe(upserts);
    expect(await Promise.all(three.map((id) => tenantRows(tenant.sandbox, id)))).toEqual(before);
  });

  test('one that refuses a call by its content goes on with the others', async () => {
    await makePlan();
    proxy.onUpsert(({ body, answer }) => {
      const refuses = body.includes("'100101'");
      if (refuses) answer(400, '{"error":{"code":"COE_BAD","message":{"value":"no such thing"}}}');
      return refuses;
    });
    const ended = await apply();
    expect(ended.out).toMatch(/[3-5] of 6 rows written .*, [1-3] failed\./);
    expect(ended.out).toContain('refuses the request (400): no such thing.');
  });

  test('ten tries in a row without a usable answer are enough', async () => {
    await makePlan('scenario-2', [...three, '100502']);
    proxy.onUpsert(({ answer }) => {
      answer(500, '<html></html>');
      return true;
    });
    const ended = await apply();
    expect(ended.out).toContain('The run ended early:');
    expect(ended.out).toMatch(/not written/);
    // Five rows that each were sent twice, and the calls of several rows in which they were sent before.
    expect(proxy.upserts()).toBe(16);
    expect(ended.code).toBe(3);
  });
});

test.each([['the old row gave its flag up already', '10605', false, '10606 +44 7700 900991 primary']])(
  'a switch that is half done already is finished: %s',
  async (_name, phoneType, isPrimary, row) => {
    await makePlan('scenario-3', ['101001'], '--switch-primary');
    await tenant.sandbox.upsert([
      {
        __metadata: { uri: `PerPhone(personIdExternal='101001',phoneType='${phoneType}')` },
        phoneNumber: '+44 20 7946 0991',
        isPrimary,
      },
    ]);
    const ended = await apply();
    expect(ended.out).toMatch(/already so +PerPhone 10605/);
    expect(ended.code).toBe(0);
    expect(await tenantRows(tenant.sandbox, '101001')).toContain(row);
    expect(await tenantRows(tenant.sandbox, '101001')).toContain('10605 +44 20 7946 0991');
  },
);

test('rows that are no list are a broken answer, never a person without rows', async () => {
  proxy.onPeople(async ({ pass, answer }) => {
    const { status, text } = await pass();
    answer(status, text.replace('"phoneNav":{"results":[', '"phoneNav":{"rows":['));
    return true;
  });
  const ended = await sfmap.run(['preview', example('scenario-2'), '--connection', 'sandbox', ...persons('100101')]);
  expect(ended.err).toContain('SuccessFactors sent phoneNav that is no list of rows for person 100101');
  expect(ended.out).toBe('');
  expect(ended.code).toBe(3);
});

test('rows of one person that are no list keep nobody else from being compared', async () => {
  proxy.onPeople(async ({ pass, answer }) => {
    const { status, text } = await pass();
    answer(status, text.replace('"phoneNav":{"results":[', '"phoneNav":{"rows":['));
    return true;
  });
  const two = persons('100101', '101001');
  const ended = await sfmap.run(['preview', example('scenario-2'), '--connection', 'sandbox', ...two]);
  expect(ended.out).toMatch(
    /gave no answer about person 10[01]{2}01: SuccessFactors sent phoneNav that is no list of rows/,
  );
  expect(ended.out).toMatch(/businessPhoneNumber/);
});

test('types of rows cannot steer a terminal', async () => {
  proxy.onPeople(async ({ pass, answer }) => {
    const { status, text } = await pass();
    answer(status, text.replaceAll('"phoneType":"10605"', '"phoneType":"10605\\u001b]0;pwned\\u0007\\u001b[2J"'));
    return true;
  });
  const args = ['preview', example('scenario-3'), '--connection', 'sandbox', ...persons('100101'), '--switch-primary'];
  const ended = await sfmap.run(args);
  expect(ended.out).toContain('isPrimary of type 10605·]0;pwned··[2J');
  expect(ended.out + ended.err).not.toMatch(/[\u001b\u0007]/);
});
