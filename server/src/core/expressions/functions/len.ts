import { eager, flow } from '../function.ts';
import { readText } from '../readers.ts';

/** `Len(String)`: the length in UTF-16 units, as .NET counts; null and empty give 0. Source: the function reference. */
export const len = eager('Len', ([value = null]) => flow(String(readText(value, 'The value of Len')?.length ?? 0)));
