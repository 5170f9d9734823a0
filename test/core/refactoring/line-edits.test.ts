import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { lineEdits } from '../../../server/src/core/refactoring/line-edits.ts';

it('touches the lines that differ, and no others', () => {
  const before = 'a\nb\nc\nd\ne\nf\n';
  expect(lineEdits(before, before)).toEqual([]);
  expect(lineEdits(before, 'a\nB\nc\nd\ne\nf\n')).toEqual([{ start: 2, end: 4, text: 'B\n' }]);
  expect(lineEdits(before, 'a\nB\nc\nd\nf\nf')).toEqual([
    { start: 2, end: 4, text: 'B\n' },
    { start: 8, end: 12, text: 'f\nf' },
  ]);
  expect(lineEdits(before, 'a\nb\nx\nc\nd\ne\nf\n')).toEqual([{ start: 4, end: 4, text: 'x\n' }]);
  expect(lineEdits('', 'a')).toEqual([{ start: 0, end: 0, text: 'a' }]);
  expect(lineEdits('a', '')).toEqual([{ start: 0, end: 1, text: '' }]);
});

it('makes one text of any other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '\r', 'c\n', '😀')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyEdits(before, lineEdits(before, after))).toBe(after);
    }),
  );
});
