import type { FunctionDocuments } from './function-document.ts';

/** Functions that make one text from others. */
export const textDocuments: FunctionDocuments = {
  Append: {
    details: 'Puts the suffix behind the source, nothing in between.',
    parameters: { source: 'The text in front, mostly an attribute.', suffix: 'The text behind it.' },
    empty: 'A null source gives null, so that a suffix never stands alone; an empty source gives the suffix.',
    differs: 'The function reference says nothing of a null source.',
  },
  Join: {
    details:
      'Puts the sources one after the other, with the separator between them. A multi-valued source gives each of its values.',
    parameters: { separator: 'The text between two values; `""` for none.', source: 'Attributes, constants, calls.' },
    empty:
      'Null and empty sources are left out, and no separator stands for them. Without any value the result is an empty text.',
    differs:
      'The function reference does not say that empty sources are left out; its example with `""` as the first source shows it.',
  },
  Left: {
    details: 'A number of 0 gives an empty text, a negative one the whole text, as does one beyond its length.',
    parameters: { String: 'The text.', NumChars: 'How many characters.' },
    empty: 'Null gives an empty text.',
  },
  Len: {
    details:
      'Counts UTF-16 units as .NET does: most characters are one, an emoji is two. A number counts with its digits and its point.',
    parameters: { String: 'A text or a number.' },
    empty: 'Null and empty give 0.',
  },
  Mid: {
    details: 'Takes so many characters from the start on, or those that are there.',
    parameters: { source: 'The text.', start: 'The first character, counted from 1.', length: 'How many characters.' },
    empty: 'Null gives null; a start beyond the end gives an empty text.',
    differs:
      'The function reference says nothing of a start below 1 or a negative length: both are errors, as in Visual Basic.',
  },
  InStr: {
    details:
      'Searches from `start` on and counts from the first character of the text. 0 means that it does not occur.',
    parameters: {
      value1: 'The text that is searched.',
      value2: 'The text that is looked for.',
      start: 'Where to begin, counted from 1; 1 without it.',
      compareType: '`vbBinaryCompare` for exact case, `vbTextCompare` for either case, as bare words.',
    },
    empty: 'Null counts as an empty text. Nothing is found in an empty text; an empty `value2` is found at the start.',
    differs:
      'The function reference does not name the default of `compareType`; sfmap takes `vbBinaryCompare`, as Visual Basic does.',
  },
  Word: {
    details: 'Every character of the delimiters ends a word; several in a row end it once.',
    parameters: {
      String: 'The text.',
      WordNumber: 'Which word, counted from 1.',
      Delimiters: 'The characters between words, all in one text.',
    },
    empty: 'Null gives an empty text, as does a number below 1 or beyond the last word.',
    differs:
      'The function reference calls the first parameter a multi-valued attribute; its examples and its words mean one text.',
  },
  Replace: {
    details: [
      'The filled slots say what it does:',
      '',
      '- `oldValue` and `replacementValue`: every `oldValue` in the source is replaced, in exact case.',
      '- `oldValue` and `template`: every `oldValue` in the template is replaced by the source.',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Entra's own way to name a group.
      '- `regexPattern` and `replacementValue`: every match is replaced; `${name}` and `$1` put in what a group matched, `$$` is a dollar sign.',
      '- `regexPattern`, `regexGroupName` and `replacementValue`: in every match the part of the group is replaced, by the value as it stands.',
      '- `regexPattern`, `regexGroupName` and `replacementAttributeName`: the source if it has a value; else what the group matches in that attribute.',
      '',
      "Patterns are .NET's and match anywhere unless they are anchored. In a constant every backslash is written twice. A pattern that sfmap cannot run as .NET does (balancing groups, conditions, `\\G`) is an error, as is one that takes too long.",
    ].join('\n'),
    parameters: {
      source: 'The text.',
      oldValue: 'The text that is replaced.',
      regexPattern: 'The regular expression that is replaced.',
      regexGroupName: 'The name or number of a group of the pattern.',
      replacementValue: 'What takes its place.',
      replacementAttributeName: 'An attribute that stands in for an empty source.',
      template: 'A text with a place for the source.',
    },
    empty:
      'A null source gives null, but where an attribute stands in for it. A null replacement counts as an empty text.',
    differs:
      'For `[()\\s-]+` the function reference prints a result without the plus sign, which that pattern does not match: sfmap keeps it. It does not say what follows where the pattern does not match the attribute that stands in: null.',
  },
  NormalizeDiacritics: {
    details:
      'Follows the table of the function reference letter by letter: `ä` becomes `a` and not `ae`, `ø` becomes `oe`, `ß` becomes `ss`. A letter that the table lacks stays (`đ`, `œ`, `ķ`). Letters with a separate accent are treated as the composed ones.',
    parameters: { source: 'The text.' },
    empty: 'Null gives null.',
  },
  PCase: {
    details:
      "Puts the text in lower case and gives each word a capital first letter. Without separators words are those of .NET's `ToTitleCase`; with separators only those characters part words.",
    parameters: { source: 'The text.', wordSeparators: 'The characters between words, all in one text.' },
    empty: 'Null gives null.',
    differs:
      "The function reference counts all punctuation as separators and names `ToTitleCase`, which keeps an apostrophe inside its word: `o'brien` gives `O'brien`. sfmap follows .NET; name the separators where that matters. `ToTitleCase` alone leaves words in capitals; the examples show that the text is put in lower case first.",
  },
  StripSpaces: {
    details: 'Takes away every blank (U+0020); tabs and no-break blanks stay.',
    parameters: { source: 'The text.' },
    empty: 'Null gives null.',
  },
  ToLower: {
    details: 'Maps each letter by itself, as .NET does. Turkish and Azerbaijani cultures have their own i.',
    parameters: { source: 'The text.', culture: 'A culture such as `tr-TR`; without one the invariant rules hold.' },
    empty: 'Null gives null.',
  },
  ToUpper: {
    details: 'Maps each letter by itself, as .NET does: `ß` stays. Turkish and Azerbaijani cultures have their own i.',
    parameters: { source: 'The text.', culture: 'A culture such as `tr-TR`; without one the invariant rules hold.' },
    empty: 'Null gives null.',
  },
  ConvertToBase64: {
    details: 'Encodes the UTF-16 little-endian bytes of the text, which .NET calls Unicode.',
    parameters: { source: 'The text.' },
    empty: 'Null gives null.',
  },
  ConvertToUTF8Hex: {
    details: 'Writes each byte of the text in UTF-8 as two hexadecimal digits in capitals.',
    parameters: { source: 'The text.' },
    empty: 'Null gives null.',
    differs:
      'The second example of the function reference prints the digits of another GUID than its input. sfmap gives those of the input.',
  },
};
