import type { PersonPreview } from '../plan/person-preview.ts';
import type { Plan } from '../plan/plan.ts';
import { personTitle, tenantName, totalsLine } from '../plan/preview-text.ts';
import { recordCount, recordName, recordValues, writesAccounts } from '../plan/record-words.ts';
import type { Report, ReportPerson, ReportRow } from '../report/report.ts';
import type { KeptRun } from '../state/kept-run.ts';
import { seconds } from '../state/run-json.ts';
import { rowsText, runWhat } from '../state/runs-text.ts';
import { countState, type RecordResult, type RunResult } from './run-result.ts';

/** What became of people, worst first. */
const kinds = [
  ['failed', 'with a row that failed'],
  ['unknown', 'with a row of which nobody can tell'],
  ['skipped', 'with a row that was skipped'],
  ['not-reached', 'with a row that was not reached'],
  ['error', 'with an error before the run'],
  ['refused', 'with a refused change'],
  ['written', 'with a row that was written'],
  ['already', 'with a row that was so already'],
] as const;

/** A run as a report: what failed first, then what was written, person by person. */
export function runReport(plan: Plan, result: RunResult, run: KeptRun): Report {
  const people = peopleOf(plan, result);
  const rank = ({ kinds: own }: ReportPerson) =>
    Math.min(...own.map((kind) => kinds.findIndex(([key]) => key === kind)));
  const open = countState(result, 'failed', 'unknown');
  return {
    title: `Run ${run.name}: ${runWhat(run)} on ${tenantName(plan)}`,
    facts: [
      [writesAccounts(plan) ? 'Changes' : 'Rows', rowsText(run)],
      ['Plan', totalsLine(plan)],
      ['Connection', `${plan.connection.name}: ${plan.connection.host}`],
      ['Started', run.started],
      ...(run.ended === undefined ? [] : [['Ended', `${run.ended}, after ${seconds(run)} s`] as const]),
    ],
    notes: [
      ...(result.stopped === undefined
        ? []
        : [{ level: 'error', text: `The run ended early: ${result.stopped}` } as const]),
      ...(result.cancelled ? [{ level: 'warning', text: 'The run was cancelled before its end.' } as const] : []),
      ...(open === 0
        ? []
        : [{ level: 'error', text: `${recordCount(plan, open)} failed or nobody can tell.` } as const]),
    ],
    kinds: kinds.flatMap(([key, rowWords]) => {
      const words = writesAccounts(plan) ? rowWords.replace(' row', ' change') : rowWords;
      const count = people.filter((person) => person.kinds.includes(key)).length;
      return count === 0 ? [] : [{ key, words, count }];
    }),
    columns: [writesAccounts(plan) ? 'Change' : 'Row', 'Values', 'What became of it'],
    people: people
      .map((person) => ({ person, rank: rank(person) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ person }) => person),
  };
}

function personOf(plan: Plan, records: readonly RecordResult[]): ReportPerson {
  const [first] = records;
  return {
    title: personTitle(first?.name ?? '', first?.personIdExternal ?? null),
    kinds: [...new Set(records.map(({ state }) => state.replace(' ', '-')))],
    rows: records.map(rowOf),
    messages: [],
    counts: recordCount(plan, records.length),
  };
}

const marks: Readonly<Record<RecordResult['state'], ReportRow['mark']>> = {
  written: 'new',
  already: 'quiet',
  skipped: 'refused',
  'not reached': 'refused',
  failed: 'error',
  unknown: 'error',
};

function rowOf({ record, state, reason, readBack }: RecordResult): ReportRow {
  const what = state === 'written' ? (readBack ? 'written, read back' : 'written, not read back') : state;
  return {
    cells: [recordName(record), recordValues(record), reason === undefined ? what : `${what}: ${reason}`],
    mark: marks[state],
  };
}

/** What of a person was not planned, and why; nothing where all was. */
function notPlanned({ name, personIdExternal, refusals, errors }: PersonPreview): ReportPerson | undefined {
  if (refusals.length + errors.length === 0) return undefined;
  const about = (group: string | undefined, reason: string) => (group === undefined ? reason : `${group}: ${reason}`);
  return {
    title: personTitle(name, personIdExternal),
    kinds: [...(errors.length > 0 ? ['error'] : []), ...(refusals.length > 0 ? ['refused'] : [])],
    rows: [],
    messages: [
      ...errors.map(({ group, reason }) => ({ level: 'error' as const, text: about(group, reason) })),
      ...refusals.map(({ group, reason }) => ({ level: 'refused' as const, text: about(group, reason) })),
    ],
    counts: 'nothing was planned',
  };
}

/** Everybody of whom something was planned or not: once, with all there is to say. */
function peopleOf(plan: Plan, result: RunResult): readonly ReportPerson[] {
  const byPerson = Map.groupBy(result.records, (record) => record.personIdExternal);
  const left = plan.people.flatMap((person) => {
    const own = notPlanned(person);
    const records = byPerson.get(person.personIdExternal ?? '');
    if (own === undefined || records === undefined) return own ?? [];
    byPerson.delete(person.personIdExternal ?? '');
    const written = personOf(plan, records);
    return { ...written, kinds: [...written.kinds, ...own.kinds], messages: own.messages };
  });
  return [...left, ...[...byPerson.values()].map((records) => personOf(plan, records))];
}
