import type {
  Block,
  Declaration,
  ExpectDeclaration,
  LimitDeclaration,
  MappingFile,
  PlacedDeclaration,
  ScopeDeclaration,
  Span,
} from '../language/syntax.ts';

/** What an entry of the outline is. */
export type OutlineKind =
  | 'system'
  | 'parameter'
  | 'sample'
  | 'block'
  | 'source'
  | 'target'
  | 'replace'
  | 'group'
  | 'actions'
  | 'limit'
  | 'mapping'
  | 'test'
  | 'line';

/** A block or a declaration as an outline shows it; absolute offsets, the selection lies inside the whole. */
export interface OutlineEntry extends Span {
  readonly name: string;
  readonly detail: string;
  readonly kind: OutlineKind;
  readonly selection: Span;
  readonly children: readonly OutlineEntry[];
}

/** Blocks with their declarations, in written order. What could not be read at all is left out. */
export function outline(file: MappingFile): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  let next = 0;
  const declarationsUntil = (end: number): OutlineEntry[] => {
    const found: OutlineEntry[] = [];
    for (; next < file.declarations.length; next++) {
      const placed = file.declarations[next] as PlacedDeclaration;
      if (placed.offset >= end) break;
      const entry = entryOf(file, placed);
      if (entry !== undefined) found.push(entry);
    }
    return found;
  };
  for (const block of file.blocks) {
    entries.push(...declarationsUntil(block.start));
    const inside = declarationsUntil(block.end);
    entries.push(block.kind === 'test' ? testEntry(block, inside) : blockEntry(block, inside));
  }
  return [...entries, ...declarationsUntil(Number.POSITIVE_INFINITY)];
}

function blockEntry({ kind, start, end, keyword }: Block, children: readonly OutlineEntry[]): OutlineEntry {
  return { name: kind, detail: String(children.length), kind: 'block', start, end, selection: keyword, children };
}

/** The head of a test is the first of its declarations. */
function testEntry({ start, end, keyword }: Block, inside: readonly OutlineEntry[]): OutlineEntry {
  const [head, ...lines] = inside;
  const named = head?.kind === 'test' ? head : undefined;
  return {
    name: named?.name ?? 'test',
    detail: 'test',
    kind: 'test',
    start,
    end,
    selection: named?.selection ?? keyword,
    children: named === undefined ? inside : lines,
  };
}

interface Title {
  readonly name: string;
  readonly detail: string;
  readonly kind: OutlineKind;
  readonly selection: Span;
}

/** A declaration is the same object in every version of a file in which its text is the same. */
const titles = new WeakMap<Declaration, Title | null>();

function entryOf(file: MappingFile, { offset, declaration }: PlacedDeclaration): OutlineEntry | undefined {
  let title = titles.get(declaration);
  if (title === undefined) {
    title = titleOf(declaration, file.text.slice(offset, offset + declaration.end)) ?? null;
    titles.set(declaration, title);
  }
  if (title === null) return undefined;
  const { name, detail, kind, selection } = title;
  return {
    name: name.trim() === '' ? 'without a name' : name,
    detail,
    kind,
    start: offset,
    end: offset + declaration.end,
    selection: { start: offset + selection.start, end: offset + selection.end },
    children: [],
  };
}

function titleOf(declaration: Declaration, source: string): Title | undefined {
  const part = (span: Span | undefined) => shortened(span === undefined ? '' : source.slice(span.start, span.end));
  const whole: Span = { start: 0, end: declaration.end };
  switch (declaration.kind) {
    case 'provision': {
      const name = `${declaration.source?.text ?? ''} → ${declaration.target?.text ?? ''}`;
      return { name, detail: '', kind: 'system', selection: whole };
    }
    case 'param':
      return titled(declaration.name, part(declaration.text), 'parameter', whole);
    case 'sample':
      return titled(declaration.name, declaration.file?.value ?? '', 'sample', whole);
    case 'attribute': {
      const { type, multivalued, path, block } = declaration;
      const typed = type === undefined ? '' : `${type.text}${multivalued ? '[]' : ''}`;
      return titled(declaration.name, [typed, part(path)].filter((text) => text !== '').join('  '), block, whole);
    }
    case 'replace':
      return {
        name: `replace ${part(declaration.from)}`,
        detail: part(declaration.to),
        kind: 'replace',
        selection: whole,
      };
    case 'scope':
      return scopeTitle(declaration, part, whole);
    case 'actions':
      return {
        name: 'actions',
        detail: declaration.actions.map(({ text }) => text).join(', '),
        kind: 'actions',
        selection: whole,
      };
    case 'limit':
      return limitTitle(declaration, part, whole);
    case 'map':
      return titled(declaration.target, part(declaration.source), 'mapping', whole);
    case 'test':
      return {
        name: declaration.name?.value ?? '',
        detail: '',
        kind: 'test',
        selection: declaration.name ?? whole,
      };
    case 'opaque':
      return undefined;
    default:
      return lineTitle(declaration, part, whole);
  }
}

type Part = (span: Span | undefined) => string;

function titled(
  name: (Span & { readonly text: string }) | undefined,
  detail: string,
  kind: OutlineKind,
  whole: Span,
): Title {
  return { name: name?.text ?? '', detail, kind, selection: name ?? whole };
}

function scopeTitle({ name, clauses }: ScopeDeclaration, part: Part, whole: Span): Title {
  const text = clauses.map((clause) => part(clause)).join(' and ');
  const [shown, detail] = name === undefined ? [text, ''] : [name.value, shortened(text)];
  return { name: shown, detail, kind: 'group', selection: name ?? whole };
}

function limitTitle({ limit, attribute, amount }: LimitDeclaration, part: Part, whole: Span): Title {
  const name = attribute === undefined ? (limit?.text ?? '') : `${limit?.text ?? ''}(${attribute.text})`;
  return { name, detail: `<= ${part(amount)}`, kind: 'limit', selection: limit ?? whole };
}

/** `expect department` with its condition; of another line of a test the keyword and what follows. */
function lineTitle(declaration: Exclude<Declaration, { kind: 'opaque' }>, part: Part, whole: Span): Title {
  if (declaration.kind === 'expect') return expectTitle(declaration, part, whole);
  const text = part(whole);
  const blank = text.search(/\s/);
  const [name, detail] = blank === -1 ? [text, ''] : [text.slice(0, blank), text.slice(blank).trim()];
  return { name, detail, kind: 'line', selection: whole };
}

function expectTitle({ target, condition }: ExpectDeclaration, part: Part, whole: Span): Title {
  if (target === undefined) return { name: `expect ${part(condition)}`, detail: '', kind: 'line', selection: whole };
  return { name: `expect ${target.text}`, detail: part(condition), kind: 'line', selection: target };
}

const WIDTH = 80;

/** On one line, and short. */
function shortened(text: string): string {
  const line = text.slice(0, 1_000).replace(/\s+/gu, ' ').trim();
  if (line.length <= WIDTH) return line;
  // A sign of two units is not cut in two.
  return `${line.slice(0, WIDTH - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}
