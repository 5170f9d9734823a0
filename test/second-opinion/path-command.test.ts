import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltLibrary } from '../library/support/built-library.ts';

const root = join(import.meta.dirname, '..', '..');
const conversion = join(root, 'examples', 'inbound', 'people', 'conversion.json');

let library: BuiltLibrary;
const file = (name: string) => join(library.folder, name);
const path = (args: readonly string[], input?: string) => library.sfmap(['path', ...args], input);

beforeAll(async () => {
  library = await BuiltLibrary.build();
  const people = [
    { personIdExternal: '100301', firstName: 'Milena' },
    { personIdExternal: '100302', firstName: 'Tunde' },
  ];
  writeFileSync(file('two.json'), JSON.stringify({ d: { results: people } }));
  writeFileSync(file('list.json'), '[{"d":"/Date(1388534400000)/","n":1.5,"b":true,"o":{},"e":null}]');
  writeFileSync(file('page.html'), '<!doctype html><title>Sign in</title>');
});
afterAll(() => library.remove());

describe('sfmap path --format json', () => {
  it('gives place, value and text of every match', async () => {
    const { code, out, err } = await path(['$[*].*', '--payload', file('list.json'), '--format', 'json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      matches: [
        { path: '[0].d', value: '/Date(1388534400000)/', text: '1/1/2014 12:00:00 AM' },
        { path: '[0].n', value: 1.5, text: '1.5' },
        { path: '[0].b', value: true, text: 'True' },
        { path: '[0].o', value: {}, text: null },
        { path: '[0].e', value: null, text: null },
      ],
    });
  });

  it('leaves dates as texts with --no-dates', async () => {
    const args = ["$[?(@.d == '/Date(1388534400000)/')].d", '--payload', file('list.json'), '--format', 'json'];
    expect(JSON.parse((await path(args)).out)).toEqual({ matches: [] });
    expect(JSON.parse((await path([...args, '--no-dates'])).out)).toEqual({
      matches: [{ path: '[0].d', value: '/Date(1388534400000)/', text: '/Date(1388534400000)/' }],
    });
  });

  it('gives message and offset of a path that is rejected or fails, with exit 1', async () => {
    const rejected = await path(['$[0].a b', '--payload', file('list.json'), '--format', 'json']);
    expect(rejected.code).toBe(1);
    expect(JSON.parse(rejected.out)).toEqual({ error: { message: expect.stringContaining('no blank'), offset: 6 } });
    const failed = await path(['$[-1]', '--payload', file('list.json'), '--format', 'json']);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.out)).toEqual({ error: { message: expect.stringContaining('[-1:]'), offset: 1 } });
  });

  it('adds the second opinion with --compare, to values and to errors', async () => {
    const args = ['--payload', file('list.json'), '--format', 'json', '--compare'];
    const same = JSON.parse((await path(['$[0].n', ...args])).out);
    expect(same.secondOpinion).toEqual({
      agree: true,
      theirs: { ok: true, matches: [{ path: '[0].n', value: 1.5 }] },
    });
    const other = JSON.parse((await path(['$[-1]', ...args])).out);
    expect(other.error.offset).toBe(1);
    expect(other.secondOpinion).toMatchObject({ agree: false, reason: { kind: 'negative-index' } });
    expect(other.secondOpinion).not.toHaveProperty('ours');
  });

  it('takes any JSON as it is, and the person of an answer', async () => {
    const values = async (args: readonly string[], input?: string) => {
      const { out } = await path([...args, '--format', 'json'], input);
      return JSON.parse(out).matches.map((match: { value: unknown }) => match.value);
    };
    expect(await values(['$', '--payload', '-'], 'null')).toEqual([null]);
    expect(await values(['$.d[0]', '--payload', '-'], '{"d":[7]}')).toEqual([7]);
    expect(await values(['$.value[0]', '--payload', '-'], '{"value":[8]}')).toEqual([8]);
    expect(
      await values(['$.mail', '--payload', '-'], '{"@odata.context":"x","value":[{"mail":"m@fabrikam.example"}]}'),
    ).toEqual(['m@fabrikam.example']);
    expect(await values(['firstName', '--payload', file('two.json'), '--person', '100302'])).toEqual(['Tunde']);
    expect(await values(['$.personIdExternal', '--payload', conversion])).toEqual(['100301']);
  });
});

describe('sfmap path for people', () => {
  it('shows each match with its place, and what a date was', async () => {
    const { out, code } = await path(['$.employmentNav.results[*].startDate', '--payload', conversion]);
    expect(code).toBe(0);
    expect(out).toBe(
      'employmentNav.results[0].startDate   2/1/2021 12:00:00 AM   (/Date(1612137600000)/)\n' +
        'employmentNav.results[1].startDate   7/1/2023 12:00:00 AM   (/Date(1688169600000)/)\n',
    );
  });

  it('says why there is nothing', async () => {
    const { out, code } = await path(['$.employmentNav.results[5].userId', '--payload', conversion]);
    expect({ out, code }).toEqual({
      out: 'Nothing. employmentNav has 2 records in this sample, so [5] selects nothing.\n',
      code: 0,
    });
  });

  it('points at the mistake', async () => {
    const { out, err, code } = await path(['$.employmentNav .results', '--payload', conversion]);
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toMatch(/^\$\.employmentNav \.results\n {15}\^\nsfmap: .*blank/);
  });

  it('says what an online tester would answer', async () => {
    const args = ["$.employmentNav.results[?(@.userNav.username != '')].userId", '--payload', conversion, '--compare'];
    const { out } = await path(args);
    expect(out).toContain('employmentNav.results[1].userId   100301-1\n');
    expect(out).toContain('Second opinion (jsonpath-plus');
    expect(out).toContain('jsonpath.com: an error; Entra: 1 value. jsonpath-plus throws where a filter meets a null');
    expect((await path(['$.personIdExternal', '--payload', conversion, '--compare'])).out).toContain('  the same\n');
  });

  it('lets no payload steer the terminal', async () => {
    const { out } = await path(['$.a', '--payload', '-', '--compare'], '{"a":"\\u001b[31mred\\u0007"}');
    expect(out).toContain('a   ·[31mred·\n');
  });
});

describe('sfmap path with bad input', () => {
  it.each([
    ['no payload', ['$'], '', /--payload/],
    ['a file that is not there', ['$', '--payload', 'nowhere.json'], '', /does not exist\. Check the path/],
    ['an HTML page', ['$', '--payload', 'page.html'], '', /HTML page.*\$format=json/],
    ['half a payload', ['$', '--payload', '-'], '{"a":', /not JSON\. Check that the whole answer was saved/],
    ['nothing', ['$', '--payload', '-'], '', /is empty/],
    ['several people', ['$', '--payload', 'two.json'], '', /holds 2 people\. Choose one with --person/],
    ['nobody of that id', ['$', '--payload', 'two.json', '--person', '7'], '', /does not hold 7/],
  ])('names the cure for %s, with exit 2', async (_, args, input, message) => {
    const { code, out, err } = await path(args, input);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('says that a value is nested too deeply to be printed', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const { code, err } = await path(['$', '--payload', '-', '--format', 'json'], deep);
    expect(code).toBe(2);
    expect(err).toContain('nested too deeply to be printed');
  });
});
