import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { checkMapping, type RuleLevel } from '../../../server/src/core/analysis/check.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';

const HEAD = 'provision SuccessFactors -> EntraID\r\n';
const codes = (text: string, levels: Readonly<Record<string, RuleLevel>> = {}) => {
  const file = parseMapping(HEAD + text);
  return checkMapping(file, bindMapping(file), { levels: new Map(Object.entries(levels)) })
    .filter(({ severity }) => severity !== 'information')
    .map(({ code, severity }) => `${code} ${severity}`);
};
const map = (...lines: string[]) =>
  `map {\r\n  employeeId <- [personIdExternal] match 1\r\n  ${lines.join('\r\n  ')}\r\n}\r\n`;

describe('sfmap-ignore', () => {
  it('covers the next declaration, and that one alone', () => {
    expect(codes(map('badge <- [department]', 'pin <- [division]'))).toEqual(['SFM2005 warning', 'SFM2005 warning']);
    expect(codes(map('// sfmap-ignore SFM2005: ours', 'badge <- [department]', 'pin <- [division]'))).toEqual([
      'SFM2005 warning',
    ]);
  });

  it('covers a declaration over all its lines', () => {
    expect(codes(map('// sfmap-ignore SFM2002: later', 'department <- Join("",', '    [a],', '    [b])'))).toEqual([]);
  });

  it('covers a test with all its lines, and a line of it', () => {
    const test = (before: string, line: string) =>
      `${map()}${before}test "t" {\r\n  given {}\r\n  ${line}expect departmnt absent\r\n}\r\n`;
    expect(codes(test('', ''))).toEqual(['SFM7015 error']);
    expect(codes(test('// sfmap-ignore SFM7015: soon\r\n', ''))).toEqual([]);
    expect(codes(test('', '// sfmap-ignore SFM7015: soon\r\n  '))).toEqual([]);
  });

  it('leaves mistakes of the text, and what a project has switched off', () => {
    expect(codes(map('// sfmap-ignore SFM1001: no', 'department <- [department] [division]'))).toEqual([
      'SFM1112 warning',
      'SFM1001 error',
    ]);
    const needless = map('// sfmap-ignore SFM2005: ours', 'department <- [department]');
    expect(codes(needless)).toEqual(['SFM1113 warning']);
    expect(codes(needless, { SFM2005: 'off' })).toEqual([]);
    expect(codes(needless, { SFM1113: 'error' })).toEqual(['SFM1113 error']);
    expect(codes(needless, { SFM1113: 'off' })).toEqual([]);
  });

  it('is not read in a text, a path or JSON', () => {
    const file = `source {\r\n  x = $['// sfmap-ignore SFM2002: no']\r\n}\r\n${map('department <- "// sfmap-ignore SFM2002: no"', 'jobTitle <- [x]')}`;
    expect(codes(file).filter((one) => one.startsWith('SFM11'))).toEqual([]);
  });

  it('is found among thousands without trying each with each', () => {
    const text = `map {\n${'// sfmap-ignore SFM2005: ours\n badge <- none\n'.repeat(10_000)}}\n`;
    expect(codes(text).length).toBeGreaterThan(0);
  });
});
