import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { markedText } from '../../support/marked-text.ts';

/** The first range is the other place, the last one the finding. */
const cases: readonly (readonly [what: string, marked: string, message: string])[] = [
  [
    'a target mapped twice',

    'provision SuccessFactors -> EntraID\nmap {\n  «department» <- [department]\n  «department» <- [division]\n}\n',
    'The first department',
  ],
  ['a parameter', 'provision SuccessFactors -> EntraID\nparam «a» = "1"\nparam «a» = "2"\n', 'The first a'],
  [
    'a block',

    'provision SuccessFactors -> EntraID\n«map» {\n}\n«map» {\n  surname <- [lastName]\n}\n',
    'The first map',
  ],
  [
    'a key of Switch',

    'provision SuccessFactors -> EntraID\nmap {\n  city <- Switch([city], "", «"a"», "1", "b", "2", «"a"», "3")\n}\n',
    'The first "a"',
  ],
  [
    'a precedence',

    'provision SuccessFactors -> EntraID\nmap {\n  employeeId <- [personIdExternal] «match 1»\n  surname <- [lastName] «match 1»\n}\n',
    'The precedence of employeeId',
  ],
  [
    'a limit',

    'provision EntraID -> SuccessFactors\nlimits {\n  «update» <= 50\n  «update» <= 20\n}\n',
    'The first limit of update',
  ],
  [
    'the name of a test',

    'provision SuccessFactors -> EntraID\ntest «"a"» {\n  given {}\n}\ntest «"a"» {\n  given {}\n}\n',
    'The first "a"',
  ],
];

describe('a finding about two places names the other one', () => {
  it.each(cases)('%s', (_, marked, message) => {
    const { text, ranges } = markedText(marked);
    const [other, place] = ranges;
    const found = new Analysis(text).diagnostics.filter(({ related }) => related !== undefined);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ ...place, related: [{ ...other, message }] });
  });

  it.each(cases)('%s: also after lines were added before and between', (_, marked) => {
    const { text } = markedText(marked);
    const before = new Analysis(text);
    expect(before.diagnostics.length).toBeGreaterThan(0);
    for (const at of [text.indexOf('\n'), text.lastIndexOf('\n', text.length - 4)]) {
      const longer = `${text.slice(0, at)}\n// one more line${text.slice(at)}`;
      expect(new Analysis(longer, {}, before).diagnostics).toEqual(new Analysis(longer).diagnostics);
    }
  });

  it('one place alone has none', () => {
    const found = new Analysis('provision SuccessFactors -> EntraID\nmap {\n  surname <- Jion([x])\n}\n').diagnostics;
    expect(found.length).toBeGreaterThan(0);
    for (const diagnostic of found) expect(diagnostic).not.toHaveProperty('related');
  });
});
