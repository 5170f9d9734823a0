import type { ExpressionFunction } from './function.ts';
import { appRoleAssignmentsComplex } from './functions/app-role-assignments-complex.ts';
import { append } from './functions/append.ts';
import { assertiveAppRoleAssignmentsComplex } from './functions/assertive-app-role-assignments-complex.ts';
import { bitAnd } from './functions/bit-and.ts';
import { cBool } from './functions/c-bool.ts';
import { cDate } from './functions/c-date.ts';
import { cStr } from './functions/c-str.ts';
import { coalesce } from './functions/coalesce.ts';
import { convertToBase64 } from './functions/convert-to-base64.ts';
import { convertToUtf8Hex } from './functions/convert-to-utf8-hex.ts';
import { count } from './functions/count.ts';
import { dateAdd } from './functions/date-add.ts';
import { dateDiff } from './functions/date-diff.ts';
import { dateFromNum } from './functions/date-from-num.ts';
import { defaultDomain } from './functions/default-domain.ts';
import { formatDateTime } from './functions/format-date-time.ts';
import { guid } from './functions/guid.ts';
import { ignoreFlowIfNullOrEmpty } from './functions/ignore-flow-if-null-or-empty.ts';
import { iif } from './functions/iif.ts';
import { inStr } from './functions/in-str.ts';
import { isNull } from './functions/is-null.ts';
import { isNullOrEmpty } from './functions/is-null-or-empty.ts';
import { isPresent } from './functions/is-present.ts';
import { isString } from './functions/is-string.ts';
import { item } from './functions/item.ts';
import { join } from './functions/join.ts';
import { left } from './functions/left.ts';
import { len } from './functions/len.ts';
import { mid } from './functions/mid.ts';
import { normalizeDiacritics } from './functions/normalize-diacritics.ts';
import { not } from './functions/not.ts';
import { now } from './functions/now.ts';
import { numFromDate } from './functions/num-from-date.ts';
import { pCase } from './functions/p-case.ts';
import { randomString } from './functions/random-string.ts';
import { redact } from './functions/redact.ts';
import { removeDuplicates } from './functions/remove-duplicates.ts';
import { replace } from './functions/replace.ts';
import { selectUniqueValue } from './functions/select-unique-value.ts';
import { singleAppRoleAssignment } from './functions/single-app-role-assignment.ts';
import { split } from './functions/split.ts';
import { stripSpaces } from './functions/strip-spaces.ts';
import { switchFunction } from './functions/switch.ts';
import { toLower } from './functions/to-lower.ts';
import { toUpper } from './functions/to-upper.ts';
import { word } from './functions/word.ts';

/** Every function of the expression language, by exact name. */
export const expressionFunctions: ReadonlyMap<string, ExpressionFunction> = new Map(
  [
    append,
    appRoleAssignmentsComplex,
    assertiveAppRoleAssignmentsComplex,
    bitAnd,
    cBool,
    cDate,
    coalesce,
    convertToBase64,
    convertToUtf8Hex,
    count,
    cStr,
    dateAdd,
    dateDiff,
    dateFromNum,
    defaultDomain,
    formatDateTime,
    guid,
    ignoreFlowIfNullOrEmpty,
    iif,
    inStr,
    isNull,
    isNullOrEmpty,
    isPresent,
    isString,
    item,
    join,
    left,
    len,
    mid,
    normalizeDiacritics,
    not,
    now,
    numFromDate,
    pCase,
    randomString,
    redact,
    removeDuplicates,
    replace,
    selectUniqueValue,
    singleAppRoleAssignment,
    split,
    stripSpaces,
    switchFunction,
    toLower,
    toUpper,
    word,
  ].map((entry) => [entry.name, entry]),
);
