import { describe, expect, it } from 'vitest';
import { prepareMapping } from '../../server/src/engine/prepare-mapping.ts';
import { parseProject } from '../../server/src/project/project.ts';
import { sandboxConnection } from '../../server/src/project/sandbox-connection.ts';

const connection = sandboxConnection({});
const mapping = (...lines: string[]) => ({
  path: '/work/pilot.sfmap',
  text: ['provision EntraID -> SuccessFactors', ...lines, 'map { personIdExternal <- [employeeId] match 1 }'].join('\n'),
});
const project = (rules: Record<string, string> = {}) => parseProject(JSON.stringify({ rules }), '/work/sfmap.json');

describe('prepareMapping', () => {
  it('takes a mapping without errors', () => {
    expect(prepareMapping(mapping(), project(), connection, 'writeback').identity.file).toBe('pilot.sfmap');
  });

  it('refuses limits, because a budget that is not kept is worse than none', () => {
    expect(() => prepareMapping(mapping('limits { update <= 5 }'), project(), connection, 'writeback')).toThrow(/limits/);
  });

  it('keeps the rule levels of sfmap.json, but never lowers a mistake of the text', () => {
    const unknown = mapping('scope { [departmnt] EQUALS "IT" }');
    expect(() => prepareMapping(unknown, project(), connection, 'writeback')).toThrow(/SFM2002/);
    expect(() => prepareMapping(unknown, project({ SFM2002: 'off' }), connection, 'writeback')).not.toThrow();
    const broken = mapping('scope { [department EQUALS "IT" }');
    expect(() => prepareMapping(broken, project({ SFM1001: 'off', SFM1008: 'off' }), connection, 'writeback')).toThrow(/SFM10/);
  });
});
