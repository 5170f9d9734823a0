import { inCase } from '../letter-case.ts';

/**
 * `ToUpper(source, culture)`: the text in upper case as .NET maps it, letter by letter, so that `ß` stays; without a
 * culture by invariant rules. Source: the function reference.
 */
export const toUpper = inCase('ToUpper', (mapping, text) => mapping.upper(text));
