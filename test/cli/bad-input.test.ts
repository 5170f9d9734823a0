import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { useTenant } from './support/set-up.ts';
import { type Ended, example, persons } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;

const preview = (...more: string[]) => ['preview', example('scenario-2'), '--connection', 'sandbox', ...more];
const one = persons('100101');

/** One message with its cure, the exit code, nothing on standard output, no stack trace, no secret. */
function expectProblem(ended: Ended, code: number, ...messages: readonly string[]) {
  for (const message of messages) expect(ended.err).toContain(message);
  expect(ended.code).toBe(code);
  expect(ended.out).toBe('');
  expect(ended.err).not.toMatch(/\n\s+at /);
  expect(ended.err).not.toMatch(/sandbox-password|sandbox-secret|wrong-password|Basic /);
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

describe('remote systems', () => {
  test('a wrong password is sent once, and the cure warns of the lock', async () => {
    const ended = await sfmap.run(preview(...one), { env: { SFMAP_SANDBOX_SF_PASSWORD: 'wrong-password' } });
    expectProblem(ended, 3, 'SuccessFactors refuses the user name or the password (LGN0015).', 'lock the account');
  });

  test('a wrong client secret', async () => {
    const ended = await sfmap.run(preview(...one), { env: { SFMAP_SANDBOX_GRAPH_CLIENT_SECRET: 'wrong-password' } });
    expectProblem(ended, 3, 'Entra ID refuses the sign-in: the client secret is wrong (AADSTS7000215).');
  });

  test('a closed port', async () => {
    const ended = await sfmap.run(preview(...one), { env: { SFMAP_SANDBOX_GRAPH: 'http://127.0.0.1:9' } });
    expectProblem(ended, 3, 'Nothing listens at 127.0.0.1:9. Start the sandbox');
  });

  test('a host that takes the connection and never answers', async () => {
    const server = createServer(() => undefined);
    const address = await listen(server);
    const started = Date.now();
    const ended = await sfmap.run(preview(...one), {
      env: { SFMAP_SANDBOX_HOST: address, SFMAP_TIMEOUT_MS: '700' },
    });
    server.close();
    expectProblem(ended, 3, `SuccessFactors at ${address.slice(7)} gave no answer within 0.7 s.`);
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  test.each([
    [
      'an HTML page',
      200,
      '<!DOCTYPE html><html><body>Sign in</body></html>',
      'SuccessFactors answered with an HTML page (200)',
    ],
    ['half of a JSON text', 200, '{"d":{"results":[', 'something that is not JSON (200)'],
    ['JSON of another kind', 200, '{"hello":1}', 'SuccessFactors sent an answer without d.'],
    ['a redirect', 302, '', 'sends to another address (302)'],
    ['maintenance', 503, '<html>Maintenance</html>', 'SuccessFactors is not available (503): probably maintenance.'],
  ])('%s', async (_name, status, body, message) => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(status, status === 302 ? { location: 'https://elsewhere.example/' } : {});
      response.end(body);
    });
    const address = await listen(server);
    const ended = await sfmap.run(preview(...one), { env: { SFMAP_SANDBOX_HOST: address } });
    server.close();
    server.closeAllConnections();
    expectProblem(ended, 3, message);
  });

  test('a reading that breaks off never becomes a preview', async () => {
    const crowd = await RunningSandbox.start('--people', '400');
    await crowd.control('/sandbox/faults', 'POST', { kind: 'drop', after: 2, system: 'successfactors' });
    const ended = await sfmap.run(['plan', ...preview('--all', '--out', join(sfmap.folder, 'never.json')).slice(1)], {
      env: {
        SFMAP_SANDBOX_HOST: crowd.announcement.successFactors,
        SFMAP_SANDBOX_GRAPH: crowd.announcement.graph,
      },
    });
    await crowd.stop();
    expectProblem(ended, 3, 'broke off');
    expect(readdirSync(sfmap.folder).filter((name) => /never|tmp/.test(name))).toEqual([]);
  });
});

describe('mappings', () => {
  const cases: readonly (readonly [string, string | Buffer, number, string])[] = [
    ['cut off', 'provision EntraID -> SuccessFactors\nmap {\n  email <- IIF(IsPresent([mail]), ', 1, 'error'],
    ['without a join', 'provision EntraID -> SuccessFactors\nmap {\n  email <- [mail]\n}\n', 1, ''],
    ['random bytes', randomBytes(1_000_000), 2, 'is not UTF-8 text. Save it as UTF-8.'],
    ['empty', '', 1, ''],
    [
      'of a directory that is not read',
      'provision SuccessFactors -> ActiveDirectory\nmap {\n  employeeID <- [personIdExternal] match 1\n}\n',
      2,
      'provisions Active Directory',
    ],
  ];
  test.each(cases)('%s', async (name, content, code, message) => {
    const file = join(sfmap.folder, `${name.replaceAll(' ', '-')}.sfmap`);
    writeFileSync(file, content);
    const ended = await sfmap.run(['preview', file, '--connection', 'sandbox', '--all']);
    expectProblem(ended, code, message);
  });

  test('not there, a folder', async () => {
    const gone = await sfmap.run(['preview', 'gone.sfmap', '--connection', 'sandbox', '--all']);
    expectProblem(gone, 2, 'gone.sfmap does not exist.');
    const name = join(sfmap.folder, 'without-mapping');
    mkdirSync(join(name, 'folder.sfmap'), { recursive: true });
    const folder = await sfmap.run(['preview', name, '--connection', 'sandbox', '--all']);
    expectProblem(folder, 2, 'holds no .sfmap file.');
  });
});

describe('payloads', () => {
  const inbound = 'examples/inbound/contoso.sfmap';
  const cases: readonly (readonly [string, string, string])[] = [
    ['not-json', 'firstName: Rita', 'is not JSON'],
    ['html', '<!DOCTYPE html><html><body>Sign in</body></html>', 'is an HTML page'],
    ['empty', '', 'is empty'],
    ['nobody', '{"d":{"results":[]}}', 'holds nobody'],
    ['50-mb', JSON.stringify({ personIdExternal: 'x'.repeat(50 * 1024 * 1024) }), 'has 51 MB; 32 MB is the most'],
  ];
  test.each(cases)('%s', async (name, content, message) => {
    const file = join(sfmap.folder, `${name}.json`);
    writeFileSync(file, content);
    expectProblem(await sfmap.run(['eval', inbound, '--payload', file]), 2, message);
  });
});

describe('usage', () => {
  test('an unknown person is an error of that person', async () => {
    const ended = await sfmap.run(preview(...persons('999999', '100102')));
    expect(ended.code).toBe(1);
    expect(ended.out).toContain('Entra ID has no user 999999.');
    expect(ended.out).toContain('Ingrid Solberg');
  });

  test('which people must be said, once', async () => {
    expectProblem(
      await sfmap.run(preview()),
      2,
      'Use --person ID (repeated), --sample N, --group ID, --changed or --all.',
    );
    expectProblem(await sfmap.run(preview('--all', ...one)), 2, 'Only one of');
    expectProblem(await sfmap.run(preview('--sample', '0')), 2, 'whole number above 0');
  });

  test('an unknown command, option or connection', async () => {
    expectProblem(await sfmap.run(['prewiev']), 2, "unknown command 'prewiev'");
    expectProblem(await sfmap.run(preview('--everybody')), 2, "unknown option '--everybody'");
    const ended = await sfmap.run(['preview', example('scenario-1'), '--connection', 'test', '--all']);
    expectProblem(ended, 2, 'There is no connection test', 'Known: sandbox');
  });
});

describe('connections of sfmap.json', () => {
  /** A folder with a mapping and a project file; the tenant of the connection is the sandbox under another name. */
  function project(name: string, change: (content: { connections: { contoso: Record<string, unknown> } }) => void) {
    const folder = join(sfmap.folder, name);
    mkdirSync(folder);
    const { successFactors, graph, company, user, tenant: directory, clientId } = tenant.sandbox.announcement;
    const content = {
      connections: {
        contoso: {
          production: false as boolean | undefined,
          successFactors: { host: successFactors, company, user },
          entraId: { tenant: directory, clientId, graph },
          parameters: { businessEmailType: '8448', businessPhoneType: '10605', cellPhoneType: '10606' },
        },
      },
    };
    change(content);
    writeFileSync(join(folder, 'sfmap.json'), JSON.stringify(content));
    const mapping = join(folder, 'writeback.sfmap');
    writeFileSync(
      mapping,
      `provision EntraID -> SuccessFactors
param businessEmailType
map {
  personIdExternal <- [employeeId] match 1
  email            <- [mail]
  emailType        <- "{{businessEmailType}}"
  emailIsPrimary   <- "true"
}
`,
    );
    return mapping;
  }
  const secrets = () => ({
    SFMAP_CONTOSO_HOST: tenant.sandbox.announcement.successFactors.slice(7),
    SFMAP_CONTOSO_SF_PASSWORD: 'sandbox-password',
    SFMAP_CONTOSO_GRAPH_CLIENT_SECRET: 'sandbox-secret',
  });
  const keep = () => undefined;
  const run = (mapping: string, command: string, env: Record<string, string>, ...more: string[]) =>
    sfmap.run([command, mapping, '--connection', 'contoso', ...one, ...more], { env });

  test('secrets come from the environment and are bound to the host', async () => {
    const mapping = project('secrets', keep);
    expect((await run(mapping, 'preview', secrets())).code).toBe(0);
    const { SFMAP_CONTOSO_SF_PASSWORD: _, ...noPassword } = secrets();
    expectProblem(await run(mapping, 'preview', noPassword), 2, 'SFMAP_CONTOSO_SF_PASSWORD');
    expectProblem(
      await run(mapping, 'preview', { ...secrets(), SFMAP_CONTOSO_HOST: 'api4.successfactors.com' }),
      2,
      'belong to another host',
    );
  });

  test('production needs its name beside --yes', async () => {
    const mapping = project('production', ({ connections }) => {
      delete connections.contoso['production'];
    });
    const without = await run(mapping, 'writeback', secrets(), '--yes');
    expectProblem(without, 2, 'is a production tenant, and --yes does not suffice. Add --production contoso.');
    expectProblem(
      await run(mapping, 'writeback', secrets(), '--yes', '--production', 'other'),
      2,
      '--production contoso',
    );
    const ended = await run(mapping, 'writeback', secrets(), '--yes', '--production', 'contoso');
    expect(ended.out).toContain('1 of 1 row written to SuccessFactors SANDBOX (production).');
    expect(ended.code).toBe(0);
  });

  test('a parameter without a text is named', async () => {
    const mapping = project('parameter', ({ connections }) => {
      connections.contoso['parameters'] = {};
    });
    expectProblem(
      await run(mapping, 'preview', secrets()),
      2,
      'The connection contoso gives no text for businessEmailType.',
      '--param businessEmailType=…',
    );
    expect((await run(mapping, 'preview', secrets(), '--param', 'businessEmailType=8448')).code).toBe(0);
  });

  test('connection test shows each step, and the first that fails with its cure', async () => {
    const mapping = project('test', keep);
    const args = ['connection', 'test', 'contoso', '--config', join(mapping, '..', 'sfmap.json')];
    const fine = await sfmap.run(args, { env: secrets() });
    // Of a token that can be read, what it allows is a check of its own.
    expect(fine.out.match(/^ok (?!.*: permissions )/gm)).toHaveLength(15);
    expect(fine.code).toBe(0);
    const wrong = await sfmap.run(args, { env: { ...secrets(), SFMAP_CONTOSO_SF_PASSWORD: 'wrong-password' } });
    expect(wrong.out).toMatch(/FAILED +SuccessFactors: sign-in .*LGN0015/);
    expect(wrong.out.match(/^ok .*SuccessFactors/gm)).toHaveLength(2);
    expect(wrong.code).toBe(3);
  });

  test('connection test asks for no secret of an Entra tenant that the connection does not have', async () => {
    const mapping = project('sf-alone', ({ connections }) => {
      delete connections.contoso['entraId'];
    });
    const { SFMAP_CONTOSO_GRAPH_CLIENT_SECRET: _, ...env } = secrets();
    const args = ['connection', 'test', 'contoso', '--config', join(mapping, '..', 'sfmap.json')];
    const fine = await sfmap.run(args, { env });
    expect(fine.out.match(/^ok /gm)).toHaveLength(12);
    expect(fine.code).toBe(0);
    expectProblem(await run(mapping, 'preview', env), 2, 'The connection contoso names no Entra tenant.');
  });

  test.each([
    [500, '<html></html>', /FAILED +SuccessFactors: host/],
    [
      500,
      '{"error":{"code":"X","message":{"value":"bad \\u001b]0;pwned\\u0007 thing"}}}',
      /FAILED +SuccessFactors: host .*bad ·]0;pwned· thing/,
    ],
    [429, '', /FAILED +SuccessFactors: sign-in .*\(429\)/],
    [400, '{"error":{"code":"X","message":{"value":"no"}}}', /FAILED +SuccessFactors: read PerPerson .*\(400\): no/],
  ])('connection test claims no sign-in that was not seen: %d %s', async (status, body, failure) => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(status, { 'retry-after': '0' });
      response.end(body);
    });
    const address = await listen(server);
    const ended = await sfmap.run(['connection', 'test', 'sandbox'], {
      env: { SFMAP_SANDBOX_HOST: address, SFMAP_SANDBOX_GRAPH: tenant.sandbox.announcement.graph },
    });
    server.close();
    server.closeAllConnections();
    expect(ended.out).toMatch(failure);
    expect(/ok +SuccessFactors: sign-in/.test(ended.out)).toBe(status === 400);
    expect(ended.out).not.toContain('\u001b');
    expect(ended.code).toBe(3);
  });

  test('a setting that is wrong on this side is no finding about the tenant', async () => {
    const ended = await sfmap.run(['connection', 'test', 'sandbox'], { env: { SFMAP_TIMEOUT_MS: 'abc' } });
    expectProblem(ended, 2, 'SFMAP_TIMEOUT_MS is abc. Set it to whole milliseconds');
  });
});
