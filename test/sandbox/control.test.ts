import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const fault = (body: unknown) => sandbox.control('/sandbox/faults', 'POST', body);
const count = () => sandbox.sf('PerPerson/$count');
const mail = (person: string): Json => ({
  __metadata: { uri: `PerEmail(emailType='8448',personIdExternal='${person}')` },
  emailAddress: `new-${person}@contoso.example`,
  isPrimary: true,
});

describe('state, reset, page', () => {
  it('tells people with their situations and rows, and what was written', async () => {
    await sandbox.upsert([mail('100101')]);
    const state = await sandbox.state();
    expect(state).toMatchObject({ peopleCount: 16, writeCount: 1, faults: [] });
    for (const system of ['successfactors', 'graph']) {
      const kinds = dig(state, 'faultKinds', system);
      expect(kinds).toEqual(expect.arrayContaining(['503', 'drop']));
      for (const kind of Array.isArray(kinds) ? kinds : []) {
        const taken = await sandbox.control('/sandbox/faults', 'POST', { kind, rate: 0, after: 99, system });
        expect([kind, taken.status]).toEqual([kind, 200]);
      }
    }
    await sandbox.control('/sandbox/faults', 'DELETE');
    const rita = list(state['people']).find((person) => person['personIdExternal'] === '100401');
    expect(rita).toMatchObject({
      name: 'Rita Okafor',
      situation: 'rehire',
      users: ['100401', '100401-1'],
      entra: { mail: 'rita.okafor@contoso.example' },
    });
    expect(list(dig(rita, 'phones'))).toContainEqual({ type: 'business', number: '+234 1 555 0401', primary: true });
  });

  it('reset brings the seeded rows and accounts back', async () => {
    const before = await sandbox.json("PerEmail(emailType='8448',personIdExternal='100101')");
    await sandbox.upsert([mail('100101')]);
    await sandbox.graph('users/amara.nwosu@contoso.example', { method: 'PATCH', body: '{"mobilePhone":null}' });
    await sandbox.control('/sandbox/reset', 'POST');
    expect(await sandbox.json("PerEmail(emailType='8448',personIdExternal='100101')")).toEqual(before);
    const user: unknown = await (await sandbox.graph('users/amara.nwosu@contoso.example')).json();
    expect(dig(user, 'mobilePhone')).toBe('+1 425 555 0161');
    expect((await sandbox.state())['writeCount']).toBe(0);
  });

  it('shows people, situations, sign-ins, writes and requests on a page, everything escaped', async () => {
    await sandbox.upsert([{ ...mail('100101'), emailAddress: '<script>x</script>@contoso.example' }]);
    const response = await sandbox.control('/');
    const html = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    for (const text of ['Rita Okafor', 'pre-hire', '/odata/v2/upsert', 'PerEmail/emailType=8448'])
      expect(html).toContain(text);
    expect(html).toContain('<td>rehire</td><td>1</td><td>rehired under the same person id');
    expect(html).toMatch(/<h2>Sign-ins<\/h2>.*<td>sfapi<\/td><td>basic<\/td>/s);
    expect(html).toContain('1 write, 1 sign-in since');
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('sandbox-password');
  });

  it('says what it knows where it is asked something else', async () => {
    expect((await sandbox.control('/sandbox/nothing')).status).toBe(404);
    expect((await sandbox.control('/sandbox/reset')).status).toBe(404);
  });
});

describe('faults', () => {
  it('503 is an HTML page, 500 an error, on both systems', async () => {
    await fault({ kind: '503', system: 'successfactors' });
    await fault({ kind: '500', system: 'graph' });
    const maintenance = await count();
    expect([maintenance.status, maintenance.headers.get('content-type')]).toEqual([503, 'text/html;charset=utf-8']);
    const failed = await sandbox.graph('users');
    expect([failed.status, dig(parse(await failed.text()), 'error', 'code')]).toEqual([500, 'InternalServerError']);
    await sandbox.control('/sandbox/faults', 'DELETE');
    expect((await count()).status).toBe(200);
  });

  it('429 names a time, after and times bound it', async () => {
    await fault({ kind: '429', seconds: 7, after: 1, times: 2 });
    const answers = [await count(), await count(), await count(), await count()];
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 429, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('7');
  });

  it('a rate hits its part of the requests, the same ones after a reset', async () => {
    const round = async () => {
      await fault({ kind: '500', rate: 0.4 });
      const statuses: number[] = [];
      for (let n = 0; n < 40; n += 1) statuses.push((await count()).status);
      await sandbox.control('/sandbox/reset', 'POST');
      return statuses;
    };
    const first = await round();
    const hits = first.filter((status) => status === 500).length;
    expect(hits).toBeGreaterThan(8);
    expect(hits).toBeLessThan(25);
    expect(await round()).toEqual(first);
  });

  it('drop cuts the connection, slow waits', async () => {
    await fault({ kind: 'drop', times: 1 });
    await expect(count()).rejects.toThrow(/fetch failed/);
    await fault({ kind: 'slow', ms: 300, times: 1 });
    const started = performance.now();
    expect((await count()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  it.each(['502', '504'])('%s comes after the write: it is done, and its answer is lost', async (kind) => {
    await fault({ kind, times: 1 });
    const response = await sandbox.post([mail('100101')]);
    expect([response.status, response.headers.get('content-type')]).toEqual([Number(kind), 'text/html;charset=utf-8']);
    const row = await sandbox.json("PerEmail(emailType='8448',personIdExternal='100101')");
    expect(dig(row, 'd', 'emailAddress')).toBe('new-100101@contoso.example');
  });

  it('drop-mid-page sends a part of the body and cuts the connection; a write is done all the same', async () => {
    await fault({ kind: 'drop-mid-page', times: 2 });
    const page = await sandbox.sf('PerPerson', { $format: 'json' });
    expect(page.status).toBe(200);
    const whole = Number(page.headers.get('content-length'));
    let received = 0;
    const readAll = async () => {
      for await (const chunk of page.body ?? []) received += chunk.length;
    };
    await expect(readAll()).rejects.toThrow(/terminated/);
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThan(whole);
    const write = await sandbox.post([mail('100101')]);
    await expect(write.text()).rejects.toThrow(/terminated/);
    expect((await sandbox.state())['writeCount']).toBe(1);
  });

  it('metadata-generating is the known 500 of OData, and not of the token endpoint or Graph', async () => {
    await fault({ kind: 'metadata-generating' });
    const response = await count();
    expect(response.status).toBe(500);
    expect(dig(parse(await response.text()), 'error', 'message', 'value')).toContain(
      'OData metadata is being generated for the same instance in another thread',
    );
    expect((await sandbox.requestToken()).status).toBe(200);
    expect((await fetch(sandbox.announcement.oauth.tokenUrl, { method: 'POST' })).status).toBe(400);
  });

  it('strikes at tokens and Graph as well, and never at the control endpoint', async () => {
    const token = () => fetch(sandbox.announcement.identity.tokenUrl, { method: 'POST' });
    expect((await token()).status).toBe(400);
    await fault({ kind: '503' });
    expect([(await token()).status, (await sandbox.requestToken()).status]).toEqual([503, 503]);
    expect((await sandbox.control('/sandbox/state')).status).toBe(200);
  });

  it('die-after-upserts: the connection is cut and the process ends', async () => {
    const mortal = await RunningSandbox.start('--fault', 'die-after-upserts=2');
    expect(await mortal.upsert([mail('100101')])).toMatchObject([{ status: 'OK' }]);
    await expect(mortal.upsert([mail('100102')])).rejects.toThrow(/fetch failed/);
    expect(await mortal.ended).toBe(1);
    await mortal.stop();
  });

  it('--fault switches one on from the start, and a reset keeps it', async () => {
    const troubled = await RunningSandbox.start('--fault', '503=1');
    expect((await troubled.sf('PerPerson/$count')).status).toBe(503);
    await troubled.control('/sandbox/reset', 'POST');
    expect((await troubled.sf('PerPerson/$count')).status).toBe(503);
    await troubled.stop();
  });

  it.each([
    ['{', /no valid JSON/],
    [[], /a fault is an object/],
    [{ kind: 'gremlin' }, /"kind" must be one of/],
    [{ kind: '503', rate: 2 }, /"rate"/],
    [{ kind: '503', after: -1 }, /"after"/],
    [{ kind: '503', system: 'moon' }, /"system"/],
    [{ kind: 'snapshot-lost', system: 'graph' }, /Graph knows no snapshot-lost/],
    [{ kind: '503', colour: 1 }, /no field "colour"/],
  ])('refuses %j with a sentence', async (body, message) => {
    const response = await fault(body);
    expect(response.status).toBe(400);
    expect(parse(await response.text())['error']).toMatch(message);
    expect((await sandbox.state())['faults']).toEqual([]);
  });
});

describe('--shuffle', () => {
  it('changes the order of rows and nothing else', async () => {
    const shuffled = await RunningSandbox.start('--shuffle');
    const orders = new Set<string>();
    for (let n = 0; n < 30; n += 1) {
      const rows = await shuffled.rows('PerPerson', {
        $filter: "personIdExternal in '100401'",
        $expand: 'employmentNav',
      });
      orders.add(
        list(dig(rows[0], 'employmentNav', 'results'))
          .map((row) => String(row['userId']))
          .join(),
      );
    }
    await shuffled.stop();
    expect(orders).toEqual(new Set(['100401,100401-1', '100401-1,100401']));
  });
});
