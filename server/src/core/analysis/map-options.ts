import type { MapDeclaration, MapOption, MapOptionKind, PlacedDeclaration } from '../language/syntax.ts';
import { editOf, type TextEdit } from './diagnostic.ts';

/** An option of a mapping; the first one where it stands twice. */
export function optionOf({ options }: MapDeclaration, kind: MapOptionKind): MapOption | undefined {
  return options.find((option) => option.kind === kind);
}

/** The edit that writes an option behind a mapping; undefined while the mapping has no source. */
export function addOption(placed: PlacedDeclaration<MapDeclaration>, text: string): TextEdit | undefined {
  const { source, options } = placed.declaration;
  if (source === undefined) return undefined;
  const end = Math.max(source.end, ...options.map((option) => option.end));
  return editOf(placed, { start: end, end }, ` ${text}`);
}

/** The edit that takes an option out, with the blanks before it. */
export function removeOption(
  placed: PlacedDeclaration<MapDeclaration>,
  option: MapOption,
  textOf: (placed: PlacedDeclaration, span: { start: number; end: number }) => string,
): TextEdit {
  const before = textOf(placed, { start: 0, end: option.start });
  return editOf(placed, { start: before.replace(/[ \t]+$/, '').length, end: option.end }, '');
}
