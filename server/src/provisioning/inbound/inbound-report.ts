import type { Report, ReportKind, ReportPerson, ReportRow } from '../report/report.ts';
import { type AccountLine, type InboundPerson, isFailed } from './inbound-person.ts';
import {
  CHOSEN_ONLY,
  type InboundPreviewed,
  inboundOrder,
  lineWords,
  personAbout,
  personCounts,
  personTitle,
  shownValue,
  totalsLine,
} from './inbound-text.ts';

/** A cell may be this wide before it is cut, in characters. */
const WIDTH = 200;

const KINDS: readonly {
  readonly key: string;
  readonly words: string;
  readonly holds: (one: InboundPerson) => boolean;
}[] = [
  { key: 'error', words: 'with an error', holds: ({ errors }) => errors.length > 0 },
  ...(['create', 'update', 'disable', 'delete'] as const).map((action) => ({
    key: action,
    words: `to ${action}`,
    holds: (one: InboundPerson) => one.action === action && !isFailed(one),
  })),
  {
    key: 'unchanged',
    words: 'without a change',
    holds: ({ action, errors }) => action === 'none' && errors.length === 0,
  },
  { key: 'out-of-scope', words: 'out of scope', holds: ({ inScope }) => !inScope },
  ...(['terminated', 'worker conversion', 'rehire', 'global assignment', 'concurrent jobs', 'pre-hire'] as const).map(
    (situation) => ({
      key: situation.replaceAll(' ', '-'),
      words: situation,
      holds: (one: InboundPerson) => one.situation === situation,
    }),
  ),
];

/** A preview of an inbound mapping as a report: people can be chosen by what is done to them and by HR situation. */
export function inboundReport(previewed: InboundPreviewed): Report {
  const { file, place, created, complete, people, totals, missing } = previewed;
  const counts = new Map<string, number>();
  for (const person of people) for (const key of kindsOf(person)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const kinds = KINDS.flatMap(({ key, words }): ReportKind[] => {
    const count = counts.get(key);
    return count === undefined ? [] : [{ key, words, count }];
  });
  return {
    title: `Preview of an inbound sync to ${place.target}`,
    facts: [
      ['Mapping', file],
      ['Connection', `${place.connection.name} (${place.connection.environment})`],
      ['Made', created],
      ['Total', totalsLine(totals)],
    ],
    notes: [
      ...missing.map(({ reason }) => ({ level: 'error' as const, text: reason })),
      ...(complete ? [] : [{ level: 'warning' as const, text: CHOSEN_ONLY }]),
    ],
    kinds,
    columns: ['Target', 'The account holds', 'Mapping gives', 'What happens'],
    people: reportPeople(previewed),
  };
}

const kindsOf = (person: InboundPerson) => KINDS.filter(({ holds }) => holds(person)).map(({ key }) => key);

function* reportPeople({ people }: InboundPreviewed): Generator<ReportPerson> {
  for (const person of inboundOrder(people)) yield reportPerson(person);
}

function reportPerson(person: InboundPerson): ReportPerson {
  return {
    title: personTitle(person),
    about: personAbout(person),
    kinds: kindsOf(person),
    rows: person.lines.filter(({ note }) => note !== 'unchanged').map(reportRow),
    messages: [
      ...person.errors.map((text) => ({ level: 'error' as const, text })),
      ...person.warnings.map((text) => ({ level: 'warning' as const, text })),
    ],
    counts: personCounts(person),
  };
}

function reportRow(line: AccountLine): ReportRow {
  const { target, before, after, note } = line;
  const flows = note === 'new' || note === 'changed';
  const mark = note === 'kept' || note === 'later' || note === 'unchanged' ? 'quiet' : note;
  const words = note === 'changed' ? 'changed' : lineWords(line);
  return { cells: [target, shownValue(before, WIDTH), flows ? shownValue(after, WIDTH) : '', words], mark };
}
