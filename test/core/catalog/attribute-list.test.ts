import { describe, expect, it } from 'vitest';
import { attributeListPlace, attributeListText } from '../../../server/src/core/catalog/attribute-list.ts';
import { entraAttributes } from '../../../server/src/core/catalog/entra-attributes.ts';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import { writebackTargets } from '../../../server/src/core/catalog/writeback-targets.ts';

describe('the built-in attribute lists as a text', () => {
  it.each([
    ['inbound', 'source', builtInAttributes],
    ['inbound', 'target', entraAttributes],
    ['writeback', 'source', entraAttributes],
    ['writeback', 'target', writebackTargets],
  ] as const)('%s: every %s stands at its place', (direction, side, list) => {
    const lines = attributeListText(direction).split('\n');
    for (const name of list.keys()) {
      const place = attributeListPlace(direction, side, name);
      expect(lines[place?.line ?? -1]?.slice(place?.start, place?.end)).toBe(name);
    }
  });

  it('tells type, entity, confidence and path, in columns', () => {
    const line = attributeListText('inbound')
      .split('\n')
      .find((one) => one.startsWith('payGrade '));
    expect(line?.split(/ {2,}/)).toEqual([
      'payGrade',
      'String',
      'EmpJob.PayGrade',
      'A',
      '$.employmentNav.results[0].jobInfoNav.results[0].payGradeNav.name',
    ]);
  });

  it('knows no place of a name that is in no list', () => {
    expect(attributeListPlace('inbound', 'source', 'telephoneNumber')).toBeUndefined();
    expect(attributeListPlace('writeback', 'source', 'payGrade')).toBeUndefined();
  });
});
