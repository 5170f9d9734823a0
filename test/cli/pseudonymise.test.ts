import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examplePerson, peopleFolder } from '../support/example-people.ts';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();
const run = (args: readonly string[], input?: string) =>
  sfmap.run(['pseudonymise', ...args], { cwd: sfmap.folder, ...(input !== undefined && { input }) });
const real = join(peopleFolder, 'rehire.json');

describe('sfmap pseudonymise', () => {
  it('prints the payload in its form, without the person', async () => {
    const { out, err, code } = await run([real]);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).not.toMatch(/okafor|100401/i);
    expect(JSON.parse(out)).toMatchObject({ d: { results: [{ emailNav: { results: expect.any(Array) } }] } });
    expect((await run(['-'], readFileSync(real, 'utf8'))).out).toBe(out);
  });

  it('writes a file, and never over one', async () => {
    const ended = await run([real, '--out', 'rehire.json']);
    expect(ended).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Wrote rehire.json.') });
    expect(readFileSync(join(sfmap.folder, 'rehire.json'), 'utf8')).not.toContain('Okafor');
    expectRefused(
      await run([real, '--out', 'rehire.json']),
      /rehire\.json exists already.*pseudonymise overwrites none/s,
    );
    expectRefused(await run([real, '--out', 'none/x.json']), /folder of none\/x\.json does not exist/);
    expect(existsSync(join(sfmap.folder, 'none'))).toBe(false);
  });

  it('keeps what a mapping compares custom fields with', async () => {
    writeFileSync(
      join(sfmap.folder, 'custom.json'),
      JSON.stringify({ ...examplePerson('plain'), customString3: 'BLUE' }),
    );
    writeFileSync(
      join(sfmap.folder, 'm.sfmap'),
      "provision SuccessFactors -> EntraID\nsource { a = $.x[?(@.customString3 == 'BLUE')].y }\n",
    );
    expect((await run(['custom.json'])).out).not.toContain('BLUE');
    expect((await run(['custom.json', '--mapping', 'm.sfmap'])).out).toContain('"customString3": "BLUE"');
  });

  it.each([
    ['a file that is not there', ['nobody.json'], undefined, /nobody\.json/],
    ['what is no JSON', ['-'], '{"d": ', /The payload on standard input is not JSON/],
    ['what holds nobody', ['-'], '[1]', /is JSON, but no person/],
    ['a mapping that is not there', [real, '--mapping', 'nobody.sfmap'], undefined, /nobody\.sfmap/],
  ])('refuses %s', async (_, args, input, why) => {
    expectRefused(await run(args, input), why);
  });
});
