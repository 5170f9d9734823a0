/** A parameter of a function, as Microsoft's reference names it. */
export interface FunctionParameter {
  readonly name: string;
  readonly optional?: boolean;
}

/** What is known of a function without evaluating it. */
export interface FunctionSignature {
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  /** The parameters that may follow again and again, in this order: `key`, `value` of Switch. */
  readonly repeating: readonly FunctionParameter[];
  readonly returns: string;
  readonly summary: string;
}

type Row = readonly [signature: string, returns: string, summary: string];

/**
 * Every function of "Reference for writing expressions for attribute mappings in Microsoft Entra Application
 * Provisioning", and AssertiveAppRoleAssignmentsComplex of "Customize application attributes". `?` marks an optional
 * parameter, `*` the parameters that repeat.
 */
const ROWS: readonly Row[] = [
  ['Append(source, suffix)', 'String', 'The source with the suffix at its end.'],
  [
    'AppRoleAssignmentsComplex(appRoleAssignments)',
    'complex',
    'Adds the roles of a user; for apps that are provisioned by SCIM.',
  ],
  [
    'AssertiveAppRoleAssignmentsComplex(appRoleAssignments)',
    'complex',
    'Sets the roles of a user and removes those that are gone; for apps that are provisioned by SCIM.',
  ],
  ['BitAnd(value1, value2)', 'Number', 'The bits that are set in both numbers.'],
  ['CBool(Expression)', 'Boolean', 'True if the expression is not zero and not false.'],
  ['CDate(expression)', 'DateTime', 'The text as a date and time in UTC.'],
  ['Coalesce(source*)', 'String', 'The first source that is neither null nor empty; the last one is the default.'],
  ['ConvertToBase64(source)', 'String', 'The text as base64 of its UTF-16 little-endian bytes.'],
  ['ConvertToUTF8Hex(source)', 'String', 'The UTF-8 bytes of the text as hexadecimal digits.'],
  ['Count(attribute)', 'Integer', 'How many values a multi-valued attribute holds.'],
  ['CStr(value)', 'String', 'The value as a text.'],
  [
    'DateAdd(interval, value, dateTime)',
    'DateTime',
    'The date moved by a number of intervals: yyyy, m, d, ww, h, n, s.',
  ],
  ['DateDiff(interval, date1, date2)', 'Integer', 'How many intervals lie between two dates.'],
  ['DateFromNum(value)', 'DateTime', 'The date that an Active Directory file time stands for.'],
  ['DefaultDomain()', 'String', 'The default domain of the Entra tenant.'],
  [
    'FormatDateTime(source, dateTimeStyles?, inputFormat, outputFormat)',
    'String',
    'A date in one format written in another.',
  ],
  ['Guid()', 'String', 'A new random GUID.'],
  [
    'IgnoreFlowIfNullOrEmpty(expression)',
    'value or nothing',
    'Takes the target out of the change when the expression is null or empty, so that it keeps its value.',
  ],
  [
    'IIF(condition, valueIfTrue, valueIfFalse)',
    'value',
    'One of two values, by a condition. Only the one that is taken is evaluated.',
  ],
  [
    'InStr(value1, value2, start?, compareType?)',
    'Integer',
    'Where the second text begins in the first, counted from 1; 0 if it does not occur.',
  ],
  ['IsNull(Expression)', 'Boolean', 'True if the expression is null; an empty text is not.'],
  ['IsNullOrEmpty(Expression)', 'Boolean', 'True if the expression is null or an empty text.'],
  ['IsPresent(Expression)', 'Boolean', 'True if the expression is neither null nor an empty text.'],
  ['IsString(Expression)', 'Boolean', 'True if the expression is a text.'],
  ['Item(attribute, index)', 'String', 'One value of a multi-valued attribute, counted from 1.'],
  [
    'Join(separator, source*)',
    'String',
    'The sources joined by the separator. Empty ones are left out; a multi-valued one gives each of its values.',
  ],
  ['Left(String, NumChars)', 'String', 'The first characters of a text.'],
  ['Len(String)', 'Integer', 'The length of a text in characters.'],
  ['Mid(source, start, length)', 'String', 'A part of a text; the start is counted from 1.'],
  ['NormalizeDiacritics(source)', 'String', 'The text with accented letters replaced by plain ones, by a fixed table.'],
  ['Not(source)', 'Boolean', 'True if the source is not True.'],
  ['Now()', 'DateTime', 'The present date and time in UTC.'],
  ['NumFromDate(value)', 'Integer', 'The Active Directory file time of an ISO 8601 date.'],
  ['PCase(source, wordSeparators?)', 'String', 'Each word with a capital first letter.'],
  [
    'RandomString(Length, MinimumNumbers, MinimumSpecialCharacters, MinimumCapital, MinimumLowerCase, CharactersToAvoid?)',
    'String',
    'A random text with at least so many characters of each kind.',
  ],
  ['Redact(value)', 'value', 'The value itself; the provisioning log shows [Redact] in its place.'],
  ['RemoveDuplicates(attribute)', 'multi-valued String', 'The values of a multi-valued attribute, each once.'],
  [
    'Replace(source, oldValue?, regexPattern?, regexGroupName?, replacementValue?, replacementAttributeName?, template?)',
    'String',
    'Replaces a text or what a regular expression matches.',
  ],
  [
    'SelectUniqueValue(uniqueValueRule*)',
    'String',
    'The first rule whose value no other account has. For creation only.',
  ],
  ['SingleAppRoleAssignment(appRoleAssignments)', 'String', 'The one role of a user.'],
  ['Split(source, delimiter)', 'multi-valued String', 'The parts of a text between delimiters.'],
  ['StripSpaces(source)', 'String', 'The text without blanks.'],
  [
    'Switch(source, defaultValue?, key*, value*)',
    'String',
    'The value whose key equals the source, else the default. Keys are case-sensitive; the key "" stands for null and empty.',
  ],
  ['ToLower(source, culture?)', 'String', 'The text in lower case.'],
  ['ToUpper(source, culture?)', 'String', 'The text in upper case.'],
  ['Word(String, WordNumber, Delimiters)', 'String', 'One word of a text, counted from 1.'],
];

function signatureOf([text, returns, summary]: Row): FunctionSignature {
  const open = text.indexOf('(');
  const inner = text.slice(open + 1, -1);
  const parameters: FunctionParameter[] = [];
  const repeating: FunctionParameter[] = [];
  for (const part of inner === '' ? [] : inner.split(', ')) {
    if (part.endsWith('*')) repeating.push({ name: part.slice(0, -1) });
    else parameters.push(part.endsWith('?') ? { name: part.slice(0, -1), optional: true } : { name: part });
  }
  return { name: text.slice(0, open), parameters, repeating, returns, summary };
}

/** The signature of every function by its exact name; names are case-sensitive. */
export const functionSignatures: ReadonlyMap<string, FunctionSignature> = new Map(
  ROWS.map(signatureOf).map((signature) => [signature.name, signature]),
);

/** A signature as a line of text: `Switch(source, [defaultValue], key, value, …)`. */
export function signatureText({ name, parameters, repeating }: FunctionSignature): string {
  const fixed = parameters.map((parameter) => (parameter.optional === true ? `[${parameter.name}]` : parameter.name));
  return `${name}(${[...fixed, ...repeating.map((parameter) => parameter.name), ...(repeating.length > 0 ? ['…'] : [])].join(', ')})`;
}
