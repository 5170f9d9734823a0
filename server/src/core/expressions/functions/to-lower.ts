import { inCase } from '../letter-case.ts';

/**
 * `ToLower(source, culture)`: the text in lower case as .NET maps it, letter by letter; without a culture by invariant
 * rules. Source: the function reference.
 */
export const toLower = inCase('ToLower', (mapping, text) => mapping.lower(text));
