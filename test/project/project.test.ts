import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import type { Connection } from '../../server/src/project/connection.ts';
import { parseParameterArguments, resolveParameters } from '../../server/src/project/parameters.ts';
import { connectionNames, findConnection, findProjectFile, parseProject } from '../../server/src/project/project.ts';
import { readSampleFile } from '../../server/src/project/sample-file.ts';
import { readSecrets } from '../../server/src/project/secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'sfmap-project-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const connection = {
  successFactors: { host: 'api4preview.sapsf.com', company: 'contosoT1', user: 'sfapi' },
  entraId: { tenant: 'contoso.onmicrosoft.com', clientId: 'app-1' },
};
const project = (content: unknown) => parseProject(JSON.stringify(content), 'sfmap.json');

test('the nearest project file beside or above a mapping counts', async () => {
  const deep = join(folder, 'a', 'b');
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(folder, 'sfmap.json'), '{}');
  expect(await findProjectFile(join(deep, 'x.sfmap'))).toBe(join(folder, 'sfmap.json'));
  writeFileSync(join(folder, 'a', 'sfmap.json'), '{}');
  expect(await findProjectFile(join(deep, 'x.sfmap'))).toBe(join(folder, 'a', 'sfmap.json'));
  mkdirSync(join(deep, 'sfmap.json'));
  expect(await findProjectFile(deep)).toBe(join(folder, 'a', 'sfmap.json'));
});

describe('a project file that is not valid names the place and the cure', () => {
  const within = (change: object) => ({ connections: { test: { ...connection, ...change } } });
  test.each([
    [{ paramters: {} }, 'sfmap.json: paramters is not known. Take it out, or check its spelling.'],
    [
      { parameters: { businessEmailType: 8448 } },
      'parameters.businessEmailType must be a text. Write it in double quotes.',
    ],
    [within({ production: 'no' }), 'connections.test.production must be true or false.'],
    [within({ password: 'geheim' }), 'connections.test.password looks like a secret, and this file never holds one.'],
    [
      within({ successFactors: { ...connection.successFactors, host: 7 } }),
      'connections.test.successFactors.host must be a text.',
    ],
    [within({ successFactors: undefined }), 'connections.test.successFactors must be an object.'],
    [within({ generation: '2019' }), 'connections.test.generation must be one of 2020, current.'],
    [{ rules: { SFM2104: 'none' } }, 'rules.SFM2104 must be one of off, information, warning, error.'],
    [{ connections: { sandbox: connection } }, 'connections.sandbox is the name of the built-in sandbox.'],
    [[], 'the file must be an object.'],
  ])('%j', (content, message) => {
    let text = '';
    try {
      project(content);
    } catch (error) {
      text = error instanceof Error && 'sentence' in error ? String(error.sentence) : String(error);
    }
    expect(text).toContain(message);
    expect(text).not.toContain('geheim');
  });

  test('text that is not JSON', () => {
    expect(() => parseProject('{"parameters": }', 'sfmap.json')).toThrow('sfmap.json is not JSON');
  });
});

describe('connections', () => {
  test('a connection without production is a production tenant', () => {
    const { content } = project({ connections: { live: connection, test: { ...connection, production: false } } });
    const all = { parameters: new Map(), rules: new Map(), content };
    expect(findConnection(all, 'live', {}).environment).toBe('production');
    expect(findConnection(all, 'test', {}).environment).toBe('test');
    expect(connectionNames(all)).toEqual(['sandbox', 'live', 'test']);
    expect(() => findConnection(all, 'tset', {})).toThrow('There is no connection tset in');
    expect(() => findConnection(all, '__proto__', {})).toThrow('There is no connection');
  });

  test('the sandbox exists without a file, on loopback alone', () => {
    const sandbox = findConnection(project({}), 'sandbox', {});
    expect(sandbox.successFactors.address.origin).toBe('http://127.0.0.1:45100');
    expect(sandbox.entraId?.graph.origin).toBe('http://127.0.0.1:45101');
    expect(sandbox.parameters.get('businessEmailType')).toBe('8448');
    const moved = findConnection(project({}), 'sandbox', { SFMAP_SANDBOX_HOST: 'http://127.0.0.1:5000' });
    expect(moved.entraId?.graph.origin).toBe('http://127.0.0.1:5001');
    expect(() => findConnection(project({}), 'sandbox', { SFMAP_SANDBOX_HOST: 'api4.successfactors.com' })).toThrow(
      'The sandbox runs on this machine',
    );
  });

  test('a Graph on this machine beside a real SuccessFactors is refused', () => {
    const entraId = { ...connection.entraId, graph: 'http://127.0.0.1:9999' };
    const content = project({ connections: { test: { ...connection, entraId } } });
    expect(() => findConnection(content, 'test', {})).toThrow('is on this machine, but SuccessFactors is not');
  });
});

describe('the sign-in of a connection', () => {
  const { host, company, user } = connection.successFactors;
  const read = (change: object) =>
    findConnection(
      project({ connections: { test: { successFactors: { host, company, user, ...change } } } }),
      'test',
      {},
    ).successFactors;

  test('is user and password, a signed assertion, or OpenID Connect', () => {
    expect(read({}).signIn).toEqual({ kind: 'basic' });
    expect(read({ auth: 'oauth-saml', clientId: 'key' }).signIn).toEqual({
      kind: 'oauth-saml',
      clientId: 'key',
      userIs: 'username',
    });
    const oidc = { auth: 'oidc', clientId: 'c', tokenUrl: 'contoso.accounts.ondemand.com', user: undefined };
    expect(read({ ...oidc, dependency: 'SuccessFactors' })).toMatchObject({
      user: 'c',
      signIn: {
        kind: 'oidc',
        clientAuth: 'secret',
        dependency: 'SuccessFactors',
        token: { url: 'https://contoso.accounts.ondemand.com/oauth2/token' },
      },
    });
  });

  test.each([
    [{ clientId: 'key' }, 'clientId is not used by auth basic. Take it out, or set "auth": "oauth-saml" or "oidc".'],
    [{ auth: 'oauth-saml' }, 'clientId is missing. Copy the API key of the client there'],
    [{ auth: 'oauth-saml', clientId: 'k', tokenUrl: 'x' }, 'tokenUrl is not used by auth oauth-saml.'],
    [{ auth: 'oauth-saml', clientId: 'k', userIs: 'name' }, 'userIs must be one of username, userId, email.'],
    [{ user: undefined }, 'user is missing.'],
    [{ auth: 'oidc', clientId: 'c' }, 'tokenUrl is missing.'],
    [{ auth: 'oidc', clientId: 'c', tokenUrl: 'evil.example' }, 'is no tenant of SAP Cloud Identity Services.'],
    [{ auth: 'oidc', clientId: 'c', tokenUrl: '127.0.0.1:1' }, 'one of host and tokenUrl is on this machine'],
    [
      { auth: 'oidc', clientId: 'c', tokenUrl: 'x.accounts.cloud.sap', company: undefined, user: undefined },
      'company is missing',
    ],
    [
      { auth: 'oidc', clientId: 'c', tokenUrl: 'x.accounts.cloud.sap', dependency: 'a&b' },
      'dependency is not the name of a dependency.',
    ],
  ])('%j is refused', (change, message) => {
    let text = '';
    try {
      read(change);
    } catch (error) {
      text = error instanceof SfmapError ? error.sentence : String(error);
    }
    expect(text).toContain(message);
  });

  test('says what was read otherwise than it is written', () => {
    const pasted = { host: 'https://api4.successfactors.com/odata/v2/', user: 'sfapi@contosoT1', company: undefined };
    expect(read(pasted).notes).toEqual([
      'host is written as https://api4.successfactors.com/odata/v2/; api4.successfactors.com is used.',
      'user is written as sfapi@contosoT1; that is user sfapi of company contosoT1.',
    ]);
    expect(read({}).notes).toEqual([]);
    const content = { connections: { test: { ...connection, production: false } } };
    content.connections.test.successFactors = { ...connection.successFactors, host: 'api2.successfactors.eu' };
    expect(findConnection(project(content), 'test', {}).successFactors.notes).toEqual([
      '"production" is false, but api2.successfactors.eu is a server of production tenants.',
    ]);
  });
});

describe('secrets', () => {
  const test1 = findConnection(project({ connections: { 'contoso-t1': connection } }), 'contoso-t1', {});
  const host = { SFMAP_CONTOSO_T1_HOST: 'api4preview.sapsf.com' };
  const read = (one: Connection, env: Record<string, string>, names = ['contoso-t1']) =>
    readSecrets(one, names, ['SuccessFactors'], env, folder);
  test('are read by name, bound to the host, and named when missing', async () => {
    const env = { ...host, SFMAP_CONTOSO_T1_SF_PASSWORD: 'geheim' };
    expect(await read(test1, env)).toEqual({ SF_PASSWORD: 'geheim' });
    await expect(read(test1, host)).rejects.toThrow('SFMAP_CONTOSO_T1_SF_PASSWORD');
    const elsewhere = { ...env, SFMAP_CONTOSO_T1_HOST: 'api2.successfactors.eu' };
    await expect(read(test1, elsewhere)).rejects.toThrow('belong to another host');
    const { SFMAP_CONTOSO_T1_HOST: _, ...unbound } = env;
    await expect(read(test1, unbound)).rejects.toThrow('SFMAP_CONTOSO_T1_HOST is not set');
  });
  test('two names that share a variable are an error', async () => {
    await expect(read(test1, host, ['contoso-t1', 'contoso_t1'])).rejects.toThrow('would share');
  });

  const { host: sapHost, company, user } = connection.successFactors;
  const signedIn = (change: object) => {
    const successFactors = { host: sapHost, company, user, ...change };
    return findConnection(project({ connections: { 'contoso-t1': { successFactors } } }), 'contoso-t1', {});
  };
  test('of OAuth are a private key, as text or as a file', async () => {
    const saml = signedIn({ auth: 'oauth-saml', clientId: 'key-1' });
    expect(await read(saml, { ...host, SFMAP_CONTOSO_T1_SF_PRIVATE_KEY: 'pem' })).toEqual({ SF_PRIVATE_KEY: 'pem' });
    writeFileSync(join(folder, 'key.pem'), 'pem of a file\n');
    const byFile = { ...host, SFMAP_CONTOSO_T1_SF_PRIVATE_KEY_FILE: 'key.pem' };
    expect(await read(saml, byFile)).toEqual({ SF_PRIVATE_KEY: 'pem of a file\n' });
    const gone = { ...host, SFMAP_CONTOSO_T1_SF_PRIVATE_KEY_FILE: 'gone.pem' };
    await expect(read(saml, gone)).rejects.toThrow('The private key');
    await expect(read(saml, host)).rejects.toMatchObject({
      cure: expect.stringContaining('SFMAP_CONTOSO_T1_SF_PRIVATE_KEY_FILE'),
    });
  });
  test('of OpenID Connect are bound to the host that they are sent to as well', async () => {
    const oidc = signedIn({ auth: 'oidc', clientId: 'c', tokenUrl: 'contoso.accounts.ondemand.com' });
    const env = { ...host, SFMAP_CONTOSO_T1_SF_CLIENT_SECRET: 'geheim' };
    await expect(read(oidc, env)).rejects.toThrow('SFMAP_CONTOSO_T1_IDENTITY_HOST is not set');
    const bound = { ...env, SFMAP_CONTOSO_T1_IDENTITY_HOST: 'contoso.accounts.ondemand.com' };
    expect(await read(oidc, bound)).toEqual({ SF_CLIENT_SECRET: 'geheim' });
    const other = signedIn({ auth: 'oidc', clientId: 'c', tokenUrl: 'thief.accounts.ondemand.com' });
    await expect(read(other, bound)).rejects.toThrow('belong to another host than thief.accounts.ondemand.com');
    const proved = signedIn({
      auth: 'oidc',
      clientId: 'c',
      tokenUrl: 'x.accounts.cloud.sap',
      clientAuth: 'certificate',
    });
    await expect(read(proved, bound)).rejects.toThrow('SFMAP_CONTOSO_T1_SF_PRIVATE_KEY');
  });
});

describe('parameters', () => {
  const declared = new Map([
    ['a', 'file'],
    ['b', undefined],
  ]);
  test('the command line wins over the connection, the connection over sfmap.json, that over the file', () => {
    const layers = { project: new Map([['a', 'project']]), connection: new Map([['a', 'connection']]) };
    const of = (sources: object) => resolveParameters({ declared, ...sources }).values.get('a');
    expect(of({})).toBe('file');
    expect(of({ project: layers.project })).toBe('project');
    expect(of(layers)).toBe('connection');
    expect(of({ ...layers, given: new Map([['a', 'given']]) })).toBe('given');
    expect(resolveParameters({ declared }).missing).toEqual(['b']);
  });
  test('a name that the mapping does not declare, a text without =, a name twice', () => {
    expect(() => resolveParameters({ declared, given: new Map([['c', '1']]) })).toThrow('declares no parameter c');
    expect(() => parseParameterArguments(['a'])).toThrow('is not NAME=VALUE');
    expect(() => parseParameterArguments(['a=1', 'a=2'])).toThrow('gives a twice');
    expect(parseParameterArguments(['a==x']).get('a')).toBe('=x');
  });
});

describe('payload files', () => {
  const file = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text);
    return readSampleFile(join(folder, name));
  };
  const person = { personIdExternal: '1' };
  test.each([
    ['object', person],
    ['d', { d: person }],
    ['results', { d: { results: [person] } }],
    ['graph page', { value: [person] }],
  ])('%s', async (name, content) => {
    expect(await file(`${name}.json`, JSON.stringify(content))).toEqual([person]);
  });
  test('a byte-order mark is left out', async () => {
    expect(await file('bom.json', `\ufeff${JSON.stringify(person)}`)).toEqual([person]);
  });
  test.each([
    ['text', 'hello', 'is not JSON'],
    ['html', ' <!doctype html><p>', 'is an HTML page'],
    ['xml', '<?xml version="1.0"?><feed/>', 'is XML'],
    ['number', '7', 'is JSON, but no person'],
    ['null', '{"d":null}', 'is JSON, but no person'],
    ['latin1', Buffer.from([0x7b, 0xe9, 0x7d]), 'is not UTF-8'],
  ])('%s is refused', async (name, text, message) => {
    await expect(file(`${name}.bad`, text)).rejects.toThrow(message);
  });
  test('a folder and a device are no payload', async () => {
    await expect(readSampleFile(folder)).rejects.toThrow('is not a regular file');
    await expect(readSampleFile('/dev/zero')).rejects.toThrow('is not a regular file');
  });
});
