import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inPieces } from '../../server/src/provisioning/plan/in-pieces.ts';
import { JsonLists } from '../../server/src/provisioning/plan/json-lists.ts';
import { jsonParts } from '../../server/src/provisioning/plan/json-parts.ts';
import { PackedList } from '../../server/src/provisioning/plan/packed-list.ts';

// What a run keeps of everybody is packed, and its files are written and read piece by piece.

describe('a packed list', () => {
  test('gives its items as often as it is read, sorted by shelf and else as they came', () => {
    const items = Array.from({ length: 5_000 }, (_, at) => ({
      at,
      text: `\n${'x'.repeat(at % 90)} é 🙂`,
      shelf: at % 3,
    }));
    const list = PackedList.of(items, ({ shelf }) => shelf);
    const sorted = [0, 1, 2].flatMap((shelf) => items.filter((item) => item.shelf === shelf));
    expect(list.length).toBe(items.length);
    expect([...list]).toEqual(sorted);
    expect([...list]).toEqual(sorted);
    list.push({ at: -1, text: '', shelf: 0 });
    expect([...list]).toHaveLength(items.length + 1);
    expect([...new PackedList()]).toEqual([]);
  });
});

describe('lists of a document that comes piece by piece', () => {
  const apart = (text: string, size: number) => {
    const found: Record<string, unknown[]> = { people: [], outside: [] };
    const lists = new JsonLists(['people', 'outside'], (name, element) => found[name]?.push(JSON.parse(element)));
    for (let at = 0; at < text.length; at += size) lists.add(text.slice(at, at + size));
    return { ...(JSON.parse(lists.end()) as object), ...found };
  };

  test('are those of the document, whatever stands in it and wherever it is cut', () => {
    const document = fc.record({
      first: fc.jsonValue(),
      people: fc.array(fc.jsonValue()),
      outside: fc.array(fc.jsonValue()),
      last: fc.jsonValue(),
    });
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2), (value, size, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(apart(text, size)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  test('a list of the same name further in, and a text that looks like one, belong to what they stand in', () => {
    const value = { a: { people: [1, 2] }, b: '"people": [', people: [{ people: [3], c: ']' }], outside: [] };
    for (const size of [1, 3, 1_000]) expect(apart(JSON.stringify(value), size)).toEqual(value);
  });

  test.each(['{"people": [1, 2', '{"people": [{"a": "]', '{"people": [1]', '[', ''])('%j is not whole', (text) => {
    expect(() => apart(text, 4)).toThrow();
  });
});

test('a document is written as JSON with its long lists read once, in pieces', () => {
  function* two() {
    yield { a: 1 };
    yield [2];
  }
  function* none() {}
  const text = [...inPieces(jsonParts({ head: { b: [3] }, gone: undefined, list: two(), none: none() }), 10)].join('');
  expect(JSON.parse(text)).toEqual({ head: { b: [3] }, list: [{ a: 1 }, [2]], none: [] });
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
  expect(JSON.parse([...jsonParts({})].join(''))).toEqual({});
});
