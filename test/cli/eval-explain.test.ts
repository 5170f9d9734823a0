import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const plain = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'people', 'plain.json');

const sfmap = useSfmap();

const evaluate = (text: string, ...args: string[]) =>
  sfmap.run(['eval', '-', '--payload', plain, ...args], { input: text, cwd: sfmap.folder });
const mapping = (source: string) => `provision SuccessFactors -> EntraID\nmap {\n  city <- ${source}\n}\n`;

describe('--explain', () => {
  it('shows the preview, then each value with its steps and places', async () => {
    const text = `provision SuccessFactors -> EntraID
source {
  second = $.employmentNav.results[1].jobInfoNav.results[0].jobTitle
}
map {
  jobTitle <- Coalesce([second], [jobTitle])
  surname  <- [lastName]
}
`;
    const short = await evaluate(text);
    const long = await evaluate(text, '--explain');
    expect(long).toMatchObject({ code: 0, err: '' });
    expect(long.out).toBe(`${short.out}
jobTitle ← "Logistics Lead"
  Coalesce → "Logistics Lead"
    [second] → null: second is empty (no second employment)
      $.employmentNav.results[1].jobInfoNav.results[0].jobTitle
      empty: employmentNav has 1 record in this sample, so [1] selects nothing.
    [jobTitle] → "Logistics Lead"
      $.employmentNav.results[0].jobInfoNav.results[0].jobTitle
      found at employmentNav.results[0].jobInfoNav.results[0].jobTitle

surname ← "Nwosu"
  [lastName] → "Nwosu"
    $.personalInfoNav.results[0].lastName
    found at personalInfoNav.results[0].lastName
`);
  });

  it('never lets a payload steer the terminal', async () => {
    const payload = join(sfmap.folder, 'hostile.json');
    const hostile = '\u001b[2Ja\u009b\u202e\nb';
    const personalInfoNav = { results: [{ lastName: hostile, displayName: hostile }] };
    writeFileSync(payload, JSON.stringify({ personIdExternal: hostile, personalInfoNav }));
    const input = mapping('CDate([lastName])').replace(
      'map {',
      'scope { [lastName] EQUALS "x" }\nmap {\n  surname <- [lastName]',
    );
    for (const more of [[], ['--explain']]) {
      const ended = await sfmap.run(['eval', '-', '--payload', payload, ...more], { input, cwd: sfmap.folder });
      expect(ended.code).toBe(0);
      expect(ended.out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
  });
});

describe('--at', () => {
  const NOW = mapping('FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd HH:mm")');
  it.each([
    ['2026-03-01', '2026-03-01 00:00'],
    ['2026-03-01T12:30:00Z', '2026-03-01 12:30'],
    ['2026-03-01T12:30:00+02:00', '2026-03-01 10:30'],
  ])('%s is the present time of Now()', async (at, value) => {
    const ended = await evaluate(NOW, '--at', at, '--format', 'json');
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ended.out).targets.city).toEqual({ state: 'value', value });
  });

  it.each(['yesterday', '2026-02-30', '2026-13-01', '', '2026-03-01T25:00:00Z'])('"%s" is refused', async (at) => {
    expectRefused(await evaluate(NOW, '--at', at), /--at/);
  });
});
