import { describe, expect, it } from 'vitest';
import { prepareMapping } from '../../server/src/engine/prepare-mapping.ts';
import { parseProject } from '../../server/src/project/project.ts';
import { sandboxConnection } from '../../server/src/project/sandbox-connection.ts';

const connection = sandboxConnection({});
const mapping = (...lines: string[]) => ({
  path: '/work/pilot.sfmap',
  text: ['provision EntraID -> SuccessFactors', ...lines, 'map { personIdExternal <- [employeeId] match 1 }'].join(
    '\n',
  ),
});
const project = (rules: Record<string, string> = {}) => parseProject(JSON.stringify({ rules }), '/work/sfmap.json');

describe('prepareMapping', () => {
  it('takes a mapping without errors', () => {
    expect(prepareMapping(mapping(), project(), connection, 'writeback').identity.file).toBe('pilot.sfmap');
  });

  it('brings the limits of the file, or those that hold without a block', () => {
    const limits = (...lines: string[]) =>
      prepareMapping(mapping(...lines), project(), connection, 'writeback').model.limits.map(({ kind, most, unit }) => [
        kind,
        most,
        unit,
      ]);
    expect(limits('limits { update <= 5 }')).toEqual([['update', 5, 'number']]);
    expect(limits()).toEqual([
      ['disable', 10, 'percent'],
      ['disable', 500, 'number'],
      ['delete', 0, 'number'],
    ]);
    expect(() => limits('limits { update < 5 }')).toThrow(/SFM1001/);
  });

  it('hears no comment that ignores an error', () => {
    const ignored = mapping('// sfmap-ignore SFM2002: later', 'scope { [departmnt] EQUALS "IT" }');
    expect(() => prepareMapping(ignored, project(), connection, 'writeback')).toThrow(/SFM2002/);
  });

  it('lets a project raise a rule, but never lower what guards a write', () => {
    const unknown = mapping('scope { [departmnt] EQUALS "IT" }');
    for (const rules of [{}, { SFM2002: 'off' }, { SFM2002: 'information' }]) {
      expect(() => prepareMapping(unknown, project(rules), connection, 'writeback')).toThrow(/SFM2002/);
    }
    const numbers = ['businessPhone', 'cellPhone'].flatMap((phone, i) => [
      `${phone}Number <- [${i === 0 ? 'telephoneNumber' : 'mobile'}]`,
      `${phone}Type <- "1060${i}"`,
      `${phone}IsPrimary <- "${i === 0}"`,
    ]);
    const warned = { ...mapping(), text: mapping().text.replace('map { ', `map {\n${numbers.join('\n')}\n`) };
    expect(() => prepareMapping(warned, project(), connection, 'writeback')).not.toThrow();
    expect(() => prepareMapping(warned, project({ SFM4001: 'error' }), connection, 'writeback')).toThrow(/SFM4001/);
  });
});
