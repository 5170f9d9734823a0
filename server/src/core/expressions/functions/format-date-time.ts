import { DateProblem, parseExact } from '../dotnet/date-exact.ts';
import { formatDate } from '../dotnet/date-format.ts';
import { PatternProblem } from '../dotnet/date-pattern.ts';
import { DEFAULT_STYLES, readStyles } from '../dotnet/date-styles.ts';
import { eager, flow, isEmpty } from '../function.ts';
import { fail } from '../problem.ts';
import { readText, shown } from '../readers.ts';

/**
 * `FormatDateTime(source, dateTimeStyles, inputFormat, outputFormat)`: a date in one .NET format written in another, in
 * culture en-US. The function reference has four arguments, Microsoft Graph's list of functions and the SuccessFactors
 * expression guide have three: with three there are no styles.
 *
 * A null or empty source gives null: Microsoft's own examples use it on attributes that most people lack. A source that
 * is not in the input format is an error. Input with an offset is turned to UTC, the service's own time.
 */
export const formatDateTime = eager('FormatDateTime', (values, args) => {
  const [source = null, ...rest] = values;
  const [styles = null, input = null, output = null] = args.count <= 3 ? [null, ...rest] : rest;
  const text = readText(source, 'The source of FormatDateTime');
  const inputFormat = readText(input, 'The inputFormat of FormatDateTime');
  const outputFormat = readText(output, 'The outputFormat of FormatDateTime');
  const styleText = readText(styles, 'The dateTimeStyles of FormatDateTime');
  const style = styleText === null || styleText === '' ? DEFAULT_STYLES : readStyles(styleText);
  if (typeof style === 'string') return fail(style);
  if (inputFormat === null || outputFormat === null) return fail('FormatDateTime takes an input and an output format.');
  if (text === null || isEmpty(text)) return { state: 'null', reason: 'FormatDateTime has no date to format' };
  try {
    return flow(formatDate(parseExact(text, inputFormat, style, args.host.now), outputFormat));
  } catch (problem) {
    if (problem instanceof DateProblem) {
      return fail(`${shown(text)} is not in the format ${shown(inputFormat)}: ${problem.message}.`);
    }
    if (problem instanceof PatternProblem) return fail(problem.message);
    throw problem;
  }
});
