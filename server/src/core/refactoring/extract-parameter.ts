import type { MappingModel } from '../analysis/model.ts';
import { declarationAt } from '../language/declaration-at.ts';
import type { MappingFile, Span } from '../language/syntax.ts';
import { insertParameters } from './block-lines.ts';
import { type ParameterPlace, parameterPlaces } from './parameter-places.ts';
import { type Rewriting, shownText, textOf } from './rewriting.ts';

/**
 * Makes a parameter of the text that a range touches, or of the part of it that is selected: first at this place, then
 * at all places that have the same text. What tests expect stays as it is. Values stay the same until a connection or
 * sfmap.json gives the parameter another one.
 */
export function extractParameter(file: MappingFile, model: MappingModel, range: Span): Rewriting[] {
  const place = placeAt(file, range);
  if (place === undefined) return [];
  const part = selectedPart(file, place, range);
  if (part === undefined) return [];
  const name = freeName(model, part.whole ? place.about : `${place.about}Part`);
  const offered = (title: string, places: readonly ParameterPlace[]): Rewriting => ({
    title,
    edits: [
      ...insertParameters(file, [{ name, text: part.text }]),
      ...places.map((one) => one.edit(one === place ? part.span : innerOf(one), `{{${name}}}`)),
    ].sort((a, b) => a.start - b.start),
    toChoose: name,
  });
  const title = `Extract parameter ${name} = ${shownText(part.text)}`;
  const here = offered(title, [place]);
  if (!part.whole) return [here];
  const all = file.declarations.flatMap((placed) =>
    placed === place.placed ? samePlaces(parameterPlaces(file, placed), place) : alike(file, placed, place),
  );
  return all.length < 2 ? [here] : [here, offered(`${title} for all ${all.length} places with this text`, all)];
}

const innerOf = ({ span }: ParameterPlace): Span => ({ start: span.start + 1, end: span.end - 1 });

/** The text at a range; it says something, and holds no parameter yet. */
function placeAt(file: MappingFile, { start, end }: Span): ParameterPlace | undefined {
  const placed = declarationAt(file, start);
  if (placed === undefined || placed.problems.length > 0) return undefined;
  const place = parameterPlaces(file, placed).find(
    ({ span }) => placed.offset + span.start <= start && end <= placed.offset + span.end,
  );
  if (place === undefined || place.isExpected || place.value.trim() === '' || place.value.includes('{{'))
    return undefined;
  // A path may write a line end as an escape; the text of a parameter cannot.
  return /\p{Cc}/u.test(place.value) ? undefined : place;
}

interface Part {
  readonly text: string;
  readonly span: Span;
  readonly whole: boolean;
}

/** What becomes the parameter: a selection inside the quotes, else the whole text. */
function selectedPart(file: MappingFile, place: ParameterPlace, { start, end }: Span): Part | undefined {
  const inner = innerOf(place);
  const { offset } = place.placed;
  const span = { start: Math.max(start - offset, inner.start), end: Math.min(end - offset, inner.end) };
  if (start === end || (span.start === inner.start && span.end === inner.end))
    return { text: place.value, span: inner, whole: true };
  // With an escape in it nobody knows where the selection stands in the text.
  if (textOf(file, place.placed, inner) !== place.value) return undefined;
  const text = textOf(file, place.placed, span);
  const before = textOf(file, place.placed, { start: inner.start, end: span.start });
  // A brace beside it would be read with those of the parameter.
  if (text.trim() === '' || before.endsWith('{')) return undefined;
  return { text, span, whole: false };
}

function alike(file: MappingFile, placed: ParameterPlace['placed'], place: ParameterPlace): ParameterPlace[] {
  const { declaration, offset, problems } = placed;
  // Most declarations do not hold the text at all: they are not looked at more closely.
  if (problems.length > 0 || !/^(?:map|scope|attribute|replace)$/.test(declaration.kind)) return [];
  const plain = !/["'\\]/.test(place.value);
  if (plain && !file.text.slice(offset, offset + declaration.end).includes(place.value)) return [];
  return parameterPlaces(file, placed).filter((one) => !one.isExpected && one.value === place.value);
}

/** Those of its own declaration: the place itself is the object that was asked for. */
function samePlaces(places: readonly ParameterPlace[], place: ParameterPlace): ParameterPlace[] {
  return places.flatMap((one) => {
    if (one.span.start === place.span.start) return [place];
    return one.value === place.value ? [one] : [];
  });
}

/** A name for a parameter that the file does not have. */
function freeName({ parameters, unread }: MappingModel, about: string): string {
  const name = /[\p{L}_][\p{L}\p{N}_]*/u.exec(about)?.[0] ?? 'text';
  // The keyword would be hard to tell from the name.
  const isTaken = (one: string) => one === 'param' || parameters.has(one) || unread.params.has(one);
  for (let number = 2, free = name; ; number += 1) {
    if (!isTaken(free)) return free;
    free = `${name}${number}`;
  }
}
