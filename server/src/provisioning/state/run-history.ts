import type { DatabaseSync } from 'node:sqlite';
import type { Verdict } from '../run/run-result.ts';
import type { PersonContent, PersonEntry } from './kept-person.ts';
import type { KeptRun } from './kept-run.ts';
import { contentOf, verdictOf } from './load-run.ts';
import { type PersonRow, personRow, type RecordRow, readRow, recordRow } from './run-rows.ts';
import { nameIndexOf, type ValueSeal } from './value-seal.ts';

/** What a run knows of one record. */
export interface RecordHistory {
  readonly entity: RecordRow['entity'];
  readonly key: Readonly<Record<string, string>>;
  /** ISO 8601: when it was about to be sent, and when it was judged. */
  readonly intended: string | null;
  readonly judged: string | null;
  readonly verdict: Verdict | undefined;
}

/** What happened to one person in one run. */
export interface PersonHistory {
  readonly person: string | null;
  readonly step: PersonEntry['step'];
  readonly outcome: PersonEntry['outcome'];
  /** Absent where values are left out, or their key is gone. */
  readonly content?: PersonContent;
  readonly records: readonly RecordHistory[];
}

/** The people of a run in the order of its plan, each with its records, which stand in the same order. */
export function* peopleOf(
  database: DatabaseSync,
  file: string,
  run: KeptRun,
  seal: ValueSeal | undefined,
): Generator<PersonHistory> {
  const people = database.prepare('SELECT * FROM people WHERE run = ? ORDER BY seq').iterate(run.number);
  const records = database.prepare('SELECT * FROM records WHERE run = ? ORDER BY seq').iterate(run.number);
  const next = (): RecordRow | undefined => {
    const { value, done } = records.next();
    return done === true ? undefined : readRow(recordRow, value, file);
  };
  let record = next();
  for (const raw of people) {
    const row = readRow(personRow, raw, file);
    const own: RecordRow[] = [];
    for (; record?.owner === row.seq; record = next()) own.push(record);
    yield personHistory(row, own, seal, file);
  }
}

/** One person of a run. */
export function personAt(
  database: DatabaseSync,
  file: string,
  run: KeptRun,
  seal: ValueSeal | undefined,
  seq: number,
): PersonHistory {
  const row = readRow(
    personRow,
    database.prepare('SELECT * FROM people WHERE run = ? AND seq = ?').get(run.number, seq),
    file,
  );
  const own = database.prepare('SELECT * FROM records WHERE run = ? AND owner = ? ORDER BY seq').all(run.number, seq);
  return personHistory(
    row,
    own.map((each) => readRow(recordRow, each, file)),
    seal,
    file,
  );
}

function personHistory(
  row: PersonRow,
  records: readonly RecordRow[],
  seal: ValueSeal | undefined,
  file: string,
): PersonHistory {
  const content = contentOf(row, seal, file);
  return {
    person: row.person,
    step: row.step,
    outcome: row.outcome,
    ...(content !== undefined && { content }),
    records: records.map((record) => recordHistory(record, seal)),
  };
}

/** In which runs, and at which place of each, somebody is found by employee id or by user principal name. */
export function placesOf(
  database: DatabaseSync,
  who: string,
  key: string | undefined,
): readonly { readonly run: number; readonly seq: number }[] {
  const named = key === undefined ? null : nameIndexOf(key)(who);
  const rows = database
    .prepare(
      'SELECT run, seq FROM people WHERE person = ? UNION SELECT run, seq FROM people WHERE named = ? ORDER BY 1 DESC, 2',
    )
    .all(who, named);
  return rows.map(({ run, seq }) => ({ run: Number(run), seq: Number(seq) }));
}

function recordHistory(row: RecordRow, seal: ValueSeal | undefined): RecordHistory {
  const { entity, row_key: key, intended, judged } = row;
  return { entity, key, intended, judged, verdict: verdictOf(row, seal) };
}
