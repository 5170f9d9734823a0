import { SfmapError } from '../../core/errors.ts';
import type { EmployeeCentral, Journal, Progress } from '../ports.ts';
import { dueRecords } from './due-records.ts';
import type { PersonPreview, PlannedCall, PlannedRecord } from './person-preview.ts';
import type { Plan } from './plan.ts';
import { type PersonRows, personRows, rowExpand, sameValues } from './rows.ts';
import type { RecordResult, RecordState, RunResult, Verdict } from './run-result.ts';
import { presentRow, upsertRecord } from './upsert-record.ts';

export interface ApplyPorts {
  readonly employeeCentral: EmployeeCentral;
  readonly journal: Journal;
  readonly progress: Progress;
  /** Ends the run between two calls. */
  readonly signal?: AbortSignal;
}

/** How many people are read back at once. */
const chunkSize = 20;

/** So many calls in a row that got no usable answer end the run. */
const mostLost = 3;

/**
 * Performs exactly a plan: reads the rows of each call right before it is sent, skips what has changed since, writes,
 * reads the result of every record, and reads back. Everything is in the journal before it is sent and after.
 *
 * A record that fails never stops the others; a tenant that cannot be reached or takes nothing more ends the run, and the
 * result says what was written. Applying the same plan again continues: what is written already is left alone.
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
  readonly #withUser: boolean;
  #stopped: string | undefined;
  /** Calls in a row that got no usable answer. */
  #lost = 0;
  #done = 0;

  constructor(
    private readonly plan: Plan,
    private readonly ports: ApplyPorts,
    private readonly people: readonly PersonPreview[],
  ) {
    this.#withUser = people.some(({ calls }) =>
      calls.some(({ records }) => records.some(({ entity }) => entity === 'User')),
    );
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
    const begun: PersonPreview[] = [];
    try {
      for (const person of people) {
        begun.push(person);
        for (const call of person.calls) {
          if (this.ended) break;
          await this.#call(person, call);
          this.#done += call.records.length;
          this.ports.progress({ phase: 'Writing', done: this.#done, total: this.plan.totals.rows });
        }
      }
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      this.stop(error);
    }
    await this.#readBack(begun);
  }

  /** One call, sent a second time if the first got lost and the rows show that they are still as planned. */
  async #call(person: PersonPreview, call: PlannedCall): Promise<void> {
    const rows = await this.#readOne(person, this.ports.signal);
    const due = dueRecords(person, call, rows);
    for (const [record, verdict] of due.judged) await this.#judge(person, [record], verdict);
    let open = due.send;
    for (const last of [false, true]) {
      if (open.length === 0) return;
      const error = await this.#send(person, call.together, open);
      if (error === undefined) {
        this.#lost = 0;
        return;
      }
      open = await this.#afterFailure(person, { ...call, records: open }, error, last);
    }
  }

  /** Sends records and judges each by its own result. An error of the call as a whole is returned. */
  async #send(
    person: PersonPreview,
    together: boolean,
    records: readonly PlannedRecord[],
  ): Promise<SfmapError | undefined> {
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
      return undefined;
    } catch (error) {
      if (error instanceof SfmapError) return error;
      throw error;
    }
  }

  /**
   * Judges the records of a call that failed as a whole. Unless the failure proves that nothing was done, it may have
   * written all the same (KBA 3308167 on 502 and 504): the rows tell.
   *
   * @param last The call is not sent again.
   * @returns The records to send again: they are still as they were when the plan was made.
   */
  async #afterFailure(
    person: PersonPreview,
    call: PlannedCall,
    error: SfmapError,
    last: boolean,
  ): Promise<readonly PlannedRecord[]> {
    const { refused } = error;
    if (refused === 'request' || refused === 'system' || (refused === 'busy' && last)) {
      await this.#judge(person, call.records, { state: 'failed', reason: error.sentence });
      if (refused !== 'request') this.stop(error);
      return [];
    }
    const lost = refused === undefined;
    let rows: PersonRows | undefined;
    try {
      rows = await this.#readOne(person, lost ? undefined : this.ports.signal);
    } catch (second) {
      if (!(second instanceof SfmapError)) throw second;
      const state = lost ? 'unknown' : 'not reached';
      await this.#judge(person, call.records, { state, reason: `no usable answer came: ${error.message}` });
      this.stop(second);
      return [];
    }
    const { send, judged } = dueRecords(person, call, rows);
    for (const [record, verdict] of judged)
      await this.#judge(person, [record], lost ? ofLost(verdict, error) : verdict);
    if (!last) return send;
    await this.#judge(person, send, { state: 'failed', reason: error.message });
    this.#lost += 1;
    if (this.#lost >= mostLost) this.stop(error);
    return [];
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

  async #readOne(person: PersonPreview, signal?: AbortSignal): Promise<PersonRows | undefined> {
    return (await this.#read([person], signal)).get(person.personIdExternal ?? '');
  }

  async #read(people: readonly PersonPreview[], signal?: AbortSignal): Promise<ReadonlyMap<string, PersonRows>> {
    const ids = people.flatMap((person) => person.personIdExternal ?? []);
    const rows = new Map<string, PersonRows>();
    for await (const person of this.ports.employeeCentral.people(ids, rowExpand(this.#withUser), signal)) {
      const read = personRows(person, this.#withUser);
      rows.set(read.personIdExternal, read);
    }
    return rows;
  }
}

/** What a row says of a record that was sent and got no answer. */
function ofLost({ state, reason }: Verdict, error: SfmapError): Verdict {
  if (state === 'already') return { state: 'written', readBack: true };
  return { state: 'unknown', reason: `no usable answer came (${error.message}), and ${reason ?? 'nobody can tell'}` };
}

function differences(record: PlannedRecord, row: Readonly<Record<string, string | boolean | null>> | null): string {
  if (row === null) return 'no such row';
  return Object.entries(record.after)
    .filter(([name, value]) => (row[name] ?? null) !== value)
    .map(([name]) => `${name} = ${row[name] ?? '∅'}`)
    .join(', ');
}
