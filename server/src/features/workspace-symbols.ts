import { type OutlineEntry, type OutlineKind, outline } from '../core/analysis/outline.ts';
import type { MappingFile, Span } from '../core/language/syntax.ts';

/** A name that somebody may look for in all mappings. */
export interface NamedPlace extends Span {
  readonly name: string;
  readonly kind: OutlineKind;
  /** The block that it stands in, or nothing. */
  readonly block: string;
}

const NAMED: ReadonlySet<OutlineKind> = new Set([
  'parameter',
  'sample',
  'source',
  'target',
  'group',
  'mapping',
  'test',
]);

/** The names that a mapping declares or maps, in written order. */
export function namedPlaces(file: MappingFile): NamedPlace[] {
  const found: NamedPlace[] = [];
  const add = ({ name, kind, selection }: OutlineEntry, block: string) => {
    if (NAMED.has(kind)) found.push({ name, kind, block, start: selection.start, end: selection.end });
  };
  for (const entry of outline(file)) {
    add(entry, '');
    for (const child of entry.children) add(child, entry.name);
  }
  return found;
}

/**
 * How well a name fits what was typed: its letters in the same order, in any case. Higher is better; undefined where it
 * does not fit. Letters that follow one another or begin a word count more, and so does the beginning.
 */
export function fitOf(name: string, query: string): number | undefined {
  const [letters, wanted] = [name.toLowerCase(), query.toLowerCase()];
  let score = 0;
  let at = 0;
  for (const sign of wanted) {
    if (/\s/u.test(sign)) continue;
    const found = letters.indexOf(sign, at);
    if (found === -1) return undefined;
    score += found === 0 ? 8 : beginsWord(name, found) ? 4 : 0;
    score += found === at ? 3 : 0;
    at = found + sign.length;
  }
  // Of two names that hold the same letters the shorter one is nearer.
  return score - name.length / 100;
}

function beginsWord(name: string, at: number): boolean {
  return /[\s_.-]/u.test(name[at - 1] ?? '') || /\p{Ll}\p{Lu}|\p{L}\p{N}/u.test(name.slice(at - 1, at + 1));
}
