import { SfmapError } from '../../core/errors.ts';
import type { EmployeeCentral, Journal, Progress } from '../ports.ts';
import type { PersonPreview, PlannedCall, PlannedRecord } from './person-preview.ts';
import type { Plan } from './plan.ts';
import { type PersonRows, personRows, rowExpand, sameValues } from './rows.ts';
import type { RecordResult, RecordState, RunResult, Verdict } from './run-result.ts';
import { staleness } from './staleness.ts';
import { presentRow, upsertRecord } from './upsert-record.ts';

export interface ApplyPorts {
  readonly employeeCentral: EmployeeCentral;
  readonly journal: Journal;
  readonly progress: Progress;
  /** Ends the run between two calls. */
  readonly signal?: AbortSignal;
}

/** How many people are read at once: the rows must still be fresh when the last of them is written. */
const chunkSize = 20;

/**
 * Performs exactly a plan: for each record reads the row again, skips it if it has changed since, writes, reads the
 * result of every record, and reads back. Everything is in the journal before it is sent and after.
 *
 * A record that fails never stops the others; a tenant that cannot be reached ends the run, and the result says what was
 * written. Applying the same plan again continues: what is written already is left alone.
 */
export async function applyPlan(plan: Plan, ports: ApplyPorts): Promise<RunResult> {
  const people = plan.people.filter((person) => person.calls.length > 0);
  const run = new Run(plan, ports, people);
  await ports.journal.write({ event: 'run begins', connection: plan.connection, records: plan.totals.rows });
  try {
    for (let index = 0; index < people.length && !run.ended; index += chunkSize) {
      await run.chunk(people.slice(index, index + chunkSize));
    }
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    run.stop(error);
  }
  const result = run.result();
  await ports.journal.write({
    event: 'run ends',
    cancelled: result.cancelled,
    ...(result.stopped !== undefined && { stopped: result.stopped }),
    states: result.records.map(({ state }) => state),
  });
  return result;
}

class Run {
  readonly #verdicts = new Map<PlannedRecord, Verdict>();
  readonly #expand: readonly string[];
  #stopped: string | undefined;
  #done = 0;

  constructor(
    private readonly plan: Plan,
    private readonly ports: ApplyPorts,
    private readonly people: readonly PersonPreview[],
  ) {
    const users = people.some(({ calls }) =>
      calls.some(({ records }) => records.some(({ entity }) => entity === 'User')),
    );
    this.#expand = rowExpand(users);
  }

  get ended(): boolean {
    return this.#stopped !== undefined || this.ports.signal?.aborted === true;
  }

  stop(error: SfmapError): void {
    if (error.code !== 'SFM-CANCELLED') this.#stopped = error.sentence;
  }

  result(): RunResult {
    const records = this.people.flatMap((person) =>
      person.calls.flatMap(({ records: planned }) =>
        planned.map((record): RecordResult => {
          const verdict = this.#verdicts.get(record) ?? { state: 'not reached', reason: 'the run ended before it' };
          return { personIdExternal: person.personIdExternal ?? '', name: person.name, record, ...verdict };
        }),
      ),
    );
    const cancelled = this.ports.signal?.aborted === true && records.some(({ state }) => state === 'not reached');
    return { records, cancelled, ...(this.#stopped !== undefined && { stopped: this.#stopped }) };
  }

  async chunk(people: readonly PersonPreview[]): Promise<void> {
    const rows = await this.#read(people, this.ports.signal);
    const written: PersonPreview[] = [];
    for (const person of people) {
      if (this.ended) break;
      if (await this.#person(person, rows.get(person.personIdExternal ?? ''))) written.push(person);
    }
    await this.#readBack(written);
  }

  /** Whether anything of the person was sent. */
  async #person(person: PersonPreview, rows: PersonRows | undefined): Promise<boolean> {
    let sent = false;
    for (const call of person.calls) {
      if (this.ended) return sent;
      const records = await this.#due(person, call, rows);
      if (records.length > 0) {
        sent = true;
        await this.#send(person, call.together, records, true);
      }
      this.#done += call.records.length;
      this.ports.progress({ phase: 'Writing', done: this.#done, total: this.plan.totals.rows });
    }
    return sent;
  }

  /** The records of a call that are still as planned. A switch of primary flags is sent whole or not at all. */
  async #due(
    person: PersonPreview,
    call: PlannedCall,
    rows: PersonRows | undefined,
  ): Promise<readonly PlannedRecord[]> {
    if (rows === undefined) {
      await this.#judge(person, call.records, { state: 'skipped', reason: 'SuccessFactors no longer has this person' });
      return [];
    }
    if (call.records.every((record) => sameValues(record.after, presentRow(record, rows)))) {
      await this.#judge(person, call.records, { state: 'already' });
      return [];
    }
    const due: PlannedRecord[] = [];
    for (const record of call.records) {
      const present = presentRow(record, rows);
      const verdict = staleness(person, record, present, rows);
      if (verdict === undefined) due.push(record);
      else if (!call.together) await this.#judge(person, [record], verdict);
      else {
        await this.#judge(person, call.records, { state: 'skipped', reason: verdict.reason ?? '' });
        return [];
      }
    }
    return due;
  }

  async #send(
    person: PersonPreview,
    together: boolean,
    records: readonly PlannedRecord[],
    again: boolean,
  ): Promise<void> {
    const { journal, employeeCentral } = this.ports;
    for (const record of records) {
      await journal.write({ event: 'before', person: person.personIdExternal, ...record });
    }
    try {
      const results = await employeeCentral.upsert(records.map(upsertRecord), !together);
      for (const [index, record] of records.entries()) {
        const result = results[index];
        const verdict: Verdict = result?.ok
          ? { state: 'written' }
          : { state: 'failed', reason: result?.message ?? 'SuccessFactors gave no result' };
        await this.#judge(person, [record], verdict);
      }
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      await this.#afterFailure(person, together, records, error, again);
    }
  }

  /** A call that failed as a whole may still have written (KBA 3308167 on 502 and 504): the rows tell. */
  async #afterFailure(
    person: PersonPreview,
    together: boolean,
    records: readonly PlannedRecord[],
    error: SfmapError,
    again: boolean,
  ): Promise<void> {
    if (!/^SFM-(NET|HTTP-5)/.test(error.code)) {
      await this.#judge(person, records, { state: 'failed', reason: error.sentence });
      if (error.code.startsWith('LGN')) this.stop(error);
      return;
    }
    let rows: PersonRows | undefined;
    try {
      rows = (await this.#read([person])).get(person.personIdExternal ?? '');
    } catch (second) {
      if (!(second instanceof SfmapError)) throw second;
      await this.#judge(person, records, { state: 'unknown', reason: `no answer came: ${error.message}` });
      this.stop(second);
      return;
    }
    const open = records.filter((record) => rows === undefined || !sameValues(record.after, presentRow(record, rows)));
    const done = records.filter((record) => !open.includes(record));
    await this.#judge(person, done, { state: 'written', readBack: true });
    if (open.length === 0) return;
    if (again) await this.#send(person, together, open, false);
    else await this.#judge(person, open, { state: 'failed', reason: error.message });
  }

  /** Compares what was written with what SuccessFactors now holds. Not cut short by a cancel. */
  async #readBack(people: readonly PersonPreview[]): Promise<void> {
    const records = (person: PersonPreview) => person.calls.flatMap((call) => call.records);
    const written = people.filter((person) => records(person).some((record) => this.#state(record) === 'written'));
    if (written.length === 0 || this.#stopped !== undefined) return;
    const rows = await this.#read(written);
    for (const person of written) {
      const present = rows.get(person.personIdExternal ?? '');
      for (const record of records(person)) {
        if (this.#state(record) !== 'written') continue;
        const row = present === undefined ? null : presentRow(record, present);
        if (sameValues(record.after, row)) {
          await this.#judge(person, [record], { state: 'written', readBack: true });
          continue;
        }
        const reason = `SuccessFactors reported success, but reading back shows ${differences(record, row)}`;
        await this.#judge(person, [record], { state: 'failed', reason });
      }
    }
  }

  #state(record: PlannedRecord): RecordState | undefined {
    return this.#verdicts.get(record)?.state;
  }

  async #judge(person: PersonPreview, records: readonly PlannedRecord[], verdict: Verdict): Promise<void> {
    for (const record of records) {
      this.#verdicts.set(record, verdict);
      await this.ports.journal.write({
        event: 'after',
        person: person.personIdExternal,
        entity: record.entity,
        key: record.key,
        ...verdict,
      });
    }
  }

  async #read(people: readonly PersonPreview[], signal?: AbortSignal): Promise<ReadonlyMap<string, PersonRows>> {
    const ids = people.flatMap((person) => person.personIdExternal ?? []);
    const rows = new Map<string, PersonRows>();
    for await (const person of this.ports.employeeCentral.people(ids, this.#expand, signal)) {
      const read = personRows(person);
      rows.set(read.personIdExternal, read);
    }
    return rows;
  }
}

function differences(record: PlannedRecord, row: Readonly<Record<string, string | boolean | null>> | null): string {
  if (row === null) return 'no such row';
  return Object.entries(record.after)
    .filter(([name, value]) => (row[name] ?? null) !== value)
    .map(([name]) => `${name} = ${row[name] ?? '∅'}`)
    .join(', ');
}
