import { SfmapError } from '../../core/errors.ts';
import type { PersonPreview, PlannedRecord } from '../plan/person-preview.ts';
import type { Plan } from '../plan/plan.ts';
import { isAsMeant, type RowValues, rowText, sameRowValue } from '../plan/row-values.ts';
import type { EmployeeCentral, Journal, Progress } from '../ports.ts';
import { type EarlierRun, isSettled, noEarlierRun } from '../run/earlier-run.ts';
import { resultOf } from '../run/result-of.ts';
import { type RunPerson, type RunRecord, runPeople } from '../run/run-record.ts';
import type { RunResult, Verdict } from '../run/run-result.ts';
import { Verdicts } from '../run/verdicts.ts';
import { afterDoubt } from './after-doubt.ts';
import { batchesOf, chunksOf, type Item } from './batches.ts';
import { type PersonState, personState } from './person-state.ts';
import { rowExpand, rowSelect } from './rows.ts';
import { BatchSender } from './send-batch.ts';
import { presentRow } from './upsert-record.ts';

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

/**
 * Performs exactly a plan: reads the rows of each call right before it is sent, skips what has changed since, writes,
 * reads the result of every record, and reads back. Everything is in the journal before it is sent and after.
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
    for (const chunk of chunksOf(run.open(), ports.batchSize ?? standardBatch)) {
      if (run.ended) break;
      ports.mayGoOn?.();
      await run.chunk(chunk);
    }
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    run.stop(error);
  }
  return run.result();
}

class Run {
  readonly #verdicts: Verdicts;
  readonly #sender: BatchSender;
  readonly #withUser: boolean;
  readonly #select: Readonly<Record<string, string>>;
  #stopped: string | undefined;
  /** SuccessFactors answers no more, so that nothing can be read back. */
  #silent = false;
  #done = 0;

  constructor(
    private readonly plan: Plan,
    private readonly ports: ApplyPorts,
    private readonly earlier: EarlierRun,
  ) {
    const fields = userFields(plan.people);
    this.#withUser = fields.size > 0;
    this.#select = rowSelect(this.#withUser, [...fields]);
    const settled = [...earlier.verdicts].filter(([, verdict]) => isSettled(verdict));
    this.#verdicts = new Verdicts(ports.journal, new Map(settled));
    this.#done = settled.length;
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
      const stateOf = await this.#read(items, this.ports.signal);
      this.#verdicts.judge(items.flatMap((item) => afterDoubt(item, stateOf(item))));
    }
  }

  /** Writes the records of some people, and reads them back. */
  async chunk(people: readonly RunPerson[]): Promise<void> {
    const begun: Item[] = [];
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
    await this.#readBack(begun);
  }

  /** Compares what was written with what SuccessFactors now holds. Not cut short by a cancel. */
  async #readBack(items: readonly Item[]): Promise<void> {
    const written = items.filter(({ record }) => this.#verdicts.of(record)?.state === 'written');
    if (written.length === 0 || this.#silent) return;
    const stateOf = await this.#read(written);
    const judged: [Item, Verdict][] = [];
    for (const item of written) {
      const state = stateOf(item);
      // Nobody can tell: the record stays written, as SuccessFactors said, and is told as not read back.
      if (state !== 'absent' && 'unanswered' in state) continue;
      const row = state === 'absent' ? null : presentRow(item.record, state);
      const reason = `SuccessFactors reported success, but reading back shows ${differences(item.record, row)}`;
      const same = isAsMeant(item.record.after, row);
      const differs: Verdict = { state: 'failed', cause: 'reads back otherwise', reason };
      judged.push([item, same ? readBack : differs]);
    }
    this.#verdicts.judge(judged);
  }

  async #read(items: readonly Item[], signal?: AbortSignal): Promise<(item: Item) => PersonState> {
    const ids = [...new Set(items.flatMap(({ person }) => person.personIdExternal ?? []))];
    const states = new Map<string, PersonState>();
    const { employeeCentral } = this.ports;
    for await (const answer of employeeCentral.people(ids, rowExpand(this.#withUser), signal, this.#select)) {
      states.set(answer.id, personState(answer, this.#withUser));
    }
    return ({ person }) => states.get(person.personIdExternal ?? '') ?? { unanswered: 'nothing came' };
  }
}

const readBack: Verdict = { state: 'written', readBack: true };

/** The properties of Users that a plan writes: what is read of them. */
function userFields(people: Iterable<PersonPreview>): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const { calls } of people) {
    for (const { entity, before, after } of calls.flatMap(({ records }) => records)) {
      if (entity === 'User') for (const name of Object.keys({ ...before, ...after })) fields.add(name);
    }
  }
  return fields;
}

function differences(record: PlannedRecord, row: RowValues | null): string {
  if (row === null) return 'no such row';
  if (record.after === null) return 'the row';
  return Object.entries(record.after)
    .filter(([name, value]) => !sameRowValue(row[name], value))
    .map(([name]) => `${name} = ${rowText(row[name]) ?? '∅'}`)
    .join(', ');
}
