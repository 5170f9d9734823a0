import { describe, expect, it } from 'vitest';
import { keptPreview, messageOf } from '../../client/src/features/preview/kept-preview.ts';
import { namedPieces } from '../../client/src/features/preview/named-characters.ts';
import { ShownTable } from '../../client/src/features/preview/table-changes.ts';
import type { PreviewTableRow } from '../../server/src/lsp/protocol.ts';

const row = (name: string, text: string, kind: PreviewTableRow['kind'] = 'target'): PreviewTableRow => ({
  kind,
  name,
  cells: [{ state: 'value', text }],
});

describe('what a page of the preview is missing', () => {
  it('is all at first, then what has changed', () => {
    const shown = new ShownTable();
    const rows = [row('a', '1'), row('b', '2'), row('a', '3', 'attribute')];
    expect(shown.changes({ rows })).toEqual({ order: ['target a', 'target b', 'attribute a'], rows });
    expect(shown.changes({ rows: rows.map((one) => ({ ...one })) })).toEqual({ rows: [] });
    const changed = [row('a', '1'), row('b', 'two'), row('a', '3', 'attribute')];
    expect(shown.changes({ rows: changed })).toEqual({ rows: [changed[1]] });
  });

  it('is the order where rows came, went or moved', () => {
    const shown = new ShownTable();
    shown.changes({ rows: [row('a', '1'), row('b', '2')] });
    expect(shown.changes({ rows: [row('b', '2'), row('a', '1')] })).toEqual({
      order: ['target b', 'target a'],
      rows: [],
    });
    expect(shown.changes({ rows: [row('b', '2')] })).toEqual({ order: ['target b'], rows: [] });
    expect(shown.changes({ rows: [row('b', '2'), row('c', '')] })).toEqual({
      order: ['target b', 'target c'],
      rows: [row('c', '')],
    });
  });

  it('is all again for a page that was drawn anew', () => {
    const shown = new ShownTable();
    shown.changes({ rows: [row('a', '1')] });
    shown.forget();
    expect(shown.changes({ rows: [row('a', '1')] })).toEqual({ order: ['target a'], rows: [row('a', '1')] });
  });
});

describe('what a page has kept over a reload', () => {
  it.each([
    ['all of it', { uri: 'file:///a', people: [{ kind: 'shown' }, { kind: 'file', file: 'b.json' }], find: 'x' }, 2],
    [
      'the shown person, where nobody makes sense',
      { uri: 'file:///a', people: [7, { kind: 'given' }, { kind: 'file' }] },
      1,
    ],
    ['the shown person, without people', { uri: 'file:///a', people: 'x' }, 1],
  ])('is taken: %s', (_, state, people) => {
    expect(keptPreview(state)).toMatchObject({ uri: 'file:///a' });
    expect(keptPreview(state)?.people).toHaveLength(people);
  });

  it.each([undefined, null, 7, 'x', {}, { uri: 7 }])('is nothing without a mapping: %j', (state) => {
    expect(keptPreview(state)).toBeUndefined();
  });
});

describe('a message of the page', () => {
  const place = { kind: 'target', name: 'a', key: 'shown' };

  it.each([
    [{ type: 'ready' }, { type: 'ready' }],
    [
      { type: 'explain', place, more: 1 },
      { type: 'explain', place },
    ],
    [
      { type: 'open', place },
      { type: 'open', place, focus: false },
    ],
    [
      { type: 'open', place, focus: true },
      { type: 'open', place, focus: true },
    ],
  ])('is read: %j', (message, read) => {
    expect(messageOf(message)).toEqual(read);
  });

  it.each([
    undefined,
    null,
    'ready',
    { type: 'run', place },
    { type: 'open' },
    { type: 'open', place: { ...place, kind: 'x' } },
    { type: 'explain', place: { kind: 'target', name: 7, key: '' } },
  ])('is nothing where it makes no sense: %j', (message) => {
    expect(messageOf(message)).toBeUndefined();
  });
});

describe('characters that cannot be seen', () => {
  const told = (text: string) =>
    namedPieces(text)
      .map(({ text: piece, isName }) => (isName ? `<${piece}>` : piece))
      .join('');

  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a␛202eb', 'a<RIGHT-TO-LEFT OVERRIDE>b'],
    ['a\u202eb', 'a<RIGHT-TO-LEFT OVERRIDE>b'],
    ['\u0000\u0001', '<NULL><U+0001>'],
    ['␛2066␛2069', '<LEFT-TO-RIGHT ISOLATE><POP DIRECTIONAL ISOLATE>'],
    ['a\tb\u009b', 'a<TAB>b<U+009B>'],
    // What some scripts need inside of words stays, and a sign that stands for no character.
    ['a\u200db', 'a\u200db'],
    ['␛xyz', '␛xyz'],
  ])('stand by their names: %j', (text, named) => {
    expect(told(text)).toBe(named);
  });
});
