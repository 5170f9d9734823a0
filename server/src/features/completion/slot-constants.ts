/** A constant that a parameter of a function is known to take. */
export interface SlotConstant {
  readonly text: string;
  readonly meaning: string;
  /** A word without quotes. */
  readonly bare: boolean;
}

const texts = (rows: Readonly<Record<string, string>>): readonly SlotConstant[] =>
  Object.entries(rows).map(([text, meaning]) => ({ text, meaning, bare: false }));

const INTERVALS = texts({
  yyyy: 'years',
  m: 'months',
  d: 'days',
  ww: 'weeks',
  h: 'hours',
  n: 'minutes',
  s: 'seconds',
});

const DATES = {
  'yyyy-MM-dd': '2026-03-01',
  'M/d/yyyy h:mm:ss tt': '3/1/2026 12:00:00 AM: how SuccessFactors dates reach expressions',
  'yyyy-MM-ddTHH:mm:ssZ': '2026-03-01T00:00:00Z',
  'dd.MM.yyyy': '01.03.2026',
  'MM/dd/yyyy': '03/01/2026',
  'yyyyMMddHHmmss.fZ': '20260301000000.0Z: generalized time of Active Directory',
};
const OUTPUTS = texts(DATES);
const { 'M/d/yyyy h:mm:ss tt': presented, ...others } = DATES;
const INPUTS = texts({ 'M/d/yyyy h:mm:ss tt': presented, ...others });

const STYLES = texts({
  '': 'the usual ones',
  AdjustToUniversal: 'the result is in UTC',
  AssumeUniversal: 'a source without a zone is in UTC',
  AssumeLocal: 'a source without a zone is local time',
  AllowWhiteSpaces: 'blanks anywhere in the source',
});

const COMPARISONS: readonly SlotConstant[] = [
  { text: 'vbTextCompare', meaning: 'upper and lower case are the same', bare: true },
  { text: 'vbBinaryCompare', meaning: 'exact case', bare: true },
];

const CULTURES = texts({ 'tr-TR': 'Turkish', 'az-Latn-AZ': 'Azerbaijani', 'en-US': 'English' });
const SEPARATORS = texts({ ',': 'comma', ';': 'semicolon', ' ': 'blank', '@': 'at sign', '.': 'point', '-': 'dash' });

/** By function and parameter. Source: the function reference, and .NET's documents of formats and styles. */
const CONSTANTS: Readonly<Record<string, readonly SlotConstant[]>> = {
  'DateAdd.interval': INTERVALS,
  'DateDiff.interval': INTERVALS,
  'FormatDateTime.dateTimeStyles': STYLES,
  'FormatDateTime.inputFormat': INPUTS,
  'FormatDateTime.outputFormat': OUTPUTS,
  'InStr.compareType': COMPARISONS,
  'Join.separator': SEPARATORS,
  'Split.delimiter': SEPARATORS,
  'Word.Delimiters': SEPARATORS,
  'ToLower.culture': CULTURES,
  'ToUpper.culture': CULTURES,
};

export function slotConstants(name: string | undefined, parameter: string | undefined): readonly SlotConstant[] {
  return CONSTANTS[`${name}.${parameter}`] ?? [];
}
