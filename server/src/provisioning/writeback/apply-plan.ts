import { SfmapError } from '../../core/errors.ts';
import { Pace } from '../../core/pace.ts';
import { sideBySide } from '../../core/side-by-side.ts';
import type { Plan } from '../plan/plan.ts';
import type { EmployeeCentral, Journal, Progress } from '../ports.ts';
import { type EarlierRun, isSettled, noEarlierRun } from '../run/earlier-run.ts';
import { resultOf } from '../run/result-of.ts';
import { type RunPerson, type RunRecord, runPeople } from '../run/run-record.ts';
import type { RunResult } from '../run/run-result.ts';
import { Verdicts } from '../run/verdicts.ts';
import { afterDoubt } from './after-doubt.ts';
import { batchesOf, chunksOf, type Item } from './batches.ts';
import { afterReading, RowReader } from './row-reader.ts';
import { BatchSender } from './send-batch.ts';

export interface ApplyPorts {
  readonly employeeCentral: EmployeeCentral;
  readonly journal: Journal;
  readonly progress: Progress;
  /** Ends the run between two calls. */
  readonly signal?: AbortSignal;
  /** About so many records are read, written and read back at once. */
  readonly batchSize?: number;
  /** Asked before each group of people; an SfmapError ends the run. */
  readonly mayGoOn?: () => void;
}

/** SuccessFactors takes 1,000 records in a call, and warns of timeouts below that (KBA 3145174). */
const standardBatch = 100;

/** So many groups of people are written at once at most; less after a call that failed or was too much for the tenant. */
const mostAtOnce = 4;

/**
 * Performs exactly a plan: reads the rows of each call right before it is sent, skips what has changed since, writes,
 * reads the result of every record, and reads back. Everything is in the journal before it is sent and after. Groups of
 * people are written side by side, the first one alone; the calls of one person follow one another.
 *
 * A record that fails never stops the others; a tenant that cannot be reached or takes nothing more ends the run, and the
 * result says what was written. Applying the same plan again continues: what is written already is left alone.
 *
 * @param earlier What is known of a run that goes on. What was being sent when it broke off is read before anything else.
 */
export async function applyPlan(plan: Plan, ports: ApplyPorts, earlier: EarlierRun = noEarlierRun): Promise<RunResult> {
  const run = new Run(plan, ports, earlier);
  try {
    await run.settleDoubt();
    const chunks = chunksOf(run.open(), ports.batchSize ?? standardBatch);
    const done = sideBySide(chunks, run.atOnce, (chunk) => run.chunk(chunk));
    while ((await done.next()).done !== true);
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    run.stop(error);
  }
  return run.result();
}

class Run {
  readonly #verdicts: Verdicts;
  readonly #sender: BatchSender;
  readonly #reader: RowReader;
  #stopped: string | undefined;
  /** SuccessFactors answers no more, so that nothing can be read back. */
  #silent = false;
  #done = 0;
  readonly #pace = new Pace(mostAtOnce);
  #troubles = 0;

  constructor(
    private readonly plan: Plan,
    private readonly ports: ApplyPorts,
    private readonly earlier: EarlierRun,
  ) {
    this.#reader = new RowReader(ports.employeeCentral, plan.people);
    const settled = [...earlier.verdicts].filter(([, verdict]) => isSettled(verdict));
    this.#verdicts = new Verdicts(ports.journal, new Map(settled));
    this.#done = settled.length;
    this.#sender = new BatchSender({
      ...ports,
      verdicts: this.#verdicts,
      read: (items, signal) => this.#reader.read(items, signal),
      trouble: () => {
        this.#troubles += 1;
        this.#pace.tooMuch();
      },
      stop: (error) => this.stop(error),
    });
  }

  /** How many chunks may be written at once. */
  readonly atOnce = (): number => this.#pace.limit;

  get ended(): boolean {
    return this.#stopped !== undefined || this.ports.signal?.aborted === true;
  }

  stop(error: SfmapError): void {
    if (error.code === 'SFM-CANCELLED') return;
    this.#stopped ??= error.sentence;
    this.#silent ||= error.code !== 'SFM-BREAKER';
  }

  result(): RunResult {
    const { plan, earlier } = this;
    const aborted = this.ports.signal?.aborted === true;
    return resultOf({ plan, verdicts: this.#verdicts, earlier, aborted, stopped: this.#stopped });
  }

  /**
   * People of whom something is still to be written. Who failed in an earlier try comes last, so that a run goes on with
   * the others although some fail again.
   */
  *open(): Generator<RunPerson> {
    const some = (person: RunPerson, holds: (record: RunRecord) => boolean) =>
      person.calls.some(({ records }) => records.some(holds));
    const isOpen = (record: RunRecord) => this.#isOpen(record);
    const failed = (record: RunRecord) => this.#isOpen(record) && this.earlier.verdicts.has(record.place);
    for (const person of runPeople(this.plan.people)) if (some(person, isOpen) && !some(person, failed)) yield person;
    if (this.earlier.verdicts.size === 0) return;
    for (const person of runPeople(this.plan.people)) if (some(person, failed)) yield person;
  }

  #isOpen(record: RunRecord): boolean {
    return this.#verdicts.of(record) === undefined;
  }

  /**
   * Reads what was being sent when the run broke off. A row that is as planned was written; one that is as it was is sent
   * again; of any other nobody can tell.
   */
  async settleDoubt(): Promise<void> {
    if (this.earlier.doubtful.size === 0) return;
    const doubtful: Item[] = [];
    for (const person of runPeople(this.plan.people)) {
      for (const call of person.calls) {
        for (const record of call.records) {
          if (this.earlier.doubtful.has(record.place) && this.#isOpen(record)) doubtful.push({ person, call, record });
        }
      }
    }
    for (let at = 0; at < doubtful.length && !this.ended; at += standardBatch) {
      const items = doubtful.slice(at, at + standardBatch);
      this.ports.progress({ phase: 'Reading what was being sent', done: at, total: doubtful.length });
      const stateOf = await this.#reader.read(items, this.ports.signal);
      this.#verdicts.judge(items.flatMap((item) => afterDoubt(item, stateOf(item))));
    }
  }

  /** Writes the records of some people, and reads them back; what ends the run is noted and not thrown. */
  async chunk(people: readonly RunPerson[]): Promise<void> {
    if (this.ended) return;
    try {
      this.ports.mayGoOn?.();
      const before = this.#troubles;
      const begun: Item[] = [];
      await this.#write(people, begun);
      await this.#readBack(begun);
      if (this.#troubles === before) this.#pace.good();
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      this.stop(error);
    }
  }

  /** @param begun Takes every record of a call that was begun, also when the run ends meanwhile. */
  async #write(people: readonly RunPerson[], begun: Item[]): Promise<void> {
    try {
      for (const { together, items } of batchesOf(people)) {
        if (this.ended) break;
        const batch = { together, items: items.filter(({ record }) => this.#isOpen(record)) };
        if (batch.items.length === 0) continue;
        begun.push(...batch.items);
        await this.#sender.send(batch);
        this.#done += batch.items.length;
        this.ports.progress({ phase: 'Writing', done: this.#done, total: this.plan.totals.rows });
      }
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      this.stop(error);
    }
  }

  /** Compares what was written with what SuccessFactors now holds. Not cut short by a cancel. */
  async #readBack(items: readonly Item[]): Promise<void> {
    const written = items.filter(({ record }) => this.#verdicts.of(record)?.state === 'written');
    if (written.length === 0 || this.#silent) return;
    this.#verdicts.judge(afterReading(written, await this.#reader.read(written)));
  }
}
