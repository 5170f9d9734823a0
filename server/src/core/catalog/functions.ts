/**
 * What a function takes in a place: one text of any kind (`Text`), a text of which some are refused (`Choice`: the
 * interval of DateAdd), a whole number, a date, True or False, or anything, several values included (`Any`).
 */
export type ParameterKind = 'Text' | 'Choice' | 'Number' | 'Date' | 'Condition' | 'Any';

/** A parameter of a function, as Microsoft's reference names it. */
export interface FunctionParameter {
  readonly name: string;
  readonly kind: ParameterKind;
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
 * parameter, `*` the parameters that repeat; behind a colon stands the kind of one that takes more, or less, than one
 * text.
 */
const ROWS: readonly Row[] = [
  ['Append(source, suffix)', 'String', 'The source with the suffix at its end.'],
  [
    'AppRoleAssignmentsComplex(appRoleAssignments: Any)',
    'complex',
    'Adds the roles of a user; for apps that are provisioned by SCIM.',
  ],
  [
    'AssertiveAppRoleAssignmentsComplex(appRoleAssignments: Any)',
    'complex',
    'Sets the roles of a user and removes those that are gone; for apps that are provisioned by SCIM.',
  ],
  ['BitAnd(value1: Number, value2: Number)', 'Number', 'The bits that are set in both numbers.'],
  ['CBool(Expression: Condition)', 'Boolean', 'True if the expression is not zero and not false.'],
  ['CDate(expression: Date)', 'DateTime', 'The text as a date and time in UTC.'],
  ['Coalesce(source*: Any)', 'String', 'The first source that is neither null nor empty; the last one is the default.'],
  ['ConvertToBase64(source)', 'String', 'The text as base64 of its UTF-16 little-endian bytes.'],
  ['ConvertToUTF8Hex(source)', 'String', 'The UTF-8 bytes of the text as hexadecimal digits.'],
  ['Count(attribute: Any)', 'Integer', 'How many values a multi-valued attribute holds.'],
  ['CStr(value)', 'String', 'The value as a text.'],
  [
    'DateAdd(interval: Choice, value: Number, dateTime: Date)',
    'DateTime',
    'The date moved by a number of intervals: yyyy, m, d, ww, h, n, s.',
  ],
  ['DateDiff(interval: Choice, date1: Date, date2: Date)', 'Integer', 'How many intervals lie between two dates.'],
  ['DateFromNum(value: Number)', 'DateTime', 'The date that an Active Directory file time stands for.'],
  ['DefaultDomain()', 'String', 'The default domain of the Entra tenant.'],
  [
    'FormatDateTime(source, dateTimeStyles?, inputFormat, outputFormat)',
    'String',
    'A date in one format written in another.',
  ],
  ['Guid()', 'String', 'A new random GUID.'],
  [
    'IgnoreFlowIfNullOrEmpty(expression: Any)',
    'value or nothing',
    'Takes the target out of the change when the expression is null or empty, so that it keeps its value.',
  ],
  [
    'IIF(condition: Condition, valueIfTrue: Any, valueIfFalse: Any)',
    'value',
    'One of two values, by a condition. Only the one that is taken is evaluated.',
  ],
  [
    'InStr(value1, value2, start?: Number, compareType?: Choice)',
    'Integer',
    'Where the second text begins in the first, counted from 1; 0 if it does not occur.',
  ],
  ['IsNull(Expression: Any)', 'Boolean', 'True if the expression is null; an empty text is not.'],
  ['IsNullOrEmpty(Expression: Any)', 'Boolean', 'True if the expression is null or an empty text.'],
  ['IsPresent(Expression: Any)', 'Boolean', 'True if the expression is neither null nor an empty text.'],
  ['IsString(Expression: Any)', 'Boolean', 'True if the expression is a text.'],
  ['Item(attribute: Any, index: Number)', 'String', 'One value of a multi-valued attribute, counted from 1.'],
  [
    'Join(separator, source*: Any)',
    'String',
    'The sources joined by the separator. Empty ones are left out; a multi-valued one gives each of its values.',
  ],
  ['Left(String, NumChars: Number)', 'String', 'The first characters of a text.'],
  ['Len(String)', 'Integer', 'The length of a text in characters.'],
  ['Mid(source, start: Number, length: Number)', 'String', 'A part of a text; the start is counted from 1.'],
  ['NormalizeDiacritics(source)', 'String', 'The text with accented letters replaced by plain ones, by a fixed table.'],
  ['Not(source: Any)', 'Boolean', 'True if the source is not True.'],
  ['Now()', 'DateTime', 'The present date and time in UTC.'],
  ['NumFromDate(value: Date)', 'Integer', 'The Active Directory file time of an ISO 8601 date.'],
  ['PCase(source, wordSeparators?)', 'String', 'Each word with a capital first letter.'],
  [
    'RandomString(Length: Number, MinimumNumbers: Number, MinimumSpecialCharacters: Number, MinimumCapital: Number, MinimumLowerCase: Number, CharactersToAvoid?)',
    'String',
    'A random text with at least so many characters of each kind.',
  ],
  ['Redact(value: Any)', 'value', 'The value itself; the provisioning log shows [Redact] in its place.'],
  ['RemoveDuplicates(attribute: Any)', 'multi-valued String', 'The values of a multi-valued attribute, each once.'],
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
  ['SingleAppRoleAssignment(appRoleAssignments: Any)', 'String', 'The one role of a user.'],
  ['Split(source, delimiter: Choice)', 'multi-valued String', 'The parts of a text between delimiters.'],
  ['StripSpaces(source)', 'String', 'The text without blanks.'],
  [
    'Switch(source, defaultValue?: Any, key*, value*: Any)',
    'String',
    'The value whose key equals the source, else the default. Keys are case-sensitive; the key "" stands for null and empty.',
  ],
  ['ToLower(source, culture?: Choice)', 'String', 'The text in lower case.'],
  ['ToUpper(source, culture?: Choice)', 'String', 'The text in upper case.'],
  ['Word(String, WordNumber: Number, Delimiters)', 'String', 'One word of a text, counted from 1.'],
];

function signatureOf([text, returns, summary]: Row): FunctionSignature {
  const open = text.indexOf('(');
  const inner = text.slice(open + 1, -1);
  const parameters: FunctionParameter[] = [];
  const repeating: FunctionParameter[] = [];
  for (const part of inner === '' ? [] : inner.split(', ')) {
    const [marked = '', kind = 'Text'] = part.split(': ') as [string, ParameterKind?];
    const name = marked.replace(/[?*]$/, '');
    if (marked.endsWith('*')) repeating.push({ name, kind });
    else parameters.push(marked.endsWith('?') ? { name, kind, optional: true } : { name, kind });
  }
  return { name: text.slice(0, open), parameters, repeating, returns, summary };
}

/** The signature of every function by its exact name; names are case-sensitive. */
export const functionSignatures: ReadonlyMap<string, FunctionSignature> = new Map(
  ROWS.map(signatureOf).map((signature) => [signature.name, signature]),
);

/** The parameter that an argument is for; undefined beyond the last one. */
export function parameterAt({ parameters, repeating }: FunctionSignature, slot: number): FunctionParameter | undefined {
  const beyond = slot - parameters.length;
  return beyond < 0 ? parameters[slot] : repeating[beyond % repeating.length];
}

/** A signature as a line of text: `Switch(source, [defaultValue], key, value, …)`. */
export function signatureText({ name, parameters, repeating }: FunctionSignature): string {
  const fixed = parameters.map((parameter) => (parameter.optional === true ? `[${parameter.name}]` : parameter.name));
  return `${name}(${[...fixed, ...repeating.map((parameter) => parameter.name), ...(repeating.length > 0 ? ['…'] : [])].join(', ')})`;
}
