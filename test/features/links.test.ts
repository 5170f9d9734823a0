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

  it('are none where no file is named', () => {
    expect(
      links(new Analysis('sample a = ""\nsample b =\ntest "t" {\n  given a\n  given { "a": "b.json" }\n}')),
    ).toEqual([]);
  });
});
