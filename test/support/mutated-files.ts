import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { rules } from '../../server/src/core/analysis/rules.ts';

const root = join(import.meta.dirname, '..', '..');

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sfmap'))
    .sort()
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

/** Mapping files of every kind: the examples, the two whole files of the language, the pages of the rules. */
export const wholeFiles: readonly string[] = [
  ...filesBelow('test/core/language/fixtures'),
  ...filesBelow('examples'),
  ...rules.flatMap(({ page }) => (page === undefined ? [] : [page.wrong, page.right])),
];

/** Signs that open, close, or mean something else than they look like. */
const SIGNS = [
  ...'(){}[]"\'“”„«»<>=:,;.-/*\\|&#$@%!?`~^0_a \t\n\r\f'.split(''),
  ...['\u00a0', '\u200b', '\ufeff', '\u2028', '\ud83d', '\u{1F600}', '\u0000', 'é', 'e\u0301'],
  ...['<-', '->', '<=', '==', '!=', '//', '///', '/*', '*/', '{{', '}}', '{{{{', '[[', '\r\n', '\n\n', '\n}\n', '\\"'],
  ...[
    'map {',
    'source {',
    'target{',
    'scope {',
    'limits {',
    'test "t" {',
    'provision',
    'param ',
    'sample ',
    'actions ',
  ],
  ...['a <- [b]', 'x = $.a', 'y : String[]', '"g": [a] IS NULL', 'update <= 5%', 'given {"a":', 'expect a == "b"'],
  ...['IIF(', 'Join(" ", ', '{{p}}', 'match 1', 'on create', 'default "', 'flow ', 'none', 'baseline', '[?(@.x == '],
  ...[
    '// sfmap-ignore SFM2002: because',
    '/* a\n b */',
    'replace $.a -> $.b',
    'clear(mail) <= 1',
    '"\\x"',
    "'st'",
    'and',
  ],
];

export interface Change {
  readonly kind: 'delete' | 'duplicate' | 'swap' | 'insert' | 'cut' | 'splice' | 'endings';
  readonly at: number;
  readonly length: number;
  readonly to: number;
  readonly sign: string;
  readonly other: number;
}

/** One change of a text. */
export const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom<Change['kind'][]>(
    'delete',
    'duplicate',
    'swap',
    'insert',
    'insert',
    'insert',
    'cut',
    'splice',
    'endings',
  ),
  at: fc.nat(),
  length: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 40 }), fc.nat({ max: 400 })),
  to: fc.nat(),
  sign: fc.constantFrom(...SIGNS),
  other: fc.nat(),
});

/** A text after a change. */
export function changed(text: string, { kind, at, length, to, sign, other }: Change): string {
  const start = at % (text.length + 1);
  const end = Math.min(text.length, start + length);
  const place = to % (text.length + 1);
  const span = text.slice(start, end);
  switch (kind) {
    case 'delete':
      return text.slice(0, start) + text.slice(end);
    case 'duplicate':
      return text.slice(0, place) + span + text.slice(place);
    case 'swap': {
      const [first, second] = start <= place ? [start, Math.max(place, end)] : [place, Math.max(start, place + length)];
      const size = Math.min(length, second - first);
      const [a, b] = [text.slice(first, first + size), text.slice(second, second + size)];
      return text.slice(0, first) + b + text.slice(first + size, second) + a + text.slice(second + size);
    }
    case 'insert':
      return text.slice(0, start) + sign + text.slice(start);
    case 'cut':
      return to % 2 === 0 ? text.slice(0, start) : text.slice(start);
    case 'splice': {
      const from = wholeFiles[other % wholeFiles.length] ?? '';
      const piece = to % (from.length + 1);
      return text.slice(0, start) + from.slice(piece, piece + length) + text.slice(end);
    }
    case 'endings':
      return text.replaceAll('\n', to % 2 === 0 ? '\r\n' : '\r');
  }
}

/** A whole file, and the same after some changes that a hand, a merge or a broken copy makes. */
export const mutatedFile: fc.Arbitrary<{ readonly before: string; readonly text: string }> = fc
  .tuple(fc.constantFrom(...wholeFiles), fc.array(change, { minLength: 1, maxLength: 5 }))
  .map(([before, changes]) => ({ before, text: changes.reduce(changed, before) }));
