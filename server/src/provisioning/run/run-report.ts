import type { PersonPreview } from '../plan/person-preview.ts';
import type { Plan } from '../plan/plan.ts';
import { personTitle, tenantName, totalsLine } from '../plan/preview-text.ts';
import { recordCount, recordName, recordValues, writesAccounts } from '../plan/record-words.ts';
import type { Report, ReportPerson, ReportRow } from '../report/report.ts';
import type { KeptRun } from '../state/kept-run.ts';
import { seconds } from '../state/run-json.ts';
import { rowsText, runWhat } from '../state/runs-text.ts';
import { byPerson, countState, type RecordResult, type RunResult } from './run-result.ts';

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
  const counts = new Map<string, number>();
  for (const { kinds: own } of peopleOf(plan, result)) {
    for (const kind of own) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
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
      const count = counts.get(key);
      return count === undefined ? [] : [{ key, words, count }];
    }),
    columns: [writesAccounts(plan) ? 'Change' : 'Row', 'Values', 'What became of it'],
    people: worstFirst(plan, result, [...counts.keys()]),
  };
}

/** The people of a run, those with the worst first; read once for each kind that there is. */
function* worstFirst(plan: Plan, result: RunResult, there: readonly string[]): Generator<ReportPerson> {
  for (const [kind] of kinds.filter(([key]) => there.includes(key))) {
    for (const person of peopleOf(plan, result)) {
      if (kinds.find(([key]) => person.kinds.includes(key))?.[0] === kind) yield person;
    }
  }
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
function* peopleOf(plan: Plan, result: RunResult): Generator<ReportPerson> {
  const written = byPerson(result.records);
  for (const person of plan.people) {
    const own = notPlanned(person);
    const records = person.calls.length > 0 ? written.next().value : undefined;
    if (!records) {
      if (own !== undefined) yield own;
      continue;
    }
    const told = personOf(plan, records);
    yield own === undefined ? told : { ...told, kinds: [...told.kinds, ...own.kinds], messages: own.messages };
  }
}
