import { describe, expect, it } from 'vitest';
import { definition } from '../../server/src/features/definition.ts';
import { analysisFor } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const W = 'provision EntraID -> SuccessFactors\n';

/** Of two marked ranges the first is the declaration's name, the second what was asked about, or the other way round. */
describe('a definition in the file', () => {
  it.each([
    ['an attribute leads to its entry', 'source {\n  «badge» = $.a\n}\nmap {\n  x <- [«ba|dge»]\n}'],
    [
      'so does one in the scope',
      'source {\r\n  «my badge» : String = $.a\r\n}\r\nscope { [«my b|adge»] IS NULL }'.replace(
        '«my badge» :',
        '"«my badge»" :',
      ),
    ],
    ['a parameter in a text', 'param «site» = "a"\nmap {\n  x <- "👩‍💻 {{«si|te»}}"\n}'],
    ['a parameter in a path', "param «site»\nsource {\n  x = $.a[?(@.b == '{{«s|ite»}}')]\n}"],
    ['a sample that is given', 'sample «rita» = "r.json"\ntest "t" {\n  given «ri|ta»\n}'],
    ['a sample that is given in quotes', 'sample «rita» = "r.json"\ntest "t" {\n  given "«ri|ta»"\n}'],
    [
      'an expectation leads to the mapping',
      'target { mail : String }\nmap {\n  «mail» <- [a]\n}\ntest "t" {\n  expect «ma|il» absent\n}',
    ],
    ['a limit too', 'map {\n  «mail» <- [a]\n}\nlimits { clear(«ma|il») <= 5 }'],
    ['a mapping leads to the entry of its target', 'target { «badge» : String }\nmap {\n  «ba|dge» <- [a]\n}'],
    ['also behind a mistake', 'source {\n  «badge» = $.a\n}\nmap {\n  x <- Join(" " [«bad|ge»]\n}'],
  ])('%s', (_, marked) => {
    const { text, cursor, ranges } = markedText(P + marked);
    const found = definition(analysisFor(text), cursor);
    const [first, second] = ranges;
    const [name, origin] =
      first !== undefined && first.start <= cursor && cursor <= first.end ? [second, first] : [first, second];
    expect(found).toEqual({ origin, targets: [{ kind: 'declaration', whole: expect.anything(), name }] });
  });

  it('takes the whole declaration around the name', () => {
    const { text, cursor } = markedText(`${P}source {\n  badge = $.a.b\n}\nmap {\n  x <- [ba|dge]\n}`);
    const [target] = definition(analysisFor(text), cursor)?.targets ?? [];
    expect(target?.kind === 'declaration' && text.slice(target.whole.start, target.whole.end)).toBe('badge = $.a.b');
  });
});

describe('a definition in a built-in list', () => {
  it.each([
    ['a source attribute', `${P}map {\n  x <- [depart|ment]\n}`, 'inbound'],
    ['an Entra attribute', `${W}map {\n  email <- [telephone|Number]\n}`, 'writeback'],
    ['a target', `${W}map {\n  ema|il <- [mail]\n}`, 'writeback'],
  ])('%s', (_, marked, direction) => {
    const { text, cursor } = markedText(marked);
    const found = definition(analysisFor(text), cursor);
    expect(found?.targets).toEqual([
      { kind: 'attribute list', direction, place: expect.objectContaining({ start: 0 }) },
    ]);
  });

  it('a function leads to its page', () => {
    const { text, cursor } = markedText(`${P}map {\n  x <- I|IF([a], [b], [c])\n}`);
    expect(definition(analysisFor(text), cursor)?.targets).toEqual([{ kind: 'function', name: 'IIF' }]);
  });
});

describe('a definition in the payload', () => {
  const nav = ['employmentNav', 'results'];
  it.each<[string, string, readonly (readonly (string | number)[])[]]>([
    ['a step', '$.employment|Nav.results[0].userId', [['employmentNav']]],
    ['a position', '$.employmentNav.results[|1].userId', [[...nav, 1]]],
    ['a step behind it', '$.employmentNav.results[1].use|rId', [[...nav, 1, 'userId']]],
    ['the last of a list', '$.employmentNav.results[-1:].use|rId', [[...nav, 1, 'userId']]],
    ['all of a list', '$.employmentNav.results[*].user|Id', [0, 1].map((i) => [...nav, i, 'userId'])],
    [
      'a step in a filter',
      "$.phoneNav.results[?(@.phone|Type == '{{type}}')].phoneNumber",
      [['phoneNav', 'results', 0, 'phoneType']],
    ],
  ])('%s', (_, path, locations) => {
    const { text, cursor } = markedText(`${P}param type = "10605"\nsource {\n  x = ${path}\n}\n`);
    const found = definition(analysisFor(text, 'rehire'), cursor);
    expect(found?.targets).toEqual(locations.map((location) => ({ kind: 'payload', location })));
  });

  it.each([
    ['without a sample', '$.employmentNav.res|ults', undefined],
    ['where the sample has no such step', '$.employmentNav.resul|t', 'rehire'],
    ['where the path is broken before it', '$.employmentNav..results[0].[|x', 'rehire'],
  ])('is none %s', (_, path, person) => {
    const { text, cursor } = markedText(`${P}source {\n  x = ${path}\n}\n`);
    expect(definition(analysisFor(text, person), cursor)).toBeUndefined();
  });
});

describe('a definition that is a file', () => {
  it.each([
    ['of a sample', 'sample rita = "people/ri|ta.json"'],
    ['of a test', 'test "t" {\n  given "people/ri|ta.json"\n}'],
  ])('%s', (_, marked) => {
    const { text, cursor } = markedText(P + marked);
    expect(definition(analysisFor(text), cursor)?.targets).toEqual([{ kind: 'file', path: 'people/rita.json' }]);
  });
});

describe('nothing', () => {
  it.each([
    ['an unknown function', 'map {\n  x <- Jo|in2([a])\n}'],
    ['an attribute in no list', 'map {\n  x <- [no|thing]\n}'],
    ['a parameter that no line declares', 'map {\n  x <- "{{no|thing}}"\n}'],
    ['a text', 'map {\n  x <- "no|thing"\n}'],
  ])('is the definition of %s', (_, marked) => {
    const { text, cursor } = markedText(P + marked);
    expect(definition(analysisFor(text), cursor)).toBeUndefined();
  });
});
