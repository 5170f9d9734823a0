import { describe, expect, it } from 'vitest';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { links } from '../../server/src/features/links.ts';
import { markedText } from '../support/marked-text.ts';

describe('links', () => {
  it('are the files of samples and tests', () => {
    const { text, ranges } = markedText(
      'sample rita = "«people/ri ta.json»"\r\n// sample no = "no.json"\r\ntest "t" {\r\n  given "«people/ämil 👩.json»"\r\n  existing { "file": "no.json" }\r\n}\r\n',
    );
    const found = links(new Analysis(text));
    expect(found.map(({ start, end }) => ({ start, end }))).toEqual(ranges);
    expect(found.map(({ path, tooltip }) => [path, tooltip])).toEqual([
      ['people/ri ta.json', 'Open the sample: people/ri ta.json'],
      ['people/ämil 👩.json', 'Open the person of this test: people/ämil 👩.json'],
    ]);
  });

  it('are none where a test names a sample', () => {
    const sample = 'sample rita = "a.json"\n';
    const test = 'test "t" {\n  given "rita"\n}\n';
    const found = new Analysis(sample + test);
    expect(links(found).map(({ path }) => path)).toEqual(['a.json']);
    // The same lines without the sample, and with it again: what is remembered of them does not hold for both.
    const without = found.withText(test);
    expect(links(without).map(({ path }) => path)).toEqual(['rita']);
    expect(links(without.withText(sample + test)).map(({ path }) => path)).toEqual(['a.json']);
  });

  it('are none where no file is named', () => {
    expect(
      links(new Analysis('sample a = ""\nsample b =\ntest "t" {\n  given a\n  given { "a": "b.json" }\n}')),
    ).toEqual([]);
  });
});
