import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import type { Diagnostic } from '../../server/src/core/analysis/check.ts';
import { formatMapping } from '../../server/src/core/formatting/format-mapping.ts';
import type { JsonObject } from '../../server/src/core/json.ts';
import type { BlockKind, MappingFile, PlacedDeclaration } from '../../server/src/core/language/syntax.ts';
import { type LexerMode, tokenize } from '../../server/src/core/language/tokens.ts';
import { evaluationJson } from '../../server/src/core/mapping/evaluation-json.ts';

/** What the corpus keeps of a file: its text with what is wrong in it, its tokens, tree, values and usual form. */
export function baselineOf(text: string, person: { readonly name: string; readonly payload: JsonObject }): string {
  const analysis = new Analysis(text, {
    sample: { label: person.name, payload: person.payload },
    host: { now: new Date('2026-03-01T00:00:00Z'), random: () => 0.5, isTaken: () => false },
  });
  const formatted = formatMapping(text, analysis.file);
  return [
    ...section('diagnostics', annotated(text, analysis.diagnostics)),
    ...section('tokens', declarationLines(analysis.file, tokensOf)),
    ...section('tree', declarationLines(analysis.file, treeOf)),
    ...section(`values of ${person.name}`, valuesOf(analysis)),
    ...section('formatted', formatted === text ? ['(as written)'] : shownLines(formatted)),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]) => [`=== ${title}`, ...lines, ''];

/** Characters that cannot be seen, by their names. */
const UNSEEN: Readonly<Record<string, string>> = {
  '\r': '⟨CR⟩',
  '\t': '⟨TAB⟩',
  '\ufeff': '⟨BOM⟩',
  '\u00a0': '⟨NBSP⟩',
  '\u200b': '⟨ZWSP⟩',
};
const shown = (text: string) => text.replace(/[\r\t\ufeff\u00a0\u200b]/g, (sign) => UNSEEN[sign] ?? sign);

/** Lines, with the ends that are not a plain newline visible. */
function shownLines(text: string): string[] {
  const lines = text.split(/(?<=\n|\r(?!\n))/).map((line) => shown(line.replace(/\n$/, '')));
  return text.endsWith('\n') || text.endsWith('\r') || text === '' ? lines : [...lines, '(no newline at the end)'];
}

/** The text with each diagnostic below the line in which it begins, and its fixes below it. */
function annotated(text: string, diagnostics: readonly Diagnostic[]): string[] {
  const lines: string[] = [];
  let at = 0;
  for (const line of text.split(/(?<=\n|\r(?!\n))/)) {
    const end = at + line.length;
    const body = line.replace(/[\r\n]+$/, '');
    lines.push(`  ${shown(line.replace(/\n$/, ''))}`);
    for (const one of diagnostics) {
      if (one.start < at || (one.start >= end && !(one.start === end && end === text.length))) continue;
      const before = width(shown(body.slice(0, one.start - at)));
      const marked = width(shown(text.slice(one.start, Math.min(one.end, at + body.length))));
      const { severity, code, message } = one;
      lines.push(
        `  ${' '.repeat(before)}${'~'.repeat(Math.min(60, Math.max(1, marked)))} ${severity} ${code}: ${message}`,
      );
      for (const { title, preferred } of one.fixes)
        lines.push(`  ${' '.repeat(before)}  ${preferred ? '*' : '-'} ${title}`);
    }
    at = end;
  }
  return lines;
}

const width = (text: string) => [...text].length;

/** A line for each declaration, those in blocks indented below the head of their block. */
function declarationLines(file: MappingFile, line: (placed: PlacedDeclaration, file: MappingFile) => string): string[] {
  const items = [
    ...file.declarations.map((placed) => ({
      at: placed.offset,
      text: line(placed, file),
      inside: blockAt(file, placed.offset),
    })),
    ...file.blocks.map(({ start, kind, close }) => ({
      at: start - 0.5,
      text: close === undefined ? `${kind} (not closed)` : kind,
      inside: undefined,
    })),
  ].sort((a, b) => a.at - b.at);
  return items.map(({ text, inside }) => (inside === undefined ? text : `  ${text}`));
}

function blockAt({ blocks }: MappingFile, offset: number): BlockKind | undefined {
  return blocks.find(({ start, end }) => start <= offset && offset < end)?.kind;
}

function tokensOf({ offset, declaration }: PlacedDeclaration, file: MappingFile): string {
  const text = file.text.slice(offset, offset + declaration.end);
  const { tokens, noBreakBlanks, unknown } = tokenize(text, modeOf(blockAt(file, offset)));
  const all = [
    ...[...tokens, ...noBreakBlanks].map(({ startOffset, image, tokenType }) => ({
      at: startOffset,
      text: `${tokenType.name.replace('Keyword_', '')}‹${shown(image).replaceAll('\n', '⏎')}›`,
    })),
    ...unknown.map(({ offset: at, length }) => ({ at, text: `?‹${shown(text.slice(at, at + length))}›` })),
  ].sort((a, b) => a.at - b.at);
  return all.map((token) => token.text).join(' ');
}

function modeOf(block: BlockKind | undefined): LexerMode {
  if (block === undefined) return 'file';
  return block === 'source' || block === 'target' ? 'entries' : block;
}

function treeOf({ declaration, documentation, problems }: PlacedDeclaration): string {
  const more = [
    ...(problems.length === 0 ? [] : [`problems=${problems.length}`]),
    ...(documentation === undefined ? [] : [`documentation=${JSON.stringify(documentation)}`]),
  ];
  return [nodeText(declaration), ...more].join(' ');
}

const PLACES: ReadonlySet<string> = new Set(['start', 'end', 'open', 'close', 'commas', 'nameSpan']);

/** A node as `(kind key=value …)`; a name as its text. */
function nodeText(node: unknown): string {
  if (node === undefined) return '∅';
  if (Array.isArray(node)) return `[${node.map(nodeText).join(', ')}]`;
  if (typeof node !== 'object' || node === null) return JSON.stringify(node);
  const entries = Object.entries(node).filter(([key]) => !PLACES.has(key));
  const kind = entries.find(([key]) => key === 'kind')?.[1];
  const rest = entries.filter(([key]) => key !== 'kind');
  const [only] = rest;
  if (kind === undefined && rest.length === 1 && only?.[0] === 'text') return JSON.stringify(only[1]);
  const parts = rest.map(
    ([key, value]) => `${key}=${key === 'value' && kind === undefined ? JSON.stringify(value) : nodeText(value)}`,
  );
  return `(${[...(kind === undefined ? [] : [String(kind)]), ...parts].join(' ')})`;
}

function valuesOf({ evaluation }: Analysis): string[] {
  if (evaluation === undefined) return [];
  const { attributes, targets, inScope, scopeClause } = evaluationJson(evaluation);
  const list = (value: unknown) => shown(JSON.stringify(value));
  return [
    `in scope: ${inScope ? 'yes' : 'no'}${scopeClause === undefined ? '' : ` (${scopeClause})`}`,
    ...Object.entries(attributes).map(
      ([name, { value, matches, reason }]) =>
        `[${name}] = ${list(value)}${matches > 1 ? ` (of ${matches})` : ''}${reason === undefined ? '' : ` (${reason})`}`,
    ),
    ...Object.entries(targets).map(([name, { state, value, error }]) =>
      state === 'value' ? `${name} <- ${list(value)}` : `${name} <- ${state}${error === undefined ? '' : `: ${error}`}`,
    ),
  ];
}
