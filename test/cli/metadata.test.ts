import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMetadata } from '../../server/src/core/entity-model/read-metadata.ts';
import { expectRefused } from './support/expect-refused.ts';
import { useTenant } from './support/set-up.ts';
import { type Tamper, TamperingProxy } from './support/tampering-proxy.ts';

const tenant = useTenant();
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tenant.sfmap.folder, 'metadata-'));
  file = join(folder, 'm.xml');
});

const metadata = (args: readonly string[] = [], env: Record<string, string> = {}) =>
  tenant.sfmap.run(['metadata', '--connection', 'sandbox', '--out', 'm.xml', ...args], { cwd: folder, env });

describe('the metadata of a tenant', () => {
  it('of what the connector can read is fetched in one call, with the ways between entities', async () => {
    const { out, err, code } = await metadata();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const model = readMetadata(readFileSync(file, 'utf8'), 'm.xml');
    const entities = [...model.entities.values()].filter((entity) => entity.tenant);
    const fields = entities.reduce((sum, { properties }) => sum + properties.size, 0);
    expect(out).toContain(`m.xml: ${entities.length} entities with ${fields} fields, of SANDBOX at 127.0.0.1`);
    for (const name of ['PerPerson', 'EmpJob', 'User', 'FOCorporateAddressDEFLT', 'PicklistOption', 'Position'])
      expect(model.entity(name)?.tenant, name).toBe(true);
    expect(model.entity('EmpJob')?.navigations.get('positionNav')).toMatchObject({ target: 'Position', many: false });
    expect(out).not.toContain('left out');
    expect(out).toMatch(
      /\nRead it with: sfmap check --metadata m\.xml, or name it in an sfmap\.json beside it: "metadata": "m\.xml"\.\n$/,
    );
  });

  it('is what check and query take', async () => {
    await metadata();
    const mapping =
      'provision SuccessFactors -> EntraID\nsource {\n  own = $.personalInfoNav.results[0].cust_badge\n}\nmap {\n  city <- [own]\n}\n';
    writeFileSync(join(folder, 'workers.sfmap'), mapping);
    const check = async (...args: string[]) =>
      (await tenant.sfmap.run(['check', 'workers.sfmap', ...args], { cwd: folder })).out;
    expect(await check()).toMatch(/warning SFM3101/);
    expect(await check('--metadata', 'm.xml')).toMatch(/error SFM3101/);
    const query = await tenant.sfmap.run(['query', 'workers.sfmap', '--metadata', 'm.xml'], { cwd: folder });
    expect(query.out).not.toContain('cust_badge');
  });

  it('is asked for with the entities of a mapping, or as a whole', async () => {
    const path = '$.employmentNav.results[0].jobInfoNav.results[0].holidayCalendarCodeNav.name';
    writeFileSync(
      join(folder, 'workers.sfmap'),
      `provision SuccessFactors -> EntraID\nsource {\n  own = ${path}\n}\nmap {\n  city <- [own]\n}\n`,
    );
    expect((await metadata(['--mapping', 'workers.sfmap'])).out).toMatch(
      /\nNot in this tenant, and left out: HolidayCalendar\.\n/,
    );
    const whole = await metadata(['--all', '--force']);
    expect(whole.out).not.toContain('left out');
    expect(readMetadata(readFileSync(file, 'utf8'), 'm.xml').entity('PerNationalId')?.tenant).toBe(true);
  });

  it('replaces a file only when it is told to', async () => {
    writeFileSync(file, 'mine');
    const refused = await metadata();
    expectRefused(refused, /m\.xml exists already\. Choose another name, or use --force\./);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await metadata(['--force'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^<\?xml/);
  });

  it('says where sfmap.json can name it', async () => {
    const project = join(folder, 'sfmap.json');
    writeFileSync(project, '{}');
    expect((await metadata()).out).toContain(
      `Name it in ${project}: "metadata": "m.xml". Once: sfmap check --metadata m.xml.`,
    );
    writeFileSync(project, '{"metadata": "m.xml"}');
    expect((await metadata(['--force'])).out).toContain(`${project} names it already.`);
  });

  it('that is being generated is waited for', async () => {
    await tenant.sandbox.control('/sandbox/faults', 'POST', { kind: 'metadata-generating', times: 1 });
    const { code, err } = await metadata();
    expect(code).toBe(0);
    expect(err).toContain('SuccessFactors is generating its metadata; next try in 5 s\n');
  });
});

describe('what is no metadata is never written', () => {
  let proxy: TamperingProxy;
  beforeAll(async () => {
    proxy = await TamperingProxy.before(tenant.sandbox);
  });
  afterAll(() => proxy?.stop());

  it.each<[string, Tamper, RegExp]>([
    [
      'a page',
      ({ answer }) => {
        answer(200, '<!DOCTYPE html><html><body>Sign in</body></html>', { 'content-type': 'text/html' });
        return true;
      },
      /HTML page/,
    ],
    [
      'half of it',
      async ({ pass, answer }) => {
        const { text } = await pass();
        answer(200, text.slice(0, text.length / 2), { 'content-type': 'application/xml' });
        return true;
      },
      /not well-formed XML: it breaks at line .* Nothing was written\. Try again\./,
    ],
    [
      'that of another service',
      ({ answer }) => {
        answer(200, '<Edmx Version="1.0"><EntityType Name="Cost"/></Edmx>', { 'content-type': 'application/xml' });
        return true;
      },
      /another service/,
    ],
    [
      'a refusal',
      ({ answer }) => {
        answer(403, '<error><code>COE_FORBIDDEN</code><message>[COE0020]No permission</message></error>');
        return true;
      },
      /No permission.*Employee Central API/s,
    ],
  ])('%s', async (_what, tamper, message) => {
    proxy.onMetadata(tamper);
    const ended = await metadata([], { SFMAP_SANDBOX_HOST: proxy.origin });
    expect(ended).toMatchObject({ code: 3, out: '' });
    expect(ended.err).toMatch(message);
    expect(existsSync(file)).toBe(false);
  });
});

it('needs a connection that is known', async () => {
  expectRefused(
    await tenant.sfmap.run(['metadata', '--connection', 'nowhere', '--out', 'm.xml'], { cwd: folder }),
    /There is no connection nowhere/,
  );
});
