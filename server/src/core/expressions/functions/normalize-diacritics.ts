import { withoutDiacritics } from '../dotnet/diacritics.ts';
import { ofText } from '../function.ts';

/**
 * `NormalizeDiacritics(source)`: accented letters replaced by the plain ones of Microsoft's table (`ä` by `a`, not `ae`;
 * `ß` by `ss`). A letter that is not in the table stays. Source: the function reference.
 */
export const normalizeDiacritics = ofText('NormalizeDiacritics', withoutDiacritics);
