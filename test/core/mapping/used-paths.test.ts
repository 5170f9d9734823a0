import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';

const PAYLOAD = {
  personIdExternal: '1',
  phoneNav: {
    results: [
      { phoneType: '1', phoneNumber: 'one' },
      { phoneType: '2', phoneNumber: 'two' },
    ],
  },
};
const sample = { label: 'a person', payload: PAYLOAD };
const TEXT = `provision SuccessFactors -> EntraID
param kind = "1"
source {
  phone = $.phoneNav.results[?(@.phoneType == '{{kind}}')].phoneNumber
  id    = $.personIdExternal
}
map {
  mobile     <- [phone]
  employeeId <- "a"
}
`;

/** The values of an edited file, which may take its paths over, and of the same text read anew. */
function bothWays(versions: readonly { readonly text: string; readonly kind?: string }[]): unknown[] {
  let before: Analysis | undefined;
  return versions.map(({ text, kind }) => {
    const surroundings = { sample, ...(kind === undefined ? {} : { parameters: new Map([['kind', kind]]) }) };
    const edited: Analysis = new Analysis(text, surroundings, before);
    const { attributes, targets } = edited.evaluation ?? {};
    expect({ attributes, targets }).toEqual({
      attributes: new Analysis(text, surroundings).evaluation?.attributes,
      targets: new Analysis(text, surroundings).evaluation?.targets,
    });
    before = edited;
    return [targets?.get('mobile'), targets?.get('employeeId')].map((one) => one?.state === 'value' && one.value);
  });
}

describe('the paths of a file that is edited', () => {
  it.each([
    ['another text', TEXT.replace('"a"', '"b"'), ['one', 'b']],
    ['an attribute that was not read', TEXT.replace('"a"', '[id]'), ['one', '1']],
    ['another path', TEXT.replace('phoneNumber', 'phoneType'), ['1', 'a']],
    ['another value of a parameter', TEXT.replace('param kind = "1"', 'param kind = "2"'), ['two', 'a']],
    ['an attribute that is gone', TEXT.replace(/ {2}phone .*\n/, ''), [false, 'a']],
    ['several values', TEXT.replace(/\[\?\(.*?\)\]/, '[*]'), ['one', 'a']],
  ])('give what they give anew after %s, and after the way back', (_, text, expected) => {
    expect(bothWays([{ text: TEXT }, { text }, { text: TEXT }])).toEqual([['one', 'a'], expected, ['one', 'a']]);
  });

  it('follow a parameter from outside while the text stays', () => {
    const values = bothWays([
      { text: TEXT },
      { text: TEXT, kind: '2' },
      { text: TEXT, kind: '1' },
      { text: TEXT, kind: '3' },
    ]);
    expect(values).toEqual([
      ['one', 'a'],
      ['two', 'a'],
      ['one', 'a'],
      [false, 'a'],
    ]);
  });
});
