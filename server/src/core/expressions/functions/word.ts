import { eager, flow } from '../function.ts';
import { readText, readWholeNumber } from '../readers.ts';

/**
 * `Word(String, WordNumber, Delimiters)`: one word, counted from 1; each character of the delimiters parts words, and
 * several in a row part them once. Null, a number below 1, and a number beyond the last word give an empty text.
 * Source: the function reference.
 */
export const word = eager('Word', ([source = null, number = null, delimiters = null]) => {
  const text = readText(source, 'The String of Word') ?? '';
  const wanted = readWholeNumber(number, 'WordNumber of Word');
  const set = new Set(readText(delimiters, 'The Delimiters of Word') ?? '');
  let count = 0;
  let current = '';
  for (const char of text) {
    if (!set.has(char)) {
      current += char;
      continue;
    }
    if (current !== '') count += 1;
    if (count === wanted && current !== '') return flow(current);
    current = '';
  }
  return flow(current !== '' && count + 1 === wanted ? current : '');
});
