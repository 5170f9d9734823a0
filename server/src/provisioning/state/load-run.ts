import type { DatabaseSync } from 'node:sqlite';
import { SfmapError } from '../../core/errors.ts';
import type { PersonPreview } from '../plan/person-preview.ts';
import { type Plan, packedPeople } from '../plan/plan.ts';
import type { EarlierRun } from '../run/earlier-run.ts';
import { type RunRecord, runPeople } from '../run/run-record.ts';
import type { Verdict } from '../run/run-result.ts';
import { type PersonContent, personContentSchema } from './kept-person.ts';
import type { KeptRun } from './kept-run.ts';
import { RunJournal } from './run-journal.ts';
import { personRow, type RecordRow, readRow, recordRow } from './run-rows.ts';
import type { ValueSeal } from './value-seal.ts';

/** A run to go on with, or to take back. */
export interface OpenRun {
  readonly run: KeptRun;
  /** The people whom the run writes; nothing of the others. */
  readonly plan: Plan;
  readonly earlier: EarlierRun;
  readonly journal: RunJournal;
}

/**
 * Reads a run: its plan from the values that it keeps, or as it is given, and what is known of each record.
 *
 * @throws SfmapError exit 2: it keeps no values, and no plan is given; the file was changed.
 */
export function loadRun(
  database: DatabaseSync,
  file: string,
  run: KeptRun,
  seal: ValueSeal | undefined,
  given: Plan | undefined,
  now: () => Date,
): OpenRun {
  const plan = given ?? { ...run.plan, people: packedPeople(keptPeople(database, file, run, seal)), outside: [] };
  const verdicts = new Map<number, Verdict>();
  const doubtful = new Set<number>();
  const planned = recordsOf(plan);
  for (const raw of database.prepare('SELECT * FROM records WHERE run = ? ORDER BY seq').iterate(run.number)) {
    const row = readRow(recordRow, raw, file);
    const { value: record } = planned.next();
    if (!record || row.seq !== record.place || row.entity !== record.entity) throw otherPlan(run);
    const verdict = verdictOf(row, seal);
    if (verdict !== undefined) verdicts.set(row.seq, verdict);
    if (row.intended !== null && (verdict === undefined || verdict.state === 'unknown')) doubtful.add(row.seq);
  }
  const journal = new RunJournal(database, file, run.number, seal, now);
  return { run, plan, earlier: { verdicts, doubtful }, journal };
}

function* recordsOf({ people }: Plan): Generator<RunRecord> {
  for (const { calls } of runPeople(people)) for (const { records } of calls) yield* records;
}

/** What is kept of the judgement over a record; its reason only where it can be read. */
export function verdictOf(row: RecordRow, seal: ValueSeal | undefined): Verdict | undefined {
  if (row.state === null) return undefined;
  const reason = row.sealed === null ? undefined : seal?.open(row.sealed, `records ${row.seq}`);
  return {
    state: row.state,
    ...(row.cause !== null && { cause: row.cause }),
    ...(typeof reason === 'string' && { reason }),
    ...(row.read_back === 1 && { readBack: true as const }),
    ...(row.made !== null && { made: row.made }),
  };
}

/** What is kept of a person; undefined where it was left out or cannot be read. */
export function contentOf(
  row: { readonly seq: number; readonly sealed: Uint8Array | null },
  seal: ValueSeal | undefined,
  file: string,
): PersonContent | undefined {
  if (row.sealed === null || seal === undefined) return undefined;
  return readRow(personContentSchema, seal.open(row.sealed, `people ${row.seq}`), file);
}

function* keptPeople(
  database: DatabaseSync,
  file: string,
  run: KeptRun,
  seal: ValueSeal | undefined,
): Generator<PersonPreview> {
  const rows = database.prepare(
    "SELECT * FROM people WHERE run = ? AND outcome IN ('update', 'create', 'disable', 'delete') ORDER BY seq",
  );
  for (const raw of rows.iterate(run.number)) {
    const row = readRow(personRow, raw, file);
    const content = contentOf(row, seal, file);
    if (content?.change === undefined) throw withoutValues(run);
    const { name, userPrincipalName, change } = content;
    const rest = { lines: [], refusals: [], errors: [], warnings: [] } satisfies Partial<PersonPreview>;
    yield { personIdExternal: row.person, name, userPrincipalName, ...change, ...rest };
  }
}

function withoutValues({ name }: KeptRun): SfmapError {
  return new SfmapError(
    'SFM-RUN-VALUES',
    `Run ${name} keeps no values, as sfmap.json says (journal.values is omitted).`,
    `Go on with the file of its plan: sfmap resume ${name} --plan PLAN`,
    2,
  );
}

function otherPlan({ name }: KeptRun): SfmapError {
  return new SfmapError('SFM-RUN', `The plan is not the one of run ${name}.`, 'Give the plan that it applied.', 2);
}
