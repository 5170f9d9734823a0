import { inCase } from '../letter-case.ts';

/** `ToLower(source, culture)`: the text in lower case; without a culture by invariant rules. Source: the function reference. */
export const toLower = inCase('ToLower', (text, culture) => text.toLocaleLowerCase(culture));
