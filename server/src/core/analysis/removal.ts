import type { MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { removalOf } from '../refactoring/block-lines.ts';
import type { TextEdit } from './diagnostic.ts';

/**
 * The edit that takes a declaration out with its line, and with the `///` lines before it, which would document the
 * next one otherwise.
 */
export function removeDeclaration(file: MappingFile, placed: PlacedDeclaration): TextEdit {
  const edit = removalOf(file, placed);
  if (placed.documentation === undefined) return edit;
  const before = file.text.slice(0, edit.start);
  const documented = /(?:(?<=^\uFEFF?|[\r\n])[ \t]*\/\/\/(?!\/)[^\r\n]*(?:\r\n|\r|\n)[ \t]*)+$/.exec(before);
  return documented === null ? edit : { ...edit, start: documented.index };
}
