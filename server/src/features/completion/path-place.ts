/** Where the objects are that a part of a path is asked of: lists, each inside the elements of the one before. */
export type PathRoot = readonly string[];

/** Where the cursor stands in a JSONPath that ends at the cursor. Offsets are into that text. */
export type PathPlace =
  /** On a name behind a dot, or at the beginning. `base` is the path before it; `lead` is where its dots begin. */
  | {
      readonly kind: 'step';
      readonly root: PathRoot;
      readonly base: string;
      readonly sign: '' | '.' | '..';
      readonly lead: number;
      readonly start: number;
      /** It stands in a filter, behind `@` or `$`. */
      readonly inFilter: boolean;
    }
  /** After `[`, on a number, a slice, `*` or the beginning of a filter. */
  | { readonly kind: 'bracket'; readonly root: PathRoot; readonly base: string; readonly start: number }
  /** After `['`. */
  | { readonly kind: 'quoted-name'; readonly root: PathRoot; readonly base: string; readonly start: number }
  /** Where a side of a filter begins. */
  | { readonly kind: 'side'; readonly root: PathRoot; readonly start: number }
  | { readonly kind: 'operator'; readonly root: PathRoot; readonly side: string; readonly start: number }
  /** `quote`: the literal is open with it, and `start` is behind it. */
  | {
      readonly kind: 'value';
      readonly root: PathRoot;
      readonly side: string;
      readonly operator: string;
      readonly quote: string;
      readonly start: number;
    }
  | { readonly kind: 'connective'; readonly start: number }
  | { readonly kind: 'nothing' };

const NOTHING: PathPlace = { kind: 'nothing' };

/** Reads a path up to its end, where the cursor is. Never throws; linear in its length. */
export function pathPlace(path: string): PathPlace {
  return place(path, [], 0, false);
}

/** @param shift Where the text stands in the whole path. */
function place(path: string, root: PathRoot, shift: number, inFilter: boolean): PathPlace {
  let lead = 0;
  let start = 0;
  let sign: '' | '.' | '..' = '';
  let behindBracket = false;
  for (let at = 0; at < path.length; ) {
    const c = path[at];
    if (c === '[') {
      const close = bracketEnd(path, at);
      const base = path.slice(0, at).replace(/\.+$/, '');
      if (close === undefined) return inBracket(path.slice(at + 1), root, base, shift + at + 1);
      at = close + 1;
      lead = at;
      behindBracket = true;
    } else if (c === '.') {
      sign = path[at + 1] === '.' ? '..' : '.';
      lead = at;
      at += sign.length;
      start = at;
      behindBracket = false;
    } else at++;
  }
  if (behindBracket) return NOTHING;
  return { kind: 'step', root, base: path.slice(0, lead), sign, lead: shift + lead, start: shift + start, inFilter };
}

/** The offset of the bracket that closes the one at `open`; quotes and patterns hide what is in them. */
export function bracketEnd(path: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < path.length; at++) {
    const c = path[at] as string;
    if (c === '[') depth++;
    else if (c === ']' && --depth === 0) return at;
    else if (c === "'" || c === '"' || (c === '/' && /~\s*$/.test(path.slice(Math.max(0, at - 4), at)))) {
      const close = quoteEnd(path, at);
      if (close === undefined) return undefined;
      at = close;
    }
  }
  return undefined;
}

function quoteEnd(text: string, open: number): number | undefined {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[open]) return at;
  }
  return undefined;
}

function inBracket(content: string, root: PathRoot, base: string, start: number): PathPlace {
  if (/^\s*(?:\?\s*\(?\s*@?|[-\d:,*\s]*)$/.test(content)) return { kind: 'bracket', root, base, start };
  const quote = /^\s*['"]/.exec(content);
  if (quote !== null) {
    const closed = quoteEnd(content, quote[0].length - 1) !== undefined;
    return closed ? NOTHING : { kind: 'quoted-name', root, base, start: start + quote[0].length };
  }
  const head = /^\s*\?\s*\(\s*/.exec(content)?.[0];
  return head === undefined ? NOTHING : inFilter(content.slice(head.length), [...root, base], start + head.length);
}

const OPERATOR = /[=!<>~]+/y;
const CONNECTIVE = /&&?|\|\|?/y;
const LITERAL = /[^\s=!<>~&|()[\]'"@$/]+/y;

/** Reads a filter term by term: side, operator, value, connective, and so on. */
function inFilter(text: string, root: PathRoot, shift: number): PathPlace {
  let side = '';
  let operator = '';
  let state: 'side' | 'operator' | 'value' | 'connective' = 'side';
  let at = 0;
  const here = (start: number): PathPlace => {
    switch (state) {
      case 'side':
        return { kind: 'side', root, start: shift + start };
      case 'operator':
        return { kind: 'operator', root, side, start: shift + start };
      case 'value':
        return { kind: 'value', root, side, operator, quote: '', start: shift + start };
      case 'connective':
        return { kind: 'connective', start: shift + start };
    }
  };
  while (at < text.length) {
    const c = text[at] as string;
    if (c === ' ' || c === '\t') at++;
    else if ((c === '@' || c === '$') && (state === 'side' || state === 'value')) {
      const end = sideEnd(text, at);
      if (end >= text.length) return onSide(text.slice(at), root, shift + at, here(at));
      if (state === 'side') side = text.slice(at, end);
      state = state === 'side' ? 'operator' : 'connective';
      at = end;
    } else if ((c === "'" || c === '"' || c === '/') && (state === 'value' || state === 'side')) {
      const end = quoteEnd(text, at);
      if (end === undefined) {
        return state === 'value' && c !== '/'
          ? { kind: 'value', root, side, operator, quote: c, start: shift + at + 1 }
          : NOTHING;
      }
      state = state === 'side' ? 'operator' : 'connective';
      at = end + 1;
    } else {
      const end = signEnd(text, at, state);
      if (end === undefined) return NOTHING;
      if (end >= text.length) return here(at);
      if (state === 'operator' && !/[&|]/.test(c)) operator = text.slice(at, end);
      state = after(state, c);
      at = end;
    }
  }
  return here(text.length);
}

/** What follows a sign or a bare literal. */
function after(
  state: 'side' | 'operator' | 'value' | 'connective',
  sign: string,
): 'side' | 'operator' | 'value' | 'connective' {
  if (sign === '&' || sign === '|') return 'side';
  return state === 'operator' ? 'value' : 'connective';
}

function signEnd(text: string, at: number, state: string): number | undefined {
  const patterns = state === 'operator' ? [OPERATOR, CONNECTIVE] : state === 'connective' ? [CONNECTIVE] : [LITERAL];
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return undefined;
}

/** The end of `@.a[0].b`: at a blank, a sign or a parenthesis outside brackets. */
function sideEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const c = text[at] as string;
    if (c === '[') {
      const close = bracketEnd(text, at);
      if (close === undefined) return text.length;
      at = close;
    } else if (/[\s=!<>~&|()]/.test(c)) return at;
  }
  return text.length;
}

/** On `@` or `$` alone the whole side is offered; behind it, its steps. */
function onSide(text: string, root: PathRoot, shift: number, whole: PathPlace): PathPlace {
  if (text.length === 1) return whole;
  return place(text.slice(1), text[0] === '$' ? [] : root, shift + 1, true);
}
