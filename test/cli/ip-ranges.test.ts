import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();

const tag = (name: string, changeNumber: number, ...addressPrefixes: readonly unknown[]) => ({
  name,
  id: name,
  properties: { changeNumber, region: '', platform: 'Azure', systemService: 'AzureAD', addressPrefixes },
});
const file = (...values: readonly unknown[]) => JSON.stringify({ changeNumber: 333, cloud: 'Public', values });
const write = (name: string, text: string) => writeFileSync(join(sfmap.folder, name), text);
const ipRanges = (...args: string[]) => sfmap.run(['ip-ranges', ...args], { cwd: sfmap.folder });

beforeAll(() => {
  // With a byte-order mark, as a browser may save it; the two halves of a network stand apart.
  const others = [tag('ActionGroup', 20, '4.145.74.52/30'), tag('AzureCloud.westeurope', 9, '4.175.0.0/16')];
  const now = tag(
    'AzureActiveDirectory',
    27,
    '20.190.160.0/19',
    '13.64.151.161/32',
    '2603:1006:2000::/48',
    '20.190.128.0/19',
  );
  write('now.json', `\ufeff${file(...others, now)}`);
  write(
    'before.json',
    file(tag('AzureActiveDirectory', 26, '20.190.128.0/18', '40.126.0.0/18', '2603:1006:2000::/48')),
  );
});

describe('the addresses of a service tag', () => {
  it('are one list for SuccessFactors, neighbours as one range, IPv6 apart', async () => {
    expect(await ipRanges('now.json')).toEqual({
      code: 0,
      err: '',
      out: `AzureActiveDirectory (Public, change 27)

IPv4, 2 ranges, as SuccessFactors takes them
13.64.151.161-13.64.151.161,20.190.128.0-20.190.191.255

IPv6, 1 range
2603:1006:2000::-2603:1006:2000:ffff:ffff:ffff:ffff:ffff
`,
    });
  });

  it('as a list are nothing else', async () => {
    const list = '13.64.151.161-13.64.151.161,20.190.128.0-20.190.191.255\n';
    expect(await ipRanges('now.json', '--format', 'list')).toEqual({ code: 0, err: '', out: list });
    const { out } = await sfmap.run(['ip-ranges', '-', '--tag', 'A', '--format', 'list'], {
      input: file(tag('A', 1, '1.2.3.4/32')),
    });
    expect(out).toBe('1.2.3.4-1.2.3.4\n');
  });

  it('of another tag', async () => {
    expect((await ipRanges('now.json', '--tag', 'ActionGroup', '--format', 'list')).out).toBe(
      '4.145.74.52-4.145.74.55\n',
    );
  });

  it('differ from those of an earlier file by addresses, however they were written', async () => {
    const { out, code } = await ipRanges('now.json', '--previous', 'before.json');
    expect(code).toBe(0);
    expect(out).toContain(`
Since before.json (Public, change 26): 1 range added, 1 removed
+ 13.64.151.161-13.64.151.161
- 40.126.0.0-40.126.63.255
`);
    expect((await ipRanges('now.json', '--previous', 'before.json', '--fail-on-change')).code).toBe(1);
    const same = await ipRanges('now.json', '--previous', 'now.json', '--fail-on-change');
    expect(same.code).toBe(0);
    expect(same.out).toMatch(/\nSince now\.json \(Public, change 27\): the same addresses\n$/);
  });

  it('as JSON', async () => {
    expect(JSON.parse((await ipRanges('now.json', '--previous', 'before.json', '--format', 'json')).out)).toEqual({
      tag: 'AzureActiveDirectory',
      cloud: 'Public',
      changeNumber: 27,
      ipv4: ['13.64.151.161-13.64.151.161', '20.190.128.0-20.190.191.255'],
      ipv6: ['2603:1006:2000::-2603:1006:2000:ffff:ffff:ffff:ffff:ffff'],
      previous: {
        changeNumber: 26,
        added: { ipv4: ['13.64.151.161-13.64.151.161'], ipv6: [] },
        removed: { ipv4: ['40.126.0.0-40.126.63.255'], ipv6: [] },
      },
    });
  });
});

describe('a file that says nothing sound', () => {
  it.each<[string, RegExp]>([
    ['{', /bad\.json is no JSON\. Download "Azure IP Ranges/],
    ['', /is no JSON/],
    ['[]', /bad\.json: the file must be an object/],
    ['{"values": {}}', /bad\.json: values must be a list/],
    ['{"values": []}', /bad\.json has no tag "AzureActiveDirectory"\. Download/],
    [file({ name: 'A' }), /bad\.json: values\[0\]\.properties must be an object/],
    [file(tag('AzureActiveDirectory', 1, 5)), /values\[0\]\.properties\.addressPrefixes\[0\] must be a text/],
    [file(tag('AzureActiveDirectory', 1)), /the tag AzureActiveDirectory has no addresses/],
    [
      file(tag('A', 1, '1.2.3.0/24'), tag('B', 1, '1.2.3.0/24')),
      /has no tag "AzureActiveDirectory"\. It has A, B and others\./,
    ],
    [file(tag('AzureActiveDirectry', 1, '1.2.3.0/24')), /Did you mean AzureActiveDirectry\? Give it with --tag\./],
    [
      file(tag('A', 1), tag('AzureActiveDirectory', 1, '1.2.3.0/24', '1.2.3.4')),
      /bad\.json: values\[1\]\.properties\.addressPrefixes\[1\], "1\.2\.3\.4", is no network such as 20\.190\.128\.0\/18/,
    ],
    [
      file(tag('AzureActiveDirectory', 1, '10.0.0.1/24')),
      /addressPrefixes\[0\], "10\.0\.0\.1\/24", names an address inside of a network, which is 10\.0\.0\.0\/24/,
    ],
  ])('%s', async (text, message) => {
    write('bad.json', text);
    expectRefused(await ipRanges('bad.json'), message);
    expectRefused(await ipRanges('now.json', '--previous', 'bad.json'), /bad\.json/);
  });

  it('or is not there, or is not said', async () => {
    expectRefused(await ipRanges('nowhere.json'), /The service-tags file .*nowhere\.json does not exist/);
    expectRefused(await ipRanges('now.json', '--fail-on-change'), /Add --previous FILE/);
    expectRefused(await ipRanges('now.json', '--tag', 'AzureActiveDirectoryDomain'), /has no tag/);
  });
});
