import { late } from '../late.ts';
import { nearestName } from '../nearest-name.ts';
import type { BlockKind } from './syntax.ts';
import { matchAt } from './text-extent.ts';

const KINDS: readonly BlockKind[] = ['source', 'target', 'scope', 'limits', 'map', 'test'];
/** What else authors call a block. */
const SYNONYMS: ReadonlyMap<string, BlockKind> = new Map([
  ['mapping', 'map'],
  ['mappings', 'map'],
  ['filter', 'scope'],
  ['scoping', 'scope'],
  ['sources', 'source'],
  ['targets', 'target'],
]);

/** Signs that do not belong to a head, a word, the name of a test and more such signs. */
const HEAD = late(
  () =>
    /(["'()[\]<>=:,;.*-]*[ \t]*)(\p{L}+)([ \t]*(?:"[^"{}\r\n]*"?|[\p{L}\p{N}_.-]+"|'[^'{}\r\n]*')?["'()[\]<>=:,;.*-]*[ \t]*)(\{?)/uy,
);
const SIGNS = /["'()[\]<>=:,;.*-]/g;
/** Nothing else stands on the line. */
const LINE_END = /[ \t]*(?:\/\/[^\r\n]*)?(?:[\r\n]|$)/y;

/** The head of a block with a mistake in it. */
export interface BrokenHead {
  readonly kind: BlockKind;
  /** The offset after what stands for the head. */
  readonly end: number;
  /** The offset of its brace; absent when it is missing. */
  readonly open?: number;
  /** The head as it should be, without the brace. */
  readonly meant: string;
}

/**
 * The head of a block that is mistyped, has a sign too many or lacks its brace; undefined where the line is none.
 *
 * @param at Where a line begins outside of all blocks; the line is no correct head.
 * @param begins Whether a declaration of a block begins at the first token after an offset.
 */
export function brokenHead(
  text: string,
  at: number,
  begins: (kind: BlockKind, from: number) => boolean,
): BrokenHead | undefined {
  const match = matchAt(HEAD(), text, at);
  if (match === null) return undefined;
  const [all, before = '', word = '', after = '', brace = ''] = match;
  const kind = kindOf(word);
  if (kind === undefined || (before !== '' && kind !== word)) return undefined;
  const signs = after.replace(/"[^"]*"|'[^']*'/g, '').trim();
  if (kind !== 'test' && !/^["'()[\]<>=:,;.*-]*$/.test(after.trim().replace(/[ \t]/g, ''))) return undefined;
  const name = kind === 'test' ? nameOf(after) : undefined;
  const meant = name === undefined ? kind : `${kind} "${name}"`;
  const end = at + all.length - brace.length;
  if (brace !== '') return { kind, end: trimmedEnd(text, end), open: end, meant };
  LINE_END.lastIndex = end;
  if (kind !== word || before !== '' || (kind !== 'test' && signs !== '') || !LINE_END.test(text)) return undefined;
  const whole = trimmedEnd(text, end);
  return begins(kind, end) ? { kind, end: whole, meant } : undefined;
}

function kindOf(word: string): BlockKind | undefined {
  const lower = word.toLowerCase();
  const known = KINDS.find((kind) => kind === lower) ?? SYNONYMS.get(lower);
  return known ?? (nearestName(word, KINDS) as BlockKind | undefined);
}

function nameOf(written: string): string | undefined {
  const name = written.replace(SIGNS, ' ').trim();
  return name === '' ? undefined : name;
}

function trimmedEnd(text: string, end: number): number {
  let at = end;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  return at;
}
