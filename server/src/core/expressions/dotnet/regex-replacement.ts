import type { NetRegex, RegexMatch } from './regex.ts';

/** A piece of a replacement: text, or what is put in from the match. */
type Piece = string | { readonly group: string } | { readonly part: 'match' | 'before' | 'after' | 'all' };

/** Gives the pieces of text that take the place of a match, one after the other, so that their length can be watched. */
export type Replacement = (text: string, match: RegexMatch) => Generator<string>;

/**
 * Reads a replacement as .NET's `Regex.Replace` does ("Substitutions in regular expressions"): `$1`, `${name}`, `$$`,
 * `$&`, `` $` ``, `$'`, `$+`, `$_`. A `$` that names no group of the pattern stands for itself.
 */
export function readReplacement(replacement: string, regex: NetRegex): Replacement {
  const pieces: Piece[] = [];
  const expression = /\$(?:(\d{1,9})|\{(\d{1,9})\}|\{(\w+)\}|([$&`'+_]))/gu;
  let at = 0;
  for (const found of replacement.matchAll(expression)) {
    pieces.push(replacement.slice(at, found.index), pieceOf(found, regex));
    at = found.index + found[0].length;
  }
  pieces.push(replacement.slice(at));
  return function* (text, match) {
    for (const piece of pieces) yield typeof piece === 'string' ? piece : inserted(piece, text, match);
  };
}

function pieceOf([whole, bare, braced, name, sign]: RegExpExecArray, regex: NetRegex): Piece {
  const number = bare ?? braced;
  if (number !== undefined) {
    if (Number(number) === 0) return { part: 'match' };
    const group = regex.numbered(Number(number));
    return group === undefined ? whole : { group };
  }
  if (name !== undefined) return regex.groups.includes(name) ? { group: name } : whole;
  switch (sign) {
    case '$':
      return '$';
    case '&':
      return { part: 'match' };
    case '`':
      return { part: 'before' };
    case "'":
      return { part: 'after' };
    case '_':
      return { part: 'all' };
    default: {
      // `$+`: the group with the highest number; the whole match where there is none.
      const last = regex.groups.at(-1);
      return last === undefined ? { part: 'match' } : { group: last };
    }
  }
}

function inserted(piece: Exclude<Piece, string>, text: string, match: RegexMatch): string {
  if ('group' in piece) {
    const group = match.group(piece.group);
    return group === undefined ? '' : text.slice(group.start, group.end);
  }
  switch (piece.part) {
    case 'match':
      return text.slice(match.start, match.end);
    case 'before':
      return text.slice(0, match.start);
    case 'after':
      return text.slice(match.end);
    case 'all':
      return text;
  }
}
