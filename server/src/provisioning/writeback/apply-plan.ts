import { SfmapError } from '../../core/errors.ts';
import type { EmployeeCentral, Journal, Progress } from '../ports.ts';
import { batchesOf, chunksOf, type Item } from './batches.ts';
import type { PersonPreview, PlannedRecord } from './person-preview.ts';
import { type PersonState, personState } from './person-state.ts';
import type { Plan } from './plan.ts';
import { rowExpand, sameValues } from './rows.ts';
import type { RecordResult, RunResult, Verdict } from './run-result.ts';
import { BatchSender } from './send-batch.ts';
import { presentRow } from './upsert-record.ts';
import { Verdicts } from './verdicts.ts';

export interface ApplyPorts {
  readonly employeeCentral: EmployeeCentral;
  readonly journal: Journal;
  readonly progress: Progress;
  /** Ends the run between two calls. */
  readonly signal?: AbortSignal;
  /** About so many records are read, written and read back at once. */
  readonly batchSize?: number;
}

/** SuccessFactors takes 1,000 records in a call, and warns of timeouts below that (KBA 3145174). */
const standardBatch = 100;

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
    for (const chunk of chunksOf(people, ports.batchSize ?? standardBatch)) {
      if (run.ended) break;
      await run.chunk(chunk);
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
  readonly #verdicts: Verdicts;
  readonly #sender: BatchSender;
  readonly #withUser: boolean;
  #stopped: string | undefined;
  #done = 0;

  constructor(
    private readonly plan: Plan,
    private readonly ports: ApplyPorts,
    private readonly people: readonly PersonPreview[],
  ) {
    this.#withUser = people.some(({ calls }) =>
      calls.some(({ records }) => records.some(({ entity }) => entity === 'User')),
    );
    this.#verdicts = new Verdicts(ports.journal);
    this.#sender = new BatchSender({
      ...ports,
      verdicts: this.#verdicts,
      read: (items, signal) => this.#read(items, signal),
      stop: (error) => this.stop(error),
    });
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
          const verdict = this.#verdicts.of(record) ?? { state: 'not reached', reason: 'the run ended before it' };
          return { personIdExternal: person.personIdExternal ?? '', name: person.name, record, ...verdict };
        }),
      ),
    );
    const cancelled = this.ports.signal?.aborted === true && records.some(({ state }) => state === 'not reached');
    return { records, cancelled, ...(this.#stopped !== undefined && { stopped: this.#stopped }) };
  }

  /** Writes the records of some people, and reads them back. */
  async chunk(people: readonly PersonPreview[]): Promise<void> {
    const begun: Item[] = [];
    try {
      for (const batch of batchesOf(people)) {
        if (this.ended) break;
        begun.push(...batch.items);
        await this.#sender.send(batch);
        this.#done += batch.items.length;
        this.ports.progress({ phase: 'Writing', done: this.#done, total: this.plan.totals.rows });
      }
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      this.stop(error);
    }
    await this.#readBack(begun);
  }

  /** Compares what was written with what SuccessFactors now holds. Not cut short by a cancel. */
  async #readBack(items: readonly Item[]): Promise<void> {
    const written = items.filter(({ record }) => this.#verdicts.of(record)?.state === 'written');
    if (written.length === 0 || this.#stopped !== undefined) return;
    const stateOf = await this.#read(written);
    const judged: [Item, Verdict][] = [];
    for (const item of written) {
      const state = stateOf(item);
      // Nobody can tell: the record stays written, as SuccessFactors said, and is told as not read back.
      if (state !== 'absent' && 'unanswered' in state) continue;
      const row = state === 'absent' ? null : presentRow(item.record, state);
      const reason = `SuccessFactors reported success, but reading back shows ${differences(item.record, row)}`;
      const same = sameValues(item.record.after, row);
      judged.push([item, same ? { state: 'written', readBack: true } : { state: 'failed', reason }]);
    }
    await this.#verdicts.judge(judged);
  }

  async #read(items: readonly Item[], signal?: AbortSignal): Promise<(item: Item) => PersonState> {
    const ids = [...new Set(items.flatMap(({ person }) => person.personIdExternal ?? []))];
    const states = new Map<string, PersonState>();
    for await (const answer of this.ports.employeeCentral.people(ids, rowExpand(this.#withUser), signal)) {
      states.set(answer.id, personState(answer, this.#withUser));
    }
    return ({ person }) => states.get(person.personIdExternal ?? '') ?? { unanswered: 'nothing came' };
  }
}

function differences(record: PlannedRecord, row: Readonly<Record<string, string | boolean | null>> | null): string {
  if (row === null) return 'no such row';
  return Object.entries(record.after)
    .filter(([name, value]) => (row[name] ?? null) !== value)
    .map(([name]) => `${name} = ${row[name] ?? '∅'}`)
    .join(', ');
}
