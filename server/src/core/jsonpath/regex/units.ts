import { RegexProblem, type UnitTest } from './syntax.ts';

/** `\w` of .NET: letters, marks without width, decimal digits and connectors. */
export const isWord: UnitTest = (unit) => /[\p{L}\p{Mn}\p{Nd}\p{Pc}]/u.test(unit);
/** `\d` of .NET: decimal digits of every script. */
export const isDigit: UnitTest = (unit) => /\p{Nd}/u.test(unit);
/** `\s` of .NET. */
export const isSpace: UnitTest = (unit) => /[\t-\r\u0085\p{Z}]/u.test(unit);

/** A boundary of `\b` also counts the two joiners as parts of a word. */
export const isBoundaryWord: UnitTest = (unit) => isWord(unit) || unit === '\u200c' || unit === '\u200d';

const CLASSES: Readonly<Record<string, UnitTest>> = {
  d: isDigit,
  D: (unit) => !isDigit(unit),
  w: isWord,
  W: (unit) => !isWord(unit),
  s: isSpace,
  S: (unit) => !isSpace(unit),
};

/** The class that a letter behind a backslash stands for, undefined for any other letter. */
export function classOf(letter: string): UnitTest | undefined {
  return CLASSES[letter];
}

/** `\p{name}`: a general category such as `Lu`, or one of the blocks that people use. */
export function categoryOf(name: string): UnitTest {
  const block = BLOCKS[name];
  if (block !== undefined) return (unit) => unit >= block[0] && unit <= block[1];
  if (/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)$/.test(name)) {
    const category = new RegExp(`^\\p{${name}}$`, 'u');
    return (unit) => category.test(unit);
  }
  throw new RegexProblem(`\\p{${name}} is no class of characters that sfmap knows.`);
}

const BLOCKS: Readonly<Record<string, readonly [first: string, last: string]>> = {
  IsBasicLatin: ['\u0000', '\u007f'],
  'IsLatin-1Supplement': ['\u0080', '\u00ff'],
  'IsLatinExtended-A': ['\u0100', '\u017f'],
  'IsLatinExtended-B': ['\u0180', '\u024f'],
  IsCombiningDiacriticalMarks: ['\u0300', '\u036f'],
  IsGreek: ['\u0370', '\u03ff'],
  IsCyrillic: ['\u0400', '\u04ff'],
  IsHebrew: ['\u0590', '\u05ff'],
  IsArabic: ['\u0600', '\u06ff'],
  IsGeneralPunctuation: ['\u2000', '\u206f'],
  IsHiragana: ['\u3040', '\u309f'],
  IsKatakana: ['\u30a0', '\u30ff'],
  IsCJKUnifiedIdeographs: ['\u4e00', '\u9fff'],
  IsHangulSyllables: ['\uac00', '\ud7af'],
};

/** One unit, or the same letter in the other case. */
export function exactly(wanted: string, ignoreCase: boolean): UnitTest {
  if (!ignoreCase) return (unit) => unit === wanted;
  const lower = lowered(wanted);
  return (unit) => unit === wanted || lowered(unit) === lower;
}

/** A test that also takes the other case of a unit. */
export function inEitherCase(test: UnitTest, ignoreCase: boolean): UnitTest {
  if (!ignoreCase) return test;
  return (unit) => {
    const upper = unit.toUpperCase();
    return test(unit) || test(lowered(unit)) || (upper.length === 1 && test(upper));
  };
}

/** The small letter of a unit, where that is one unit too. */
export function lowered(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}
