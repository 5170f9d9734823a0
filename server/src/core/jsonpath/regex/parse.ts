import { readClass, readEscapedUnit } from './read-class.ts';
import { optionsFrom, type RegexOptions, RegexReader } from './regex-reader.ts';
import type { Anchor, RegexNode } from './syntax.ts';
import { categoryOf, classOf, exactly } from './units.ts';

const DEEPEST = 200;
const LONGEST = 10_000;

/**
 * Reads a regular expression in .NET's syntax. Throws `RegexProblem` for what .NET rejects, and for the few forms that
 * are not evaluated here: balancing groups, conditions, more than 200 nested groups, more than 10,000 characters.
 */
export function parseRegex(pattern: string, options: RegexOptions): RegexNode {
  const reader = new RegexReader(pattern, options);
  if (pattern.length > LONGEST)
    reader.fail(`A pattern may have ${LONGEST} characters; this one has ${pattern.length}.`);
  const node = readChoice(reader);
  if (!reader.atEnd) reader.fail('There is a ) too many in this pattern.');
  for (const name of reader.references) {
    const known = reader.names.has(name) || (/^\d+$/.test(name) && Number(name) <= reader.unnamed);
    if (!known) reader.fail(`This pattern refers to a group ${name}, and has none.`);
  }
  return node;
}

function readChoice(reader: RegexReader): RegexNode {
  const outer = reader.options;
  const branches = [readSequence(reader)];
  while (reader.take('|')) branches.push(readSequence(reader));
  // Options that are set inside a group end with it.
  reader.options = outer;
  const [only] = branches;
  return branches.length === 1 && only !== undefined ? only : { kind: 'choice', branches };
}

function readSequence(reader: RegexReader): RegexNode {
  const parts: RegexNode[] = [];
  for (;;) {
    reader.skipComments();
    if (reader.atEnd || reader.char === '|' || reader.char === ')') return { kind: 'sequence', parts };
    const atom = readAtom(reader);
    if (atom !== undefined) parts.push(readQuantifier(reader, atom));
  }
}

function readQuantifier(reader: RegexReader, body: RegexNode): RegexNode {
  reader.skipComments();
  const found = reader.match(/(?:([*+?])|\{(\d{1,9})(?:(,)(\d{1,9})?)?\})(\?)?/y);
  if (found === undefined) return body;
  const [, sign, least, comma, most, lazy] = found;
  const min = least !== undefined ? Number(least) : sign === '+' ? 1 : 0;
  let max = sign === '?' ? 1 : Number.POSITIVE_INFINITY;
  if (least !== undefined) max = most !== undefined ? Number(most) : comma !== undefined ? max : min;
  if (max < min) reader.fail(`{${min},${max}} has the larger number first.`);
  reader.skipComments();
  if (/[*+?]/.test(reader.char))
    reader.fail(`${reader.char} follows a repetition; put the repeated part in parentheses.`);
  return { kind: 'repeat', body, min, max, lazy: lazy !== undefined };
}

/** One part of a sequence; undefined for an option such as `(?i)`, which matches nothing. */
function readAtom(reader: RegexReader): RegexNode | undefined {
  const { options } = reader;
  const { char } = reader;
  if (char === '(') return readGroup(reader);
  if (char === '[') return { kind: 'unit', accepts: readClass(reader) };
  if (char === '\\') return readEscape(reader);
  if (/[*+?]/.test(char)) reader.fail(`${char} stands where nothing can be repeated.`);
  reader.at += 1;
  if (char === '^') return { kind: 'anchor', anchor: options.multiline ? 'line-start' : 'start' };
  if (char === '$') return { kind: 'anchor', anchor: options.multiline ? 'line-end' : 'last-line-end' };
  if (char === '.') return { kind: 'unit', accepts: options.singleLine ? () => true : (unit) => unit !== '\n' };
  return { kind: 'unit', accepts: exactly(char, options.ignoreCase) };
}

function readGroup(reader: RegexReader): RegexNode | undefined {
  if (reader.depth >= DEEPEST) reader.fail(`Groups are nested more than ${DEEPEST} deep in this pattern.`);
  const options = reader.match(/\(\?([imnsx]*)(?:-([imnsx]*))?([:)])/y);
  if (options !== undefined) {
    const [, on = '', off = '', end] = options;
    const changed = optionsFrom(off, false, optionsFrom(on, true, reader.options));
    if (end === ')') {
      reader.options = changed;
      return undefined;
    }
    const before = reader.options;
    reader.options = changed;
    const body = readBody(reader);
    reader.options = before;
    return body;
  }
  const look = reader.match(/\(\?(<?)([=!])/y);
  if (look !== undefined) {
    return { kind: 'look', behind: look[1] === '<', negative: look[2] === '!', body: readBody(reader) };
  }
  if (reader.take('(?>')) return { kind: 'atomic', body: readBody(reader) };
  const named = reader.match(/\(\?(?:<(\w+)>|'(\w+)')/y);
  if (named !== undefined) {
    const name = named[1] ?? named[2] ?? '';
    reader.names.add(name);
    return { kind: 'capture', name, body: readBody(reader) };
  }
  if (reader.match(/\(\?\(/y) !== undefined) reader.fail('Conditions (?(...)...) are not evaluated by sfmap.');
  if (reader.match(/\(\?[<']\w*-/y) !== undefined) reader.fail('Balancing groups are not evaluated by sfmap.');
  if (reader.take('(?')) reader.fail(`(?${reader.char} is no group that .NET knows.`);
  reader.take('(');
  if (reader.options.explicitCapture) return readBody(reader);
  reader.unnamed += 1;
  const name = String(reader.unnamed);
  return { kind: 'capture', name, body: readBody(reader) };
}

function readBody(reader: RegexReader): RegexNode {
  reader.depth += 1;
  const body = readChoice(reader);
  reader.depth -= 1;
  if (!reader.take(')')) reader.fail('A ( of this pattern is not closed.');
  return body;
}

const ANCHORS: Readonly<Record<string, Anchor>> = {
  A: 'start',
  G: 'start',
  z: 'end',
  Z: 'last-line-end',
  b: 'word',
  B: 'no-word',
};

function readEscape(reader: RegexReader): RegexNode {
  const letter = reader.pattern.charAt(reader.at + 1);
  if (letter === '') reader.fail('The pattern ends with a single backslash.');
  const anchor = ANCHORS[letter];
  if (anchor !== undefined) {
    reader.at += 2;
    return { kind: 'anchor', anchor };
  }
  const reference = reader.match(/\\(?:([1-9]\d?)|k<(\w+)>|k'(\w+)')/y);
  if (reference !== undefined) {
    const name = reference[1] ?? reference[2] ?? reference[3] ?? '';
    reader.references.push(name);
    return { kind: 'back-reference', name, ignoreCase: reader.options.ignoreCase };
  }
  const category = reader.match(/\\([pP])\{([^}]*)\}/y);
  if (category !== undefined) {
    const accepts = categoryOf(category[2] ?? '');
    return { kind: 'unit', accepts: category[1] === 'p' ? accepts : (unit) => !accepts(unit) };
  }
  const known = classOf(letter);
  if (known !== undefined) {
    reader.at += 2;
    return { kind: 'unit', accepts: known };
  }
  return { kind: 'unit', accepts: exactly(readEscapedUnit(reader), reader.options.ignoreCase) };
}
