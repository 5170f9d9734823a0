import { inCase } from '../letter-case.ts';

/** `ToUpper(source, culture)`: the text in upper case; without a culture by invariant rules. Source: the function reference. */
export const toUpper = inCase('ToUpper', (text, culture) => text.toLocaleUpperCase(culture));
