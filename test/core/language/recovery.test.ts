import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindMapping, declarationsOf } from '../../../server/src/core/analysis/bind.ts';
import { checkMapping } from '../../../server/src/core/analysis/check.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import type { MappingFile } from '../../../server/src/core/language/syntax.ts';
import { check } from '../../../server/src/library/library.ts';
import { soak } from '../../support/soak.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.sfmap`), 'utf8');
const inbound = read('inbound');
const writeback = read('writeback');

/** 40 mappings, one a line, of the forms that authors write. */
const SOURCES = [
  '[firstName]',
  'Join(" ", [firstName], [lastName]) default "unknown"',
  'IIF(IsPresent([department]), [department], "none")',
  'Switch([emplStatus], "False", "A", "True", "U", "True")',
  'ToLower(Append(Join(".", [firstName], [lastName]), "@contoso.example")) on create',
  '"a constant, (with) [signs]"',
  'IgnoreFlowIfNullOrEmpty([email])',
  'IIF([fte] < 1, "part time", "full time") match 2',
];
const LINES = Array.from({ length: 40 }, (_, i) => `  target${i} <- ${SOURCES[i % SOURCES.length]}`);
const HEAD = 'provision SuccessFactors -> EntraID\n\nmap {\n';
const BLOCK = `${HEAD}${LINES.join('\n')}\n}\n`;

const mapped = (text: string) => {
  const file = parseMapping(text);
  // Of two mappings of a target the first counts: a cut name may equal another's.
  return new Map(
    [...declarationsOf(file, 'map')]
      .reverse()
      .map(({ offset, declaration: { target, source } }) => [
        target?.text ?? '',
        text.slice(offset + (source?.start ?? 0), offset + (source?.end ?? 0)),
      ]),
  );
};

describe('39 of 40 mappings survive', () => {
  const whole = mapped(BLOCK);

  it.each(['(', '"', '['])('one open %s anywhere', (sign) => {
    expect(whole.size).toBe(40);
    for (let at = HEAD.length; at <= BLOCK.length - 3; at++) {
      // A sign before the newline that ends a line belongs to that line.
      const line = BLOCK.slice(HEAD.length, at).split('\n').length - 1;
      const found = mapped(BLOCK.slice(0, at) + sign + BLOCK.slice(at));
      const lost = [...whole].filter(([target, source]) => found.get(target) !== source).map(([target]) => target);
      if (lost.some((target) => target !== `target${line}`))
        expect({ at, line, lost }).toEqual({ at, line, lost: [`target${line}`] });
    }
  });

  it('one cut line', () => {
    for (const [i, line] of LINES.entries()) {
      for (let length = 0; length < line.length; length += 3) {
        const text = `${HEAD}${LINES.with(i, line.slice(0, length)).join('\n')}\n}\n`;
        const found = mapped(text);
        for (const [target, source] of whole) if (target !== `target${i}`) expect(found.get(target)).toBe(source);
      }
    }
  });
});

/** Every character that is no blank stands in a declaration, in a comment, or is the head or the brace of a block. */
function expectAccounted(file: MappingFile): void {
  const { text } = file;
  const covered = new Uint8Array(text.length);
  const cover = (start: number, end: number) => covered.fill(1, start, end);
  let last = 0;
  for (const { offset, declaration } of [...file.declarations].sort((a, b) => a.offset - b.offset)) {
    expect(offset).toBeGreaterThanOrEqual(last);
    last = offset + declaration.end;
    expect(last).toBeLessThanOrEqual(text.length);
    cover(offset, last);
  }
  for (const { start, end } of file.comments) cover(start, end);
  for (const { start, end, message } of file.problems) if (message.startsWith('This }')) cover(start, end);
  for (const { keyword, open, close } of file.blocks) {
    cover(keyword.start, keyword.end);
    if (open !== undefined) cover(open, open + 1);
    if (close !== undefined) cover(close, close + 1);
  }
  if (text.startsWith('\ufeff')) covered[0] = 1;
  for (const [at, bit] of covered.entries()) {
    if (bit === 0 && !/[ \t\r\n\f\v]/.test(text[at] ?? ''))
      expect(`${at}: ${text.slice(at - 20, at + 20)}`).toBe('accounted for');
  }
}

function expectPositions(file: MappingFile): void {
  for (const { start, end, fixes } of checkMapping(file, bindMapping(file))) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(file.text.length);
    for (const { edits } of fixes) {
      for (const edit of edits) {
        expect(edit.start).toBeGreaterThanOrEqual(0);
        expect(edit.end).toBeGreaterThanOrEqual(edit.start);
        expect(edit.end).toBeLessThanOrEqual(file.text.length);
      }
    }
  }
}

const sameAs = (a: MappingFile, b: MappingFile) => expect(JSON.stringify(a)).toBe(JSON.stringify(b));

describe('a cut-off file', () => {
  it.each([
    ['inbound', inbound],
    ['writeback', writeback],
  ])('%s parses and is checked after every character', (_, text) => {
    let previous: MappingFile | undefined;
    for (let length = 0; length <= text.length; length++) {
      const part = text.slice(0, length);
      const file = parseMapping(part, previous);
      sameAs(file, parseMapping(part));
      expectAccounted(file);
      if (length % 7 === 0) expectPositions(file);
      previous = file;
    }
  });
});

/** Pieces that mean something, and any text between them. */
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...'(){}[]"\'“”<>=:,;-./*\\|&#$@\n\r\t \u00a0\ufeff😀é'.split(''),
      '<-',
      '->',
      '//',
      '/*',
      '*/',
      '{{',
      '}}',
      '///',
      '==',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'provision',
      'param',
      'sample',
      'source',
      'target',
      'scope',
      'map',
      'test',
      'limits',
      'actions',
      'replace',
      'match',
      'default',
      'on create',
      'none',
      'map {',
      'source {',
      'a <- [b]',
      'x = $.a',
      '"text"',
      '[name]',
      'IIF(',
      '{{p}}',
      'test "t" {',
      'limits {',
      'given { "a": [',
      'existing {',
      'at 2026-01-01',
      'expect a == "b"',
      'expect a in [',
      'clear(a) <= 5%',
      'sfmap-ignore SFM2002: why',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
const anyText = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));
const edit = fc.record({ at: fc.nat(), remove: fc.integer({ min: 0, max: 12 }), insert: anyText });

function edited(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + insert.slice(0, 40) + text.slice(from + remove);
}

describe('any text', () => {
  it('is parsed, bound and checked; nothing of it is lost', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const file = parseMapping(text);
        expectAccounted(file);
        expectPositions(file);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['inbound', inbound],
    ['writeback', writeback],
  ])('%s after any edits: an incremental parse equals a full one', (_, whole) => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let text = whole;
        let file = parseMapping(text);
        for (const one of edits) {
          text = edited(text, one);
          file = parseMapping(text, file);
          sameAs(file, parseMapping(text));
          expectAccounted(file);
        }
        expectPositions(file);
      }),
      { numRuns: 300 },
    );
  });
});

it('keeps a declaration that did not change, as the same object', () => {
  const before = parseMapping(inbound);
  const after = parseMapping(inbound.replace('"DE"', '"AT"'), before);
  const kept = after.declarations.filter(({ declaration }) =>
    before.declarations.some((old) => old.declaration === declaration),
  );
  expect(kept).toHaveLength(after.declarations.length - 1);
});

// A megabyte in `npm run soak`.
const { numRuns: SIZE } = soak(200_000, 1_000_000);

describe(`${SIZE} signs`, { timeout: 300_000 }, () => {
  const inMap = 'provision SuccessFactors -> EntraID\nmap {\n';
  const inSource = 'provision SuccessFactors -> EntraID\nsource {\n';
  const fill = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length));
  const ends = (text: string) => expect(Array.isArray(check(text))).toBe(true);

  it('of random bytes is parsed and checked', () => {
    let state = 1;
    const bytes = Buffer.alloc(SIZE);
    for (let i = 0; i < SIZE; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      bytes[i] = state >>> 16;
    }
    ends(bytes.toString('utf8'));
    ends(inMap + bytes.toString('latin1'));
    ends(inSource + bytes.toString('latin1'));
  });

  it.each([
    '(',
    '[',
    '"',
    'a <- (',
    '/*',
    '{{',
    "'",
    '“',
    'f(',
    '<-',
    '\u00a0',
    '}',
    '\\',
    'a // ',
    'a // b // ',
    'a /*b*/ ',
  ])('of %s on one line and on many', (unit) => {
    for (const head of [inMap, `${inSource}a = $[`]) {
      ends(head + fill(unit));
      ends(head + fill(`${unit}\n`));
    }
  });

  it('of mappings with unknown names', () => {
    ends(inMap + fill('a <- "{{a}}"\n'));
    ends(inMap + fill('a <- [departmnt]\n'));
    ends(inMap + fill('a <- Jion([x])\n'));
  });
});
