import { describe, expect, it } from 'vitest';
import { references } from '../../server/src/features/references.ts';
import { analysisFor } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';

const P = 'provision SuccessFactors -> EntraID\n';

describe('references', () => {
  it.each([
    ['an attribute, from its entry', 'source {\n  «ba|dge» = $.a\n}\nmap {\n  x <- [«badge»] // [badge]\n}'],
    [
      'an attribute, from an expression',
      'source {\n  «badge» = $.a\n}\nmap {\n  x <- Join(" ", [«ba|dge»], "badge")\n}',
    ],
    ['an attribute of the built-in list', 'scope { [«company»] IS NULL }\nmap {\n  x <- [«comp|any»]\n}'],
    ['a target', 'map {\n  «mail» <- [a]\n}\ntest "t" {\n  taken «mail» "b"\n  expect «ma|il» == "x"\n}'],
    ['a parameter, in CRLF', 'param «p» = "a"\r\nmap {\r\n  x <- "😀 {{«p|»}}"\r\n}'],
    [
      'a sample, in quotes too',
      'test "a" {\n  given "«rita»"\n}\nsample «ri|ta» = "rita.json"\ntest "b" {\n  given «rita»\n}\ntest "c" {\n  given "rita.json"\n}',
    ],
    ['a sample that is given in quotes', 'sample «rita» = "r.json"\ntest "t" {\n  given "«ri|ta»"\n}'],
    ['a function', 'map {\n  x <- «IsNull»(«IsN|ull»([a]))\n  y <- IsNullOrEmpty([a])\n}'],
    ['behind a mistake', 'source {\n  «badge» = $.a\n}\nmap {\n  x <- Join(" " [«badge»]\n  y <- [«bad|ge»]\n}'],
  ])('of %s', (_, marked) => {
    const { text, cursor, ranges } = markedText(P + marked);
    expect(references(analysisFor(text), cursor, true)).toEqual(ranges);
  });

  it.each([
    ['the entry of an attribute', 'source {\n  badge = $.a\n}\nmap {\n  x <- [«ba|dge»]\n}'],
    [
      'the mapping of a target that no block declares',
      'map {\n  mail <- [a]\n}\ntest "t" {\n  expect «ma|il» == "x"\n}',
    ],
    [
      'not the mapping of a target that a block declares',
      'target { badge : String }\nmap {\n  «badge» <- [a]\n}\ntest "t" {\n  expect «ba|dge» == "x"\n}',
    ],
  ])('without the declaration leave out %s', (_, marked) => {
    const { text, cursor, ranges } = markedText(P + marked);
    expect(references(analysisFor(text), cursor, false)).toEqual(ranges);
  });

  it.each([
    ['blanks', 'map {\n | x <- [a]\n}'],
    ['a comment', '// ba|dge\nsource { badge = $.a }'],
    ['a text', 'map {\n  x <- "ba|dge"\n}\nsource { badge = $.a }'],
  ])('are none in %s', (_, marked) => {
    const { text, cursor } = markedText(P + marked);
    expect(references(analysisFor(text), cursor, true)).toEqual([]);
  });
});
