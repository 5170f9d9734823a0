import { type DateValue, dateOf, isoText } from '../../jsonpath/dates.ts';
import { everyStep, testOf } from '../../jsonpath/every-step.ts';
import type { ComparisonTerm, LiteralSide, PathSide } from '../../jsonpath/path-syntax.ts';
import type { Rule } from '../diagnostic.ts';
import { testedField } from '../tested-field.ts';
import { eachSoundPath, pathFix } from '../written-paths.ts';

/**
 * A filter that compares with OData's text of a date. The dates of the payload are dates before the path runs, and a
 * literal never is: ordering the two fails, and they are never equal.
 */
export const pathDate: Rule = {
  code: 'SFM3007',
  severity: 'warning',
  title: "Comparison with '/Date(...)/'",
  page: {
    why: "SuccessFactors writes dates as `/Date(1420070400000)/`. Json.NET makes dates of them before the path runs, and a text in a filter never becomes one: `==` with such a text is false for every record, and ordering against it fails.\n\nTo order, write the day as `'2015-01-01'`. For equality write the text that the date is compared by, `'2015-01-01T00:00:00Z'`.",
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  startedLater : String[] = $.employmentNav.results[?(@.startDate > '/Date(1420070400000)/')].userId
}

map {
  employeeId <- [personIdExternal] match 1
  extensionAttribute1 <- Join(", ", [startedLater])
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  startedLater : String[] = $.employmentNav.results[?(@.startDate > '2015-01-01')].userId
}

map {
  employeeId <- [personIdExternal] match 1
  extensionAttribute1 <- Join(", ", [startedLater])
}
`,
    sources: ['Newtonsoft Json.NET 13.0.4, SelectTokens'],
  },
  each: eachSoundPath((path, steps, context) => {
    const terms = everyStep(steps).flatMap((place) =>
      (testOf(place.step)?.terms ?? []).map((term) => ({ place, term })),
    );
    for (const { place, term } of terms) {
      const literal = term.kind === 'comparison' ? dateLiteral(term) : undefined;
      if (term.kind !== 'comparison' || literal === undefined) continue;
      const { side, date } = literal;
      const ordered = /^[<>]/.test(term.operator);
      const field = testedField(path.node.text, place, literal.field, context.entityModel);
      const cure = `'${ordered ? dayText(date) : equalText(date, field?.type)}'`;
      const written = path.node.text.slice(side.start, side.end);
      // The engine takes a text on the left for no date at all, so the two change places.
      const fix = ordered && side === term.left ? turned(term, path.node.text, cure) : { ...side, text: cure };
      const message = ordered
        ? `The payload's dates are dates to Entra's engine, and ordering one against ${written} fails. Write ${fix.text}.`
        : `The payload's dates are dates to Entra's engine, and none is ever equal to ${written}. Write ${fix.text}, the text that such a date is compared by.`;
      context.report(path.placed, path.span(side), {
        ...(ordered ? { severity: 'error' as const } : {}),
        message,
        fixes: pathFix(path, { title: `Write ${fix.text}`, start: fix.start, end: fix.end, text: fix.text }, true),
      });
    }
  }),
};

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function turned({ right, operator, start, end }: ComparisonTerm, text: string, cure: string) {
  const field = text.slice(right.start, right.end).trimEnd();
  return { start, end, text: `${field} ${TURNED[operator] ?? operator} ${cure}` };
}

/** The side that is such a text, where the other one is read from the payload. */
function dateLiteral({
  left,
  right,
  operator,
}: ComparisonTerm): { side: LiteralSide; field: PathSide; date: DateValue } | undefined {
  const [side, other] = left.kind === 'literal' ? [left, right] : [right, left];
  if (operator === '=~' || side.kind !== 'literal' || side.type !== 'string' || other.kind !== 'path') return undefined;
  const text = String(side.value);
  const date = text.startsWith('/Date(') ? dateOf(text) : undefined;
  return date === undefined ? undefined : { side, field: other, date };
}

/** A date to order by: the day alone at midnight, else with its time. */
function dayText({ milliseconds }: DateValue): string {
  const [day = '', time = ''] = new Date(milliseconds).toISOString().split('T');
  return time.startsWith('00:00:00.000') ? day : `${day}T${time.replace(/\.000Z$|Z$/, '')}`;
}

/** The text that such a date is equal to. SuccessFactors writes the offset in moments alone, whatever the author did. */
function equalText(date: DateValue, type: string | undefined): string {
  if (type === 'Edm.DateTime') return isoText({ ...date, zone: 'utc' });
  return isoText(type === 'Edm.DateTimeOffset' ? { ...date, zone: 0 } : date);
}
