import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleSandbox, RunningSandbox, runSandbox } from './support/start-sandbox.ts';

let bundle: Awaited<ReturnType<typeof bundleSandbox>>;
beforeAll(async () => {
  bundle = await bundleSandbox();
});
afterAll(() => bundle.remove());

describe('starting the sandbox', () => {
  it('prints the well-known sign-in data as the first line of --json', async () => {
    const sandbox = await RunningSandbox.startBundle(bundle.file);
    expect(sandbox.announcement).toEqual({
      successFactors: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      graph: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      company: 'SANDBOX',
      user: 'sfapi',
      password: 'sandbox-password',
      tenant: 'contoso.example',
      clientId: '11111111-2222-4333-8444-555555555555',
      clientSecret: 'sandbox-secret',
      emailTypes: { business: '8448', personal: '8446', other: '8447' },
      phoneTypes: { business: '10605', cell: '10606', personal: '10607' },
      users: expect.arrayContaining([
        { user: 'sfapi', userId: '100001', email: 'sfapi@contoso.example', lacks: null },
        { user: 'no-odata', userId: '100002', email: 'no-odata@contoso.example', lacks: 'odata' },
      ]),
      oauth: { clientId: 'sandbox-api-key', tokenUrl: `${sandbox.announcement.successFactors}/oauth/token` },
      identity: {
        clientId: '22222222-3333-4444-8555-666666666666',
        unmappedClientId: '22222222-3333-4444-8555-777777777777',
        clientSecret: 'sandbox-identity-secret',
        dependency: 'SuccessFactors',
        tokenUrl: `${sandbox.announcement.successFactors}/ias/oauth2/token`,
      },
      entra: {
        address: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
        authority: `${sandbox.announcement.entra.address}/contoso.example`,
        certificateFile: expect.stringMatching(/ca\.pem$/),
        tenantId: '33333333-4444-4555-8666-777777777777',
        applications: expect.arrayContaining([
          {
            clientId: '11111111-2222-4333-8444-000000000004',
            name: 'expired-secret',
            about: 'has a secret that has expired',
          },
        ]),
        federated: {
          issuer: 'https://issuer.sandbox.example',
          subject: 'system:serviceaccount:hr:sfmap',
          audience: 'api://AzureADTokenExchange',
          tokenUrl: `${sandbox.announcement.graph}/sandbox/federated-token`,
        },
      },
    });
    expect(existsSync(sandbox.announcement.entra.certificateFile)).toBe(true);
    await sandbox.stop();
    expect(existsSync(sandbox.announcement.entra.certificateFile)).toBe(false);
  });

  it('tells people where the directory is, by which file its TLS is trusted, and how to sign in', async () => {
    const child = spawn(process.execPath, [bundle.file, '--port', '0', '--exit-with-stdin'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let text = '';
    for await (const chunk of child.stdout) {
      text += String(chunk);
      if (!text.includes('In a browser')) continue;
      const file = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(text)?.[1] ?? '';
      expect(existsSync(file)).toBe(true);
      child.stdin.end();
    }
    for (const line of [
      /Entra ID by TLS {2}https:\/\/127\.0\.0\.1:\d+\/contoso\.example /,
      /http:\/\/127\.0\.0\.1:\d+\/sandbox\/federated-token,/,
      /http:\/\/127\.0\.0\.1:\d+\/devicelogin/,
      /11111111-2222-4333-8444-000000000004 has a secret that has expired/,
    ])
      expect(text).toMatch(line);
  });

  it('shuffles rows where nothing else is said', async () => {
    const child = spawn(process.execPath, [bundle.file, '--port', '0', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
    const sandbox = new RunningSandbox(child, JSON.parse(line));
    const people = await sandbox.rows('PerPerson', { $select: 'personIdExternal' });
    const ids = people.map((person) => String(person['personIdExternal']));
    expect(ids).not.toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(16);
    await sandbox.stop();
  });

  it('ends with code 0 on SIGTERM and on SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const sandbox = await RunningSandbox.startBundle(bundle.file);
      sandbox.process.kill(signal);
      expect(await sandbox.ended).toBe(0);
    }
  });

  it('ends when its standard input closes, if it was started so', async () => {
    const sandbox = await RunningSandbox.startBundle(bundle.file, '--exit-with-stdin');
    sandbox.process.stdin?.end();
    expect(await sandbox.ended).toBe(0);
  });

  it('takes SuccessFactors to the port given, Graph to the next, and TLS to the one behind', async () => {
    // Three that are free now; taken in between by somebody else, the next are tried.
    for (let port = 47_310; ; port += 3) {
      try {
        const sandbox = await RunningSandbox.startBundle(bundle.file, '--port', String(port));
        expect(sandbox.announcement.successFactors).toBe(`http://127.0.0.1:${port}`);
        expect(sandbox.announcement.graph).toBe(`http://127.0.0.1:${port + 1}`);
        expect(sandbox.announcement.entra.address).toBe(`https://127.0.0.1:${port + 2}`);
        await sandbox.stop();
        return;
      } catch (error) {
        if (port > 47_350 || !String(error).includes('ended with 2')) throw error;
      }
    }
  });

  it('says which port is in use and what to do, with code 2', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ended = await runSandbox(bundle.file, ['--port', String(port)]);
    blocker.close();
    expect(ended).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(`port ${port} is in use`) });
    expect(ended.stderr).toContain('--port');
  });

  it.each([
    [['--bogus'], 'unknown argument --bogus'],
    [['--people', 'many'], '--people takes a whole number'],
    [['--people'], 'not nothing'],
    [['--port', '70000'], '--port takes a whole number'],
    [['--picklist-ids', 'third'], '--picklist-ids takes first or second, not third'],
    [['--token-life', 'long'], '--token-life takes a whole number'],
    [['--oauth-certificate', 'no/such/file.pem'], 'no/such/file.pem cannot be read'],
    [['--oauth-certificate', 'package.json'], 'no X.509 certificate'],
    [['--fault', '503'], '--fault takes KIND=RATE'],
    [['--fault', 'gremlin=0.1'], '"kind" must be one of'],
    [['--fault', '503=7'], '"rate" must be a number from 0 to 1'],
  ])('refuses %j with code 2 and the usage', async (args, message) => {
    const ended = await runSandbox(bundle.file, args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).toContain('Usage: sandbox');
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  it('answers to loopback and invented host names only', async () => {
    const sandbox = await RunningSandbox.startBundle(bundle.file);
    const { hostname, port } = new URL(sandbox.announcement.successFactors);
    const { request } = await import('node:http');
    const status = (host: string) =>
      new Promise((resolve, reject) => {
        request({ hostname, port, path: '/sandbox/state', headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status('rebinding.attacker.com')).toBe(403);
    expect(await status('api4.contoso.example:443')).toBe(200);
    await sandbox.stop();
  });
});
