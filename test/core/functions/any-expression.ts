import fc from 'fast-check';
import { functionSignatures } from '../../../server/src/core/catalog/functions.ts';
import type { ExpressionInput } from '../../../server/src/core/expressions/expression-input.ts';

/** Texts that functions trip over: dates, numbers, patterns, formats, names with accents, half characters. */
const TELLING = [
  '',
  ' ',
  'True',
  'False',
  '0',
  '-1',
  '3',
  '257',
  '1.5',
  '&HF',
  '99999999999999999999',
  'Zoë O\u2019Brien-Müller',
  'STRASSE ß İ ı ǆ',
  'a,b, c',
  '12/31/2025 12:00:00 AM',
  '2020-03-16-07:00',
  '9999-12-31T23:59:59-08:00',
  '0001-01-01',
  '131559732990000000',
  '9223372036854775807',
  'yyyy-MM-dd',
  'M/d/yyyy hh:mm:ss tt',
  "dddd 'of' MMMM %d zzz K",
  'yyyy',
  'd',
  'ww',
  'tr-TR',
  'RoundtripKind',
  '(a+)+$',
  '(?<n>.)(\\w*)',
  '(?i)[a-z-[b]]+',
  '[',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a replacement of .NET.
  '$1${n}$$',
  'n',
  '\ud83d\ude00',
  '\ud83d',
  'a\u0301\u0302',
];

const text = fc.oneof(
  fc.constantFrom(...TELLING),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const value = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 3 }) },
);

/** Attributes a to d, each of which may be absent. */
export const anyInput: fc.Arbitrary<ExpressionInput> = fc.record(
  { a: value, b: value, c: value, d: value },
  { requiredKeys: [] },
);

const quoted = text.map((one) => `"${one.replace(/["\\]/g, '\\$&').replace(/[\r\n]/g, ' ')}"`);
const leaf = fc.oneof(
  fc.constantFrom('[a]', '[b]', '[c]', '[d]'),
  quoted,
  fc.constantFrom('0', '1', '2', '-1', '2.5', '&HFF', '300', 'vbTextCompare', 'vbBinaryCompare', ''),
);
const names = [...functionSignatures.keys()];

const { expression } = fc.letrec<{ expression: string; argument: string }>((tie) => ({
  argument: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, tie('expression')),
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...names).chain((name) => callOf(name, tie('argument'))),
    fc
      .tuple(tie('argument'), fc.constantFrom('=', '<>', '<', '<=', '>', '>='), tie('argument'))
      .map(([left, operator, right]) => `IIF(${plain(left)} ${operator} ${plain(right)}, "yes", [a])`),
  ),
}));

/** An empty slot cannot be compared. */
const plain = (argument: string) => (argument === '' ? '[a]' : argument);

const numbers = fc.constantFrom('0', '1', '2', '3', '5', '"2"', '-1');
const dates = fc.constantFrom(
  '"2024-02-29"',
  '"12/31/2025 9:05:00 PM"',
  '"2020-03-16-07:00"',
  'Now()',
  'CDate("1/31/2024")',
);
const someText = fc.oneof(quoted, fc.constantFrom('[a]', '"John.Doe 42"'));

/** What fits a parameter, by its name or by function and name. */
const FITTING: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'DateAdd.value': numbers,
  'NumFromDate.value': dates,
  'DateFromNum.value': fc.constantFrom('129699324000000000', '"0"', '2650467743999999999'),
  'CDate.expression': dates,
  'FormatDateTime.source': fc.constantFrom('"2024-02-29"', '"12/31/2025 09:05:00 PM"', '[a]'),
  'Replace.source': someText,
  'Replace.oldValue': fc.constantFrom('', '', '"o"', '"."'),
  'IIF.condition': fc.constantFrom('IsPresent([a])', '[a] = [b]', '[a] > 2', '"True"', '"False"'),
  interval: fc.constantFrom('"yyyy"', '"m"', '"d"', '"ww"', '"h"', '"n"', '"s"'),
  dateTime: dates,
  date1: dates,
  date2: dates,
  dateTimeStyles: fc.constantFrom('', '', '"None"', '"AllowWhiteSpaces"'),
  inputFormat: fc.constantFrom('"yyyy-MM-dd"', '"M/d/yyyy hh:mm:ss tt"'),
  outputFormat: fc.constantFrom('"yyyy-MM-dd"', '"D"', '"ddd d MMM yy HH:mm:ss.fff zzz"'),
  NumChars: numbers,
  WordNumber: numbers,
  index: numbers,
  start: numbers,
  length: numbers,
  value1: fc.oneof(someText, numbers),
  value2: fc.oneof(someText, numbers),
  compareType: fc.constantFrom('', 'vbTextCompare', 'vbBinaryCompare'),
  Length: fc.constantFrom('8', '12', '64'),
  MinimumNumbers: numbers,
  MinimumSpecialCharacters: numbers,
  MinimumCapital: numbers,
  MinimumLowerCase: numbers,
  CharactersToAvoid: fc.constantFrom('', '"?,"', '"0123456789"'),
  culture: fc.constantFrom('', '"tr-TR"', '"en-US"'),
  regexPattern: fc.constantFrom('"(?<n>[a-z]+)\\\\.?"', '"(?<n>\\\\d*)(.)?"', '"(?i)(?<n>DOE)|x"'),
  regexGroupName: fc.constantFrom('', '', '"n"'),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a replacement of .NET.
  replacementValue: fc.constantFrom('"<${n}>"', '"$1$2"', '""'),
};

/** A call that mostly has as many arguments as its function takes, and often fitting ones. */
function callOf(name: string, argument: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { parameters = [], repeating = [] } = functionSignatures.get(name) ?? {};
  const slot = (parameter: string) => {
    const fitting = FITTING[`${name}.${parameter}`] ?? FITTING[parameter];
    return fitting === undefined
      ? argument
      : fc.oneof({ weight: 9, arbitrary: fitting }, { weight: 1, arbitrary: argument });
  };
  const fixed = parameters.map((parameter) => slot(parameter.name));
  const rounds = repeating.length === 0 ? fc.constant(0) : fc.integer({ min: 1, max: 3 });
  const extra = fc.oneof(
    { weight: 12, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }) },
  );
  return fc
    .tuple(rounds, extra)
    .chain(([times, more]) => {
      const repeated = Array.from({ length: times }, () => repeating.map((parameter) => slot(parameter.name))).flat();
      const slots = [...fixed, ...repeated, argument, argument];
      return fc.tuple(...slots.slice(0, Math.max(0, fixed.length + repeated.length + more)));
    })
    .map((slots) => `${name}(${slots.join(', ')})`);
}

/** Any expression over all functions: calls in calls, empty slots, attributes, constants, comparisons. */
export const anyExpression: fc.Arbitrary<string> = expression;

/** Any call of one function with plain arguments. */
export const anyCall = (name: string): fc.Arbitrary<string> => callOf(name, leaf);
