import { titleCase, titleCaseBetween } from '../dotnet/title-case.ts';
import { eager, flow } from '../function.ts';
import { readText } from '../readers.ts';

/**
 * `PCase(source, wordSeparators)`: each word with a capital first letter, the rest in lower case. Without separators the
 * words are those of .NET's `ToTitleCase`, which the function reference names; with them only those characters part
 * words. `ToTitleCase` alone leaves words in capitals as they are; the examples do not, so the text is put in lower case
 * first. The reference counts all punctuation as separators, while `ToTitleCase` leaves the apostrophe inside its word:
 * we follow .NET.
 */
export const pCase = eager('PCase', ([source = null, separators = null]) => {
  const text = readText(source, 'The source of PCase');
  const set = readText(separators, 'The wordSeparators of PCase');
  if (text === null) return flow(null);
  return flow(set === null || set === '' ? titleCase(text) : titleCaseBetween(text, set));
});
