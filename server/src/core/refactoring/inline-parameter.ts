import { declarationsOf } from '../analysis/bind.ts';
import type { TextEdit } from '../analysis/diagnostic.ts';
import { removeDeclaration } from '../analysis/removal.ts';
import { occurrencesIn, type PlacedOccurrence, symbolAt } from '../analysis/symbols.ts';
import { declarationAt } from '../language/declaration-at.ts';
import type { MappingFile, ParamDeclaration, PlacedDeclaration } from '../language/syntax.ts';
import { parameterPlaces } from './parameter-places.ts';
import { type Rewriting, shownText } from './rewriting.ts';

/**
 * Puts the text of a parameter in its place: at the use that an offset touches, and everywhere, with the `param` line
 * taken out. Nothing is offered for a parameter without a text, or where a use stands where no parameter is replaced.
 *
 * @param isOwn Whether a parameter has the value that the file gives; one from outside would change what comes out.
 */
export function inlineParameter(file: MappingFile, offset: number, isOwn: (name: string) => boolean): Rewriting[] {
  const at = symbolAt(file, offset);
  if (at?.symbol.kind !== 'parameter' || !isOwn(at.symbol.name)) return [];
  const { name } = at.symbol;
  const [param, another] = declarationsOf(file, 'param').filter(({ declaration }) => declaration.name?.text === name);
  const text = param?.declaration.text?.value;
  // Braces of the text might be read as a parameter where it stands.
  if (param === undefined || another !== undefined || text === undefined || /[{}]/.test(text)) return [];
  if (param.problems.length > 0) return [];
  const uses = usesOf(file, name);
  const found: Rewriting[] = [];
  if (at.role !== 'declaration' && uses.length > 1) {
    const edit = inlined(file, at, text);
    if (edit !== undefined) found.push({ title: `Write ${shownText(text)} for {{${name}}} here`, edits: [edit] });
  }
  const edits = uses.map((use) => inlined(file, use, text));
  if (edits.length > 0 && edits.every((edit) => edit !== undefined)) {
    const places = edits.length === 1 ? 'its only place' : `all ${edits.length} places`;
    found.push({
      title: `Inline parameter ${name} = ${shownText(text)} at ${places} and remove it`,
      edits: [...edits, removal(file, param)].sort((a, b) => a.start - b.start),
    });
  }
  return found;
}

/** The uses of a parameter, found by their letters: most declarations of a long file have none. */
function usesOf(file: MappingFile, name: string): PlacedOccurrence[] {
  const declarations = new Set<PlacedDeclaration>();
  const wanted = `{{${name}}}`;
  for (let at = file.text.indexOf(wanted); at !== -1; at = file.text.indexOf(wanted, at + 1)) {
    const placed = declarationAt(file, at);
    if (placed !== undefined) declarations.add(placed);
  }
  return [...declarations].flatMap((placed) =>
    occurrencesIn(file, placed).flatMap((one) =>
      one.symbol.kind === 'parameter' && one.symbol.name === name && one.role !== 'declaration'
        ? [{ ...one, placed }]
        : [],
    ),
  );
}

function inlined(file: MappingFile, { placed, whole }: PlacedOccurrence, text: string): TextEdit | undefined {
  const place = parameterPlaces(file, placed).find(({ span }) => span.start < whole.start && whole.end < span.end);
  return place?.edit(whole, text);
}

/** Takes the line out, and the blank line above it that would stand before another one. */
function removal(file: MappingFile, param: PlacedDeclaration<ParamDeclaration>): TextEdit {
  const edit = removeDeclaration(file, param);
  const above = /(?:\r\n|\r|\n)([ \t]*(?:\r\n|\r|\n))$/.exec(file.text.slice(0, edit.start))?.[1];
  const isAlone = above !== undefined && /^[ \t]*(?:[\r\n]|$)/.test(file.text.slice(edit.end));
  return isAlone ? { ...edit, start: edit.start - above.length } : edit;
}
