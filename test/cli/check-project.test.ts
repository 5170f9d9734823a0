import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { inboundSchema } from '../core/baseline/schema.ts';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const TEXT = `provision SuccessFactors -> EntraID
actions update
map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Jion(" ", [firstName])
  city        <- [nobody]
}
`;

const sfmap = useSfmap();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(sfmap.folder, 'project-'));
  writeFileSync(join(folder, 'workers.sfmap'), TEXT);
});

const project = (content: unknown, name = 'sfmap.json') =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const check = (...args: string[]) => sfmap.run(['check', '--format', 'json', ...args], { cwd: folder });
const levels = (out: string) =>
  (JSON.parse(out) as { code: string; severity: string }[]).map(({ code, severity }) => `${code} ${severity}`);

describe('levels of sfmap.json', () => {
  it('decide what is found, how bad it is, and the exit code', async () => {
    expect(levels((await check('workers.sfmap')).out)).toEqual(['SFM2001 error', 'SFM2002 error']);
    project({ rules: { SFM2001: 'off', SFM2002: 'warning' } });
    const ended = await check('workers.sfmap');
    expect(levels(ended.out)).toEqual(['SFM2002 warning']);
    expect(ended.code).toBe(0);
    expect((await check('workers.sfmap', '--fail-on', 'warning')).code).toBe(1);
  });

  it('of the nearest file count, or of the one that is named', async () => {
    project({ rules: { SFM2001: 'off', SFM2002: 'off' } });
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'b', 'deep.sfmap'), TEXT);
    expect(levels((await check('a')).out)).toEqual([]);
    writeFileSync(join(folder, 'a', 'sfmap.json'), '{"rules": {"SFM2001": "information"}}');
    expect(levels((await check('a')).out)).toEqual(['SFM2001 information', 'SFM2002 error']);
    project({}, 'other.json');
    expect(levels((await check('a', '--config', 'other.json')).out)).toEqual(['SFM2001 error', 'SFM2002 error']);
  });

  it('never lower a mistake of the text', async () => {
    project({ rules: { SFM1011: 'off', SFM1009: 'off', SFM1001: 'off' } });
    writeFileSync(join(folder, 'workers.sfmap'), TEXT.replace('[firstName])', '[firstName]'));
    const { out, code } = await check('workers.sfmap');
    expect(levels(out)).toContainEqual(expect.stringMatching(/^SFM10\d\d error$/));
    expect(code).toBe(1);
  });

  it('of codes that no rule has, or of mistakes of the text, are told beside the findings, once', async () => {
    project({ rules: { SFM2O01: 'off', SFM9999: 'error', SFM1001: 'off', SFM1104: 'off', SFM2001: 'off' } });
    writeFileSync(join(folder, 'second.sfmap'), TEXT);
    const ended = await check('.');
    expect(levels(ended.out)).toEqual(['SFM2002 error', 'SFM2002 error']);
    const lines = ended.err.split('\n').map((line) => line.replace(/^sfmap: .*sfmap\.json: /, ''));
    expect(lines).toEqual([
      'rules.SFM2O01 is no code of a rule. Did you mean SFM2001?',
      expect.stringMatching(/^rules\.SFM9999 is no code of a rule\./),
      'rules.SFM1001 keeps its level: what cannot be read cannot be checked. Take it out.',
      'rules.SFM1104 keeps its level: what cannot be read cannot be checked. Take it out.',
      '',
    ]);
  });

  it('stand beside a word about each connection that signs in with user and password, once', async () => {
    const tenant = { host: 'api4.successfactors.com', company: 'contosoT1', user: 'sfapi' };
    const connections = {
      old: { successFactors: tenant },
      basic: { successFactors: { ...tenant, auth: 'basic' } },
      signed: { successFactors: { ...tenant, auth: 'oauth-saml', clientId: 'key' } },
      local: { successFactors: { ...tenant, host: '127.0.0.1:45100' } },
      strange: { successFactors: { ...tenant, host: 'evil.example' } },
    };
    project({ connections });
    writeFileSync(join(folder, 'second.sfmap'), TEXT);
    const lines = (await check('.')).err.split('\n');
    expect(lines).toEqual([
      expect.stringMatching(
        /sfmap\.json: connections\.old signs in with user and password.* November 20, 2026\. .*oidc/,
      ),
      expect.stringMatching(/sfmap\.json: connections\.basic signs in/),
      '',
    ]);
  });

  it('of a rule may be set for any code of a rule', async () => {
    project({ rules: { SFM2104: 'off' } });
    expect((await check('workers.sfmap')).err).toBe('');
  });

  it.each([
    ['cut off', '{"rules": {', /sfmap\.json/],
    ['with an unknown level', { rules: { SFM2001: 'loud' } }, /rules\.SFM2001 must be one of/],
    ['that is a list', [], /sfmap\.json/],
    ['of random bytes', '\u0000\u0001\u0002', /sfmap\.json/],
  ])('of a file %s are an error', async (_name, content, message) => {
    project(content);
    expectRefused(await check('workers.sfmap'), message);
  });
});

describe('the baseline beside a mapping', () => {
  const text = 'provision SuccessFactors -> EntraID\nmap {\n  employeeId <- baseline match 1\n}\n';
  const found = async (...args: string[]) => {
    const ended = await check('workers.sfmap', ...args);
    return (JSON.parse(ended.out) as { code: string }[]).map(({ code }) => code);
  };

  it('is what its name says: NAME.baseline.json', async () => {
    writeFileSync(join(folder, 'workers.sfmap'), text);
    expect(await found()).toContain('SFM1106');
    project(inboundSchema, 'workers.baseline.json');
    expect(await found()).not.toContain('SFM1106');
    const payload = join(folder, 'person.json');
    writeFileSync(payload, '{"personIdExternal": "7"}');
    const ended = await sfmap.run(['eval', 'workers.sfmap', '--payload', payload, '--format', 'json'], { cwd: folder });
    expect(JSON.parse(ended.out).targets).toEqual({ employeeId: { state: 'value', value: '7' } });
  });

  it.each([
    ['cut off', '{', /workers\.baseline\.json is not JSON\. Import the schema again\./],
    [
      'of another kind',
      '{"synchronizationRules": 3}',
      /workers\.baseline\.json: The baseline is not valid: synchronizationRules is no list\./,
    ],
  ])('%s is an error', async (_name, content, message) => {
    project(content, 'workers.baseline.json');
    expectRefused(await check('workers.sfmap'), message);
  });
});

describe('mapping files', () => {
  it('stand in folders of any name', async () => {
    for (const name of ['[a]', 'b {c}', 'd*', '!e', 'ä ö']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'x.sfmap'), TEXT);
      const { out } = await check(name);
      expect((JSON.parse(out) as { file: string }[])[0]?.file).toBe(join(name, 'x.sfmap'));
    }
    expect((await check(join(folder, '[a]', 'x.sfmap'))).code).toBe(1);
  });

  it('are checked once, however often they are named', async () => {
    const { out } = await check('workers.sfmap', '.', '*.sfmap', join(folder, 'workers.sfmap'));
    expect(levels(out)).toHaveLength(2);
  });
});
