import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../server/src/core/mapping/outcome.ts';
import { personLines } from '../../server/src/provisioning/plan/person-lines.ts';
import { comparePerson } from '../../server/src/provisioning/writeback/compare-person.ts';
import { keepReal, leftPlaceholders, placeholdersOf } from '../../server/src/provisioning/writeback/placeholders.ts';
import { personRows } from '../../server/src/provisioning/writeback/rows.ts';

const placeholders = placeholdersOf(['000-000-0000', 'none@contoso.example']);

function rowsWith(number: string | null) {
  const results = number === null ? [] : [{ phoneType: '10605', phoneNumber: number, isPrimary: true }];
  return personRows({ personIdExternal: '7', emailNav: { results: [] }, phoneNav: { results } }, false);
}

function outcomes(number: string | null): ReadonlyMap<string, Outcome> {
  const value = (text: string): Outcome => ({ state: 'value', value: text });
  return new Map([
    ['businessPhoneNumber', number === null ? { state: 'null', reason: 'telephoneNumber is empty' } : value(number)],
    ['businessPhoneType', value('10605')],
    ['businessPhoneIsPrimary', value('true')],
  ]);
}

function compared(wanted: string | null, held: string | null) {
  const rows = rowsWith(held);
  const real = keepReal(outcomes(wanted), rows, placeholders);
  const preview = comparePerson({ name: 'Rita', userPrincipalName: 'r' }, rows, real, false);
  const written = preview.calls.flatMap(({ records }) => records.map(({ after }) => after?.['phoneNumber']));
  return { written, lines: personLines(preview), warnings: leftPlaceholders(outcomes(wanted), rows, placeholders) };
}

describe('a placeholder', () => {
  test.each([
    ['fills a row that is not there', '000-000-0000', null, ['000-000-0000']],
    ['never takes the place of a real value', '000-000-0000', '+1 425 555 0111', []],
    ['never does so in other letters or with blanks', ' 000-000-0000 ', '+1 425 555 0111', []],
    ['is replaced by a real value', '+1 425 555 0111', '000-000-0000', ['+1 425 555 0111']],
    ['leaves a placeholder as it is', '000-000-0000', '000-000-0000', []],
    ['is no other text', '000-000-0001', '+1 425 555 0111', ['000-000-0001']],
  ])('%s', (_name, wanted, held, written) => {
    expect(compared(wanted, held).written).toEqual(written);
  });

  test('that is not written says why', () => {
    const [line] = compared('000-000-0000', '+1 425 555 0111').lines;
    expect(line).toMatchObject({ note: 'kept', reason: '000-000-0000 is a placeholder, and this is a real value' });
  });

  test.each([
    [null, '000-000-0000', 1],
    ['000-000-0000', '000-000-0000', 1],
    ['+1 425 555 0111', '000-000-0000', 0],
    [null, '+1 425 555 0111', 0],
    [null, null, 0],
  ])('that stays is warned of: the mapping gives %j, SuccessFactors holds %j', (wanted, held, count) => {
    expect(compared(wanted, held).warnings).toHaveLength(count);
  });
});

test('without the setting nothing is a placeholder', () => {
  const wanted = outcomes('000-000-0000');
  expect(keepReal(wanted, rowsWith('+1 425 555 0111'), placeholdersOf([]))).toBe(wanted);
});
