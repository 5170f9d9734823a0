import { SfmapError } from '../../core/errors.ts';
import type { EmployeeCentral, Journal, UpsertResult } from '../ports.ts';
import { Breaker } from '../run/breaker.ts';
import type { Verdict } from '../run/run-result.ts';
import type { Verdicts } from '../run/verdicts.ts';
import type { Batch, Item } from './batches.ts';
import { dueRecords } from './due-records.ts';
import type { PersonState } from './person-state.ts';
import { upsertRecord } from './upsert-record.ts';

/** What sending needs of the run that it belongs to. */
export interface SendPorts {
  readonly employeeCentral: EmployeeCentral;
  readonly journal: Journal;
  readonly signal?: AbortSignal;
  readonly verdicts: Verdicts;
  /** What SuccessFactors holds now of the people of some items. */
  readonly read: (items: readonly Item[], signal?: AbortSignal) => Promise<(item: Item) => PersonState>;
  /** A call got no usable answer, or the tenant is busy. */
  readonly trouble: () => void;
  /** Ends the run. */
  readonly stop: (error: SfmapError) => void;
}

/** So often a call is sent to a tenant that says it is busy; what it asks to wait is waited before each. */
const mostBusy = 5;

/** Sends the batches of a run. Two at once must be of other people. */
export class BatchSender {
  readonly #breaker = new Breaker();
  #ended = false;

  constructor(private readonly ports: SendPorts) {}

  /** One batch: its rows are read right before, and what has changed since the plan is not sent. */
  async send(batch: Batch): Promise<void> {
    const { signal } = this.ports;
    const due = dueRecords(batch, await this.ports.read(batch.items, signal));
    this.ports.verdicts.judge(due.judged);
    await this.#deliver({ ...batch, items: due.send });
  }

  /**
   * Sends records, a second time if the first call got lost and the rows show that they are still as planned, and some
   * times more while the tenant only says that it is busy. If the second one gets lost too, it is sent in halves, so that one record on which the tenant breaks keeps no other from being written.
   */
  async #deliver(batch: Batch): Promise<void> {
    let open = batch.items;
    for (let lost = 0, busy = 0; lost < 2; ) {
      if (open.length === 0 || this.#ended) return;
      const error = await this.#call({ ...batch, items: open });
      if (error === undefined) return;
      this.ports.trouble();
      if (error.refused === 'busy') busy += 1;
      else lost += 1;
      open = await this.#afterFailure({ ...batch, items: open }, error, lost === 2 || busy === mostBusy);
    }
    const half = Math.ceil(open.length / 2);
    for (const items of [open.slice(0, half), open.slice(half)]) await this.#deliver({ ...batch, items });
  }

  /** Sends records and judges each by its own result. An error of the call as a whole is returned. */
  async #call({ together, items }: Batch): Promise<SfmapError | undefined> {
    const { journal, employeeCentral, verdicts } = this.ports;
    journal.intend(items.map(({ record }) => record));
    let results: readonly UpsertResult[];
    try {
      const records = items.map(({ record }) => upsertRecord(record));
      results = await employeeCentral.upsert(records, !together);
    } catch (error) {
      if (error instanceof SfmapError) return error;
      throw error;
    }
    const judged = items.map((item, index): [Item, Verdict] => {
      const result = results[index];
      if (result?.ok) return [item, { state: 'written' }];
      const reason = result?.message ?? 'SuccessFactors gave no result';
      return [item, { state: 'failed', cause: 'refused by SuccessFactors', reason }];
    });
    verdicts.judge(judged);
    // What goes together fails together, and is one failure.
    for (const [, { state, reason = '' }] of together ? judged.slice(0, 1) : judged) {
      if (state === 'written') this.#breaker.success();
      else this.#breaker.failure(reason);
    }
    this.#stopIfBroken();
    return undefined;
  }

  /**
   * Judges the records of a call that failed as a whole. Unless the failure proves that nothing was done, it may have
   * written all the same (KBA 3308167 on 502 and 504): the rows tell.
   *
   * @param last The call is not sent again as it is.
   * @returns The records to send again: they are still as they were when the plan was made.
   */
  async #afterFailure(batch: Batch, error: SfmapError, last: boolean): Promise<readonly Item[]> {
    const { refused } = error;
    const { verdicts } = this.ports;
    if (refused === 'request' || refused === 'system' || (refused === 'busy' && last)) {
      const cause = refused === 'request' ? 'refused by SuccessFactors' : 'the run ended';
      verdicts.judgeAll(batch.items, { state: 'failed', cause, reason: error.sentence });
      if (refused !== 'request') this.#stop(error);
      else for (const _ of batch.together ? [0] : batch.items) this.#breaker.failure(error.sentence);
      this.#stopIfBroken();
      return [];
    }
    const lost = refused === undefined;
    let stateOf: (item: Item) => PersonState;
    try {
      stateOf = await this.ports.read(batch.items, lost ? undefined : this.ports.signal);
    } catch (second) {
      if (!(second instanceof SfmapError)) throw second;
      const state = lost ? 'unknown' : 'not reached';
      const reason = `no usable answer came: ${error.message}`;
      verdicts.judgeAll(batch.items, { state, cause: 'no usable answer', reason });
      this.#stop(second);
      return [];
    }
    const { send, judged } = dueRecords(batch, stateOf);
    verdicts.judge(judged.map(([item, verdict]) => [item, lost ? ofLost(verdict, error) : verdict]));
    const canBeHalved = send.length > 1 && !batch.together;
    // A batch that can be halved may hold a single record on which the tenant breaks: it tells nothing about the tenant.
    if (lost && send.length > 0 && !canBeHalved) this.#breaker.failure(error.sentence);
    else if (lost && judged.some(([, { state }]) => state === 'already')) this.#breaker.success();
    if (!last || canBeHalved) {
      this.#stopIfBroken();
      return send;
    }
    verdicts.judgeAll(send, { state: 'failed', cause: 'no usable answer', reason: error.message });
    this.#stopIfBroken();
    return [];
  }

  #stopIfBroken(): void {
    const problem = this.#breaker.problem();
    if (problem !== undefined) this.#stop(problem);
  }

  #stop(error: SfmapError): void {
    this.#ended = true;
    this.ports.stop(error);
  }
}

/** What a row says of a record that was sent and got no answer. */
function ofLost({ state, reason }: Verdict, error: SfmapError): Verdict {
  if (state === 'already') return { state: 'written', readBack: true };
  const words = `no usable answer came (${error.message}), and ${reason ?? 'nobody can tell'}`;
  return { state: 'unknown', cause: 'no usable answer', reason: words };
}
