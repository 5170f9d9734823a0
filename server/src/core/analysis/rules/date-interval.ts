import { INTERVALS } from '../../expressions/dotnet/vb-date.ts';
import { editOf, type Fix, type Rule } from '../diagnostic.ts';
import { constantText, quotedText } from '../expression-constants.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

/** How authors write an interval elsewhere. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/^(?:y|yy|yyy|years?)$/i, 'yyyy'],
  [/^(?:mm|mon|months?)$/i, 'm'],
  [/^(?:dd|days?)$/i, 'd'],
  [/^(?:w|wk|weeks?)$/i, 'ww'],
  [/^(?:hh|hrs?|hours?)$/i, 'h'],
  [/^(?:nn|mi|mins?|minutes?)$/i, 'n'],
  [/^(?:ss|secs?|seconds?)$/i, 's'],
];

const NAMES = Object.keys(INTERVALS).join(', ');

/** DateAdd and DateDiff know seven intervals, in exact case. */
export const dateInterval: Rule = {
  code: 'SFM5008',
  severity: 'error',
  title: 'Interval of DateAdd and DateDiff',
  page: {
    why: 'The interval is one of `yyyy` (years), `m` (months), `d` (days), `ww` (weeks), `h` (hours), `n` (minutes) and `s` (seconds), as in Visual Basic. Anything else is an error for every person.',
    wrong: inboundExample('  extensionAttribute1 <- DateAdd("days", 10, CDate([startDate]))\n'),
    right: inboundExample('  extensionAttribute1 <- DateAdd("d", 10, CDate([startDate]))\n'),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(['DateAdd', 'DateDiff'], ({ node }, placed, context) => {
    const [interval] = node.arguments;
    const name = constantText(interval);
    if (interval === undefined || name === undefined || Object.hasOwn(INTERVALS, name)) return;
    const lower = name.trim().toLowerCase();
    const meant = Object.hasOwn(INTERVALS, lower) ? lower : MEANT.find(([pattern]) => pattern.test(lower))?.[1];
    const fixes: Fix[] =
      meant === undefined
        ? []
        : [{ title: `Write "${meant}"`, preferred: true, edits: [editOf(placed, interval, quotedText(meant))] }];
    context.report(placed, interval, {
      message: `${node.name} has no interval ${quotedText(name)}. ${meant === undefined ? `Write one of ${NAMES}.` : `Write "${meant}".`}`,
      fixes,
    });
  }),
};
