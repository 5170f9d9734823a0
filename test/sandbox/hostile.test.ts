import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleSandbox, RunningSandbox } from './support/start-sandbox.ts';

// Requests that no good client sends: each gets an answer or the end of the connection, none a look inside, and the
// next one is served as if nothing had been.

let bundle: Awaited<ReturnType<typeof bundleSandbox>>;
let sandbox: RunningSandbox;
let log = '';
beforeAll(async () => {
  bundle = await bundleSandbox();
  const child = spawn(process.execPath, [bundle.file, '--port', '0', '--json'], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stderr.on('data', (data) => {
    log += String(data);
  });
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  sandbox = new RunningSandbox(child, JSON.parse(line));
});
afterAll(async () => {
  await sandbox.stop();
  bundle.remove();
  expect(log).toBe('');
});

/** What comes back for bytes on a connection of their own, until the other side closes it. */
function raw(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(sandbox.announcement.successFactors).port), '127.0.0.1');
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer to ${String(bytes).slice(0, 200)}`));
    }, 20_000);
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      text += String(data);
    });
    // A peer that has heard enough resets the connection.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
    socket.write(bytes);
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const head = (line: string, ...fields: string[]) =>
  `${[line, 'Host: 127.0.0.1', `Authorization: ${sandbox.basic}`, 'Connection: close', ...fields].join('\r\n')}\r\n\r\n`;
const post = (path: string, body: string, type = 'application/json') =>
  `${head(`POST ${path} HTTP/1.1`, `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`)}${body}`;

/** An answer that tells nothing of the inside, and a tenant that goes on. */
async function answered(bytes: string | Buffer): Promise<string> {
  const answer = await raw(bytes);
  // A snapshot that nobody took is lost, which SuccessFactors says with 500.
  if (!answer.includes('[SNP]Snapshot lost')) expect(statusOf(answer)).toBeLessThan(500);
  expect(answer).not.toMatch(/\n\s+at |node:internal|sandbox\.cjs|sandbox itself/);
  return answer;
}
const alive = async () => expect((await sandbox.sf('PerPerson/$count')).status).toBe(200);

const paths = [
  '/',
  '/odata/v2/',
  '/odata/v2/PerPerson',
  "/odata/v2/User('100101')",
  '/odata/v2/upsert',
  '/odata/v2/$batch',
  '/odata/v2/$metadata',
  '/oauth/token',
  '/ias/oauth2/token',
  '/sandbox/state',
  '/sandbox/nothing',
  '/nothing',
  '*',
  '//odata//v2//PerPerson',
  '/odata/v2/../../../etc/passwd',
];

describe('methods', () => {
  it.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'MERGE', 'DELETE', 'TRACE', 'CONNECT', 'BREW', 'get'])(
    '%s',
    async (method) => {
      for (const path of paths) {
        const answer = await answered(head(`${method} ${path} HTTP/1.1`));
        if (method === 'HEAD') expect(answer.endsWith('\r\n\r\n')).toBe(true);
        if (path.includes('passwd')) expect(answer).not.toContain('root:');
      }
      await alive();
    },
  );
});

describe('escapes that are none', () => {
  const escapes = ['%', '%2', '%zz', '%00', '%ff', '%c0%ae', '%ED%A0%80', '%u0041', '%25%25'];
  const places = [
    '/odata/v2/PerPerson(@)',
    "/odata/v2/PerPerson('@')",
    '/odata/v2/@',
    '/odata/v2/PerPerson?$filter=@',
    "/odata/v2/PerPerson?$filter=personIdExternal%20eq%20'@'",
    '/odata/v2/PerPerson?$select=@',
    '/odata/v2/PerPerson?$expand=@',
    '/odata/v2/PerPerson?$skiptoken=@',
    '/odata/v2/PerPerson?@=1&$format=@',
    '/odata/v2/EmpJob?fromDate=@',
    '/sandbox/state?limit=@',
  ];
  it.each(places)('%s', async (place) => {
    for (const broken of escapes) {
      const answer = await answered(head(`GET ${place.replace('@', broken)} HTTP/1.1`));
      expect([200, 400, 404]).toContain(statusOf(answer));
    }
    await alive();
  });
});

describe('bodies', () => {
  const deep = '['.repeat(200_000);
  const bodies = [
    '',
    '{',
    'null',
    '[null]',
    '"x"',
    '\u0000',
    deep,
    deep + ']'.repeat(200_000),
    '{"__metadata":{"uri":"PerEmail"},"__proto__":{"x":1}}',
    '{"__metadata":{"uri":{"toString":1}}}',
    `{"__metadata":{"uri":"PerPhone(personIdExternal='100102',phoneType='10605')"},"isPrimary":true,"phoneNumber":{"toString":1,"valueOf":2}}`,
    `{"__metadata":{"uri":"PerPhone(personIdExternal='100102',phoneType='10605')"},"isPrimary":true,"phoneNumber":${deep}${']'.repeat(200_000)}}`,
    `{"__metadata":{"uri":"PerPhone(personIdExternal='${'x'.repeat(5_000_000)}',phoneType='10605')"}}`,
    `{"__metadata":{"uri":"${'('.repeat(5_000_000)}"}}`,
    '{"kind":{"toString":1}}',
    `{"kind":${deep}${']'.repeat(200_000)}}`,
    'assertion=%zz&client_id=%',
    `grant_type=x&assertion=${'A'.repeat(1_000_000)}`,
    '--b\r\nContent-Type: application/http\r\n\r\nGET User HTTP/1.1\r\n\r\n--b--',
    `${'--b\r\n'.repeat(50_000)}--b--`,
  ];
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/mixed; boundary=b',
    'text/plain;charset=utf-16',
    '',
  ];
  it.each([
    '/odata/v2/upsert',
    '/odata/v2/$batch',
    '/oauth/token',
    '/ias/oauth2/token',
    '/sandbox/faults',
    '/sandbox/settings',
  ])(
    '%s',
    async (path) => {
      for (const [index, body] of bodies.entries()) {
        await answered(post(path, body, types[index % types.length]));
        await answered(
          post(path, body, path.endsWith('$batch') ? types[2] : path.includes('token') ? types[1] : types[0]),
        );
      }
      await sandbox.control('/sandbox/reset', 'POST');
      await alive();
    },
    60_000,
  );

  it('a text that XML has no place for is written, and read again as XML', async () => {
    const record = {
      __metadata: { uri: "PerPhone(personIdExternal='100102',phoneType='10605')" },
      isPrimary: true,
      phoneNumber: '\u0000\u001b\uffff\ud800<&',
    };
    expect((await sandbox.post([record])).status).toBe(200);
    const row = await sandbox.sf("PerPhone(personIdExternal='100102',phoneType='10605')");
    expect(await row.text()).toContain('<d:phoneNumber>\ufffd\ufffd\ufffd\ufffd&lt;&amp;</d:phoneNumber>');
    await sandbox.control('/sandbox/reset', 'POST');
  });
});

describe('what is too much', () => {
  it('10 MB of a filter in the address', async () => {
    expect(statusOf(await answered(head(`GET /odata/v2/PerPerson?$filter=${'a'.repeat(10_000_000)} HTTP/1.1`)))).toBe(
      431,
    );
    await alive();
  });

  it.each([
    ['parentheses', '('.repeat(900_000)],
    ['a text without an end', `personIdExternal eq '${'x'.repeat(900_000)}`],
    ['quotes', `personIdExternal eq ${"'".repeat(900_001)}`],
    ['functions', 'tolower('.repeat(100_000)],
    ['negations', `${'not '.repeat(200_000)}true`],
    ['conditions', `${'true or '.repeat(100_000)}true`],
    ['a path', Array(200_000).fill('a').join('/')],
    ['a date without an end', `dateOfBirth eq datetime'${'1'.repeat(900_000)}`],
    ['digits', `personId eq ${'9'.repeat(900_000)}`],
  ])('a filter in a batch: %s', async (_, filter) => {
    const part = `--b\r\nContent-Type: application/http\r\n\r\nGET PerPerson?$format=json&$top=1&$filter=${encodeURI(filter).replaceAll('%20', '+')} HTTP/1.1\r\n\r\n--b--`;
    const started = performance.now();
    const answer = await answered(post('/odata/v2/$batch', part, 'multipart/mixed; boundary=b'));
    expect(answer).toMatch(/HTTP\/1\.1 202[\s\S]*HTTP\/1\.1 (?:200|400)/);
    expect(performance.now() - started).toBeLessThan(10_000);
    await alive();
  });

  it('a path that goes in circles', async () => {
    const crowd = await RunningSandbox.startBundle(bundle.file, '--people', '1000');
    const circle = (count: number) => Array(count).fill('directReports/manager').join('/');
    const ask = async (path: string) => {
      const answer = await crowd.sf('User', { $format: 'json', $top: '1', $filter: `${path}/userId eq 'nobody'` });
      return [answer.status, await answer.text()];
    };
    expect(await ask(circle(5))).toEqual([200, expect.stringContaining('"results":[]')]);
    expect(await ask(circle(6))).toEqual([400, expect.stringContaining('deeper than 10')]);
    const all = `${Array(3).fill('manager').join('/')}/${Array(3).fill('directReports').join('/')}`;
    expect(await ask(all)).toEqual([400, expect.stringContaining('too many rows')]);
    await crowd.stop();
  }, 60_000);

  it('names, levels and pages', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => `n${index}`).join();
    for (const query of [
      `$select=${many}`,
      `$expand=${many}`,
      `$expand=${Array(5000).fill('emailNav').join('/')}`,
      '$top=999999999&$skip=999999999',
      `$skiptoken=${Buffer.from('{"startRow":1e308,"endRow":1}').toString('base64')}`,
      `$skiptoken=${Buffer.from('{"startRow":5,"endRow":1,"snapshot":"__proto__"}').toString('base64')}`,
    ]) {
      await answered(head(`GET /odata/v2/PerPerson?${query} HTTP/1.1`));
    }
    await alive();
  });

  it('a hundred header fields too many, one that is too long', async () => {
    await answered(head('GET / HTTP/1.1', ...Array.from({ length: 3000 }, (_, index) => `X-${index}: 1`)));
    expect(statusOf(await answered(head('GET / HTTP/1.1', `Cookie: ${'JSESSIONID='.repeat(20_000)}`)))).toBe(431);
    await answered(head('GET /odata/v2/User HTTP/1.1', `Cookie: ${'JSESSIONID='.repeat(5000)}`));
    await alive();
  });
});

describe('what is no HTTP', () => {
  const line = 'GET /odata/v2/PerPerson HTTP/1.1\r\nHost: 127.0.0.1\r\n';
  it.each([
    ['nothing but blanks', '\r\n\r\n\r\nx\r\n\r\n'],
    ['a greeting of TLS', Buffer.from('160301020001000001fc0303', 'hex')],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/0.9', 'GET /\r\n\r\n'],
    ['HTTP/9', 'GET / HTTP/9.9\r\n\r\n'],
    ['a null byte in the line', `GET /odata/v2/\u0000 HTTP/1.1\r\n\r\n`],
    ['a field without a colon', `${line}nonsense\r\n\r\n`],
    ['a null byte in a field', `${line}X: \u0000\r\n\r\n`],
    ['two lengths', `${line}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ['a negative length', `${line}Content-Length: -1\r\n\r\n`],
    ['a length and chunks', `${line}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['chunks of no length', `${line}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['another host', 'GET /sandbox/state HTTP/1.1\r\nHost: evil.com\r\nConnection: close\r\n\r\n'],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:99999999/<script>\r\nConnection: close\r\n\r\n'],
  ])('%s', async (_, bytes) => {
    const answer = await answered(bytes);
    expect([0, 400, 403, 431, 505]).toContain(statusOf(answer));
    await alive();
  });

  it('an address with a host of its own, an upgrade, an expectation', async () => {
    expect(statusOf(await answered(head('GET http://evil.com/odata/v2/PerPerson HTTP/1.1')))).toBe(404);
    await answered(head('GET /odata/v2/PerPerson/$count HTTP/1.1', 'Upgrade: websocket'));
    expect(
      await answered(
        `${head('POST /odata/v2/upsert?$format=json HTTP/1.1', 'Expect: 100-continue', 'Content-Length: 2')}[]`,
      ),
    ).toMatch(/200 OK/);
    await answered(head('POST /odata/v2/upsert HTTP/1.1', 'Expect: the-moon', 'Content-Length: 0'));
    await alive();
  });
});

describe('connections', () => {
  it('a hundred requests in one write are answered one after the other', async () => {
    const one = `GET /odata/v2/PerPerson/$count HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${sandbox.basic}\r\n\r\n`;
    const answer = await raw(one.repeat(99) + head('GET /odata/v2/Nobody HTTP/1.1'));
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([...Array(99).fill('HTTP/1.1 200'), 'HTTP/1.1 400']);
  });

  it('bodies that come slowly, stop, or never end keep nobody waiting', async () => {
    const port = Number(new URL(sandbox.announcement.successFactors).port);
    const slow = Array.from({ length: 50 }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(head('POST /odata/v2/upsert HTTP/1.1', 'Content-Length: 100000', 'Content-Type: application/json'));
      socket.write('[');
      return socket;
    });
    const dripping = setInterval(() => {
      for (const socket of slow) socket.write(' ');
    }, 20);
    const started = performance.now();
    for (let n = 0; n < 20; n += 1) await alive();
    expect(performance.now() - started).toBeLessThan(15_000);
    clearInterval(dripping);
    for (const socket of slow) socket.destroy();
    await alive();
  });

  it('readers that go away in the middle of a page', async () => {
    const port = Number(new URL(sandbox.announcement.successFactors).port);
    for (let n = 0; n < 30; n += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(head('GET /odata/v2/PerPerson?$expand=employmentNav/jobInfoNav,emailNav HTTP/1.1'));
      await new Promise((resolve) => setTimeout(resolve, n % 5));
      socket.destroy();
    }
    await alive();
  });
});
