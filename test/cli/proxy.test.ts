import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, request as send } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';

const host = 'api4preview.sapsf.com';
const tenant = useTenant();
const { sfmap } = tenant;
const servers: Server[] = [];
let folder = '';
let proxy = '';
/** What came to the proxy: `CONNECT host:port authorization`. */
const asked: string[] = [];
let answer = '200 Connection established';

const portOf = (server: Server) => (server.address() as AddressInfo).port;
async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return portOf(server);
}

/** The sandbox behind TLS under the name of a real API server, and a proxy that leads there and nowhere else. */
beforeAll(async () => {
  folder = join(sfmap.folder, 'proxy');
  mkdirSync(folder);
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...files,
    ...names,
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  const { successFactors, company, user } = tenant.sandbox.announcement;
  const content = { connections: { c: { production: false, successFactors: { host, company, user } } } };
  writeFileSync(join(folder, 'sfmap.json'), JSON.stringify(content));

  const certificate = {
    key: readFileSync(join(folder, 'key.pem')),
    cert: readFileSync(join(folder, 'cert.pem')),
  };
  const tls = createTlsServer(certificate, (request, response) => {
    const { method, headers, url } = request;
    const inner = { ...headers, host: new URL(successFactors).host };
    const onward = send(`${successFactors}${url}`, { method: method ?? 'GET', headers: inner }, (answered) => {
      response.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(response);
    });
    request.pipe(onward);
  });
  const inside = await listen(tls as unknown as Server);
  const tunnel = createServer((_request, response) => response.writeHead(400).end());
  tunnel.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    if (!answer.startsWith('200')) return void socket.end(`HTTP/1.1 ${answer}\r\ncontent-length: 0\r\n\r\n`);
    if (answer.includes('never')) return;
    const onward = connect(inside, '127.0.0.1', () => {
      socket.write(`HTTP/1.1 ${answer}\r\n\r\n`);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  proxy = `127.0.0.1:${await listen(tunnel)}`;
});
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

async function connectionTest(env: Readonly<Record<string, string>>, answers = '200 Connection established') {
  answer = answers;
  asked.length = 0;
  return sfmap.run(['connection', 'test', 'c', '--config', join(folder, 'sfmap.json')], {
    env: {
      SFMAP_C_HOST: host,
      SFMAP_C_SF_PASSWORD: 'sandbox-password',
      NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
      ...env,
    },
  });
}

describe('a proxy of the company', () => {
  test('is gone through with one connection, which stays open; its certificate is that of NODE_EXTRA_CA_CERTS', async () => {
    const ended = await connectionTest({ HTTPS_PROXY: `http://${proxy}` });
    expect(ended.out).toContain('The connection c works.');
    expect(ended.out).toContain('has announced the end on November 20, 2026');
    expect(asked).toEqual([`CONNECT ${host}:443`]);
  });

  test('gets user and password, which show nowhere', async () => {
    const ended = await connectionTest({ https_proxy: `http://ana:ge%3Aheim@${proxy}`, DEBUG: '*' });
    expect(ended.code).toBe(0);
    expect(asked).toEqual([`CONNECT ${host}:443 Basic ${Buffer.from('ana:ge:heim').toString('base64')}`]);
    expect(ended.out + ended.err).not.toMatch(/heim|YW5hOm/);
  });

  test.each([
    ['without a scheme', () => ({ HTTPS_PROXY: proxy })],
    ['of ALL_PROXY', () => ({ ALL_PROXY: `http://${proxy}/` })],
  ])('may be written %s', async (_, env) => {
    expect((await connectionTest(env())).code).toBe(0);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['407 Proxy Authentication Required', /asks for a sign-in \(407\)\. Put user and password into HTTPS_PROXY/],
    ['403 Forbidden', /makes no connection to api4preview\.sapsf\.com \(403\)\. Ask who runs the proxy/],
    ['502 Bad Gateway', /makes no connection to api4preview\.sapsf\.com \(502\)/],
  ])('that answers %s is told apart from the system', async (answers, message) => {
    const ended = await connectionTest({ HTTPS_PROXY: `http://ana:geheim@${proxy}` }, answers);
    expect(ended.out).toMatch(/FAILED +SuccessFactors: host +The proxy 127\.0\.0\.1:\d+ /);
    expect(ended.out).toMatch(message);
    expect(ended.out + ended.err).not.toContain('geheim');
    expect(ended.code).toBe(3);
  });

  test('that nobody runs, and one that never answers', async () => {
    const gone = await connectionTest({ HTTPS_PROXY: 'http://127.0.0.1:1' });
    expect(gone.out).toMatch(/The proxy 127\.0\.0\.1:1 was not reached \(ECONNREFUSED\)\. Correct HTTPS_PROXY/);
    const silent = await connectionTest({ HTTPS_PROXY: `http://${proxy}`, SFMAP_TIMEOUT_MS: '700' }, '200 never');
    expect(silent.out).toMatch(/within 0\.7 s/);
  });

  test.each(['socks5://127.0.0.1:1080', 'http://', '://geheim'])('%s is a mistake on this side', async (text) => {
    const ended = await connectionTest({ HTTPS_PROXY: text });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('HTTPS_PROXY holds no address of a proxy');
    expect(ended.err).not.toContain('geheim');
  });

  test('whose certificate is not known is not trusted', async () => {
    const ended = await connectionTest({ HTTPS_PROXY: `http://${proxy}`, NODE_EXTRA_CA_CERTS: '' });
    expect(ended.out).toMatch(
      /FAILED +SuccessFactors: host +The certificate of api4preview\.sapsf\.com is not trusted/,
    );
    expect(ended.out).toContain('set NODE_EXTRA_CA_CERTS to its certificate');
  });

  test('never comes between us and this machine', async () => {
    answer = '200 Connection established';
    asked.length = 0;
    const everything = { HTTPS_PROXY: `http://${proxy}`, HTTP_PROXY: `http://${proxy}`, ALL_PROXY: `http://${proxy}` };
    const ended = await sfmap.run(['connection', 'test', 'sandbox'], { env: everything });
    expect(ended.code).toBe(0);
    expect(asked).toEqual([]);
  });
});
