import { describe, expect, it } from 'vitest';
import { highlight } from '../../server/src/features/highlight.ts';
import { analysisFor } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';

describe('the places of the name under the cursor', () => {
  it('are told apart by whether they write it', () => {
    const { text, cursor, ranges } = markedText(
      'target { «badge» : String }\nmap {\n  «badge» <- [badge]\n}\ntest "t" {\n  expect «ba|dge» absent\n}\n',
    );
    const [declared, mapped, read] = ranges;
    expect(highlight(analysisFor(text), cursor)).toEqual([
      { ...declared, writes: true },
      { ...mapped, writes: true },
      { ...read, writes: false },
    ]);
  });

  it('are those of a step in all paths', () => {
    const { text, cursor, ranges } = markedText(
      "source {\n  a = $.«nav».results[0].x\n  b = $.«n|av».results[?(@.nav2 == 'nav')].nav3\n}\n",
    );
    expect(highlight(analysisFor(text), cursor)).toEqual(ranges.map((range) => ({ ...range, writes: false })));
  });

  it('are none between names', () => {
    const { text, cursor } = markedText('map {\n  a <-| [b]\n}\n');
    expect(highlight(analysisFor(text), cursor)).toEqual([]);
  });
});
