import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const MAPPING = `provision SuccessFactors -> EntraID
map {
  employeeId        <- [personIdExternal] match 1
  userPrincipalName <- SelectUniqueValue(Join("@", "rita", DefaultDomain()), Join("@", "rita2", DefaultDomain())) on create
  extensionAttribute1 <- FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")
}
`;
const WORLD = ['--domain', 'contoso.example', '--taken', 'rita@contoso.example', '--at', '2026-03-01'];

const sfmap = useSfmap();
beforeAll(() => {
  file('worker.sfmap', MAPPING);
  file('person.json', '{"personIdExternal": "7"}');
  file('before.json', '{"displayName": "Rita", "accountEnabled": true, "otherMails": ["r@contoso.example"]}');
});

const file = (name: string, text: string) => writeFileSync(join(sfmap.folder, name), text);
const evaluate = (...args: string[]) =>
  sfmap.run(['eval', 'worker.sfmap', '--payload', 'person.json', ...args], { cwd: sfmap.folder });
const targets = async (...args: string[]) => {
  const ended = await evaluate(...args, '--format', 'json');
  expect(ended).toMatchObject({ code: 0, err: '' });
  return JSON.parse(ended.out).targets;
};

describe('what eval is told of the world', () => {
  it('is the domain, the values that are taken, and the time', async () => {
    expect(await targets(...WORLD)).toEqual({
      employeeId: { state: 'value', value: '7' },
      userPrincipalName: { state: 'value', value: 'rita2@contoso.example' },
      extensionAttribute1: { state: 'value', value: '2026-03-01' },
    });
    const without = await targets();
    expect(without.userPrincipalName).toEqual({ state: 'error', error: expect.stringContaining('taken') });
  });

  it('and what the target holds before: what flows on creation alone does not flow', async () => {
    const { userPrincipalName } = await targets(...WORLD, '--existing', 'before.json');
    expect(userPrincipalName).toEqual({ state: 'null' });
    const shown = await evaluate(...WORLD, '--existing', 'before.json', '--explain');
    expect(shown.out).toContain('flows on creation alone');
  });

  it.each([
    ['nobody.json', undefined, /The file of --existing .*nobody\.json does not exist/],
    ['bad.json', '{', /bad\.json of --existing is no JSON\. Write such as/],
    ['list.json', '[]', /list\.json does not say what the target holds\. It is no object of attributes/],
    ['deep.json', '{"a": {"b": 1}}', /a is an object\. Write what it holds as a text\./],
  ])('%s is refused', async (name, text, message) => {
    if (text !== undefined) file(name, text);
    expectRefused(await evaluate('--existing', name), message);
  });
});
