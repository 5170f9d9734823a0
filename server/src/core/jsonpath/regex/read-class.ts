import type { RegexReader } from './regex-reader.ts';
import type { UnitTest } from './syntax.ts';
import { categoryOf, classOf, inEitherCase } from './units.ts';

const CONTROL: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\u0007',
  e: '\u001b',
};

/** Reads `[...]`, with ranges, classes and .NET's subtraction `[a-z-[aeiou]]`. */
export function readClass(reader: RegexReader): UnitTest {
  reader.at += 1;
  const negated = reader.take('^');
  const tests: UnitTest[] = [];
  let without: UnitTest | undefined;
  for (let first = true; ; first = false) {
    if (reader.atEnd) reader.fail('A [ of this pattern is not closed.');
    if (!first && reader.take(']')) break;
    if (!first && reader.pattern.startsWith('-[', reader.at)) {
      reader.at += 1;
      if (reader.depth > 50) reader.fail('Classes are nested too deep in this pattern.');
      reader.depth += 1;
      without = readClass(reader);
      reader.depth -= 1;
      if (!reader.take(']')) reader.fail('A subtraction stands at the end of its class.');
      break;
    }
    tests.push(readPart(reader));
  }
  const accepts = inEitherCase((unit) => tests.some((test) => test(unit)), reader.options.ignoreCase);
  return (unit) => accepts(unit) !== negated && without?.(unit) !== true;
}

function readPart(reader: RegexReader): UnitTest {
  const category = reader.match(/\\([pP])\{([^}]*)\}/y);
  if (category !== undefined) {
    const accepts = categoryOf(category[2] ?? '');
    return category[1] === 'p' ? accepts : (unit) => !accepts(unit);
  }
  const known = reader.char === '\\' ? classOf(reader.pattern.charAt(reader.at + 1)) : undefined;
  if (known !== undefined) {
    reader.at += 2;
    return known;
  }
  const first = readUnit(reader);
  const isRange = reader.char === '-' && !/^-(?:\]|\[|$)/.test(reader.pattern.slice(reader.at, reader.at + 2));
  if (!isRange) return (unit) => unit === first;
  reader.at += 1;
  const last = readUnit(reader);
  if (last < first) reader.fail(`The range ${first}-${last} runs backwards.`);
  return (unit) => unit >= first && unit <= last;
}

function readUnit(reader: RegexReader): string {
  if (reader.char === '\\') {
    if (reader.take('\\b')) return '\b';
    return readEscapedUnit(reader);
  }
  const unit = reader.char;
  reader.at += 1;
  return unit;
}

/** A backslash and what follows it, where that stands for one unit. */
export function readEscapedUnit(reader: RegexReader): string {
  const code = reader.match(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(0[0-7]{0,2})|c([A-Za-z@[\\\]^_]))/y);
  if (code !== undefined) {
    const [, hex, unicode, octal, control] = code;
    if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) ^ 64);
    return String.fromCharCode(
      octal === undefined ? Number.parseInt(hex ?? unicode ?? '0', 16) : Number.parseInt(octal, 8),
    );
  }
  const letter = reader.pattern.charAt(reader.at + 1);
  const control = CONTROL[letter];
  if (letter === '') reader.fail('The pattern ends with a single backslash.');
  if (control === undefined && /[\p{L}\p{Nd}_]/u.test(letter)) reader.fail(`\\${letter} is no escape of .NET.`);
  reader.at += 2;
  return control ?? letter;
}
