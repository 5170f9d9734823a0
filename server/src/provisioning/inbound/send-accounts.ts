import { SfmapError } from '../../core/errors.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';
import type { DirectoryWriter, Journal, UserResult } from '../ports.ts';
import { Breaker } from '../run/breaker.ts';
import { inDoubt } from '../run/earlier-run.ts';
import type { Verdict } from '../run/run-result.ts';
import type { Verdicts } from '../run/verdicts.ts';
import type { Item } from '../writeback/batches.ts';
import { accountOrder } from './account-order.ts';
import { type AccountNow, accountStaleness, isAsPlanned, isUntouched } from './account-state.ts';
import { type LookPorts, lookAt, lookUntilSeen, type NowOf } from './look-again.ts';
import type { AccountReader } from './read-accounts.ts';

/** What sending needs of the run that it belongs to. */
export interface AccountSendPorts extends LookPorts {
  readonly directory: AccountReader & DirectoryWriter;
  readonly journal: Journal;
  readonly signal?: AbortSignal;
  readonly verdicts: Verdicts;
  /** Places of records that were being sent when the run broke off. */
  readonly doubtful: ReadonlySet<number>;
  /** Ends the run. */
  readonly stop: (error: SfmapError) => void;
  readonly isEnded: () => boolean;
  /** Entra ID answers no more. */
  readonly isSilent: () => boolean;
}

/** Graph takes so many requests in one call. */
const inOneCall = 20;

/** So many accounts may wait to be seen. */
const mostLate = 500;

/** Sends the records of a run, and reads them back. */
export class AccountSender {
  readonly #breaker = new Breaker();
  /** Written, and not seen yet. */
  #late: Item[] = [];

  constructor(private readonly ports: AccountSendPorts) {}

  /** Reads the accounts of some records, sends what is still as it was when the plan was made, and reads back. */
  async send(items: readonly Item[]): Promise<void> {
    const due = this.#due(items, await this.#before(items));
    for (let at = 0; at < due.length && !this.ports.isEnded(); at += inOneCall) {
      const again = await this.#call(due.slice(at, at + inOneCall), false);
      if (again.length > 0 && !this.ports.isEnded()) await this.#call(again, true);
    }
    await this.#readBack(due);
    if (this.#late.length >= mostLate) await this.readLate();
  }

  /** Reads back what was not seen yet. */
  async readLate(): Promise<void> {
    const late = this.#late;
    this.#late = [];
    if (late.length === 0 || this.ports.signal?.aborted) return;
    const nowOf = await lookUntilSeen(this.ports, late, this.ports.signal);
    this.#confirm(late, nowOf);
    const other = late.filter((item) => this.#isOther(item, nowOf(item)));
    const reason = 'Entra ID reported success, but reading back shows other values';
    this.ports.verdicts.judgeAll(other, { state: 'failed', cause: 'reads back otherwise', reason });
  }

  /** Neither as it was nor as planned. Of a creation that is no failure: the account is there. */
  #isOther({ record }: Item, now: AccountNow): boolean {
    const meant = this.ports.ids.resolved(record);
    return record.action !== 'create' && now.users.length > 0 && !isAsPlanned(meant, now) && !isUntouched(meant, now);
  }

  /** A creation that was being sent when the run broke off may be shown only after a while. */
  async #before(items: readonly Item[]): Promise<NowOf> {
    const { doubtful, signal } = this.ports;
    const nowOf = await lookAt(this.ports, items, signal);
    const unseen = items.filter(({ record }) => doubtful.has(record.place) && record.action === 'create');
    const missing = unseen.filter((item) => nowOf(item).users.length === 0);
    if (missing.length === 0) return nowOf;
    const later = await lookUntilSeen(this.ports, missing, signal);
    return (item) => (missing.includes(item) ? later(item) : nowOf(item));
  }

  #due(items: readonly Item[], nowOf: NowOf): readonly Item[] {
    const { verdicts } = this.ports;
    const judged = items.map((item) => [item, this.#judgedBefore(item, nowOf(item))] as const);
    verdicts.judge(
      judged.flatMap(([item, verdict]): [Item, Verdict][] => (verdict === undefined ? [] : [[item, verdict]])),
    );
    return judged.flatMap(([item, verdict]) => (verdict === undefined ? [item] : []));
  }

  #judgedBefore({ record }: Item, now: AccountNow): Verdict | undefined {
    const { doubtful, ids } = this.ports;
    const meant = ids.resolved(record);
    // An account that this run has just made has no manager yet, and may not be shown yet.
    if (record.entity === 'Manager' && record.key['objectId'] === undefined && now.users.length === 0) return undefined;
    if (!doubtful.has(record.place)) return accountStaleness(meant, now);
    if (isAsPlanned(meant, now)) return writtenAs(record, now);
    if (isUntouched(meant, now)) return undefined;
    return { ...inDoubt, reason: `${inDoubt.reason}, and the account is now neither as it was nor as planned` };
  }

  /** Sends records in one call and judges each. @returns Those to send once more. */
  async #call(items: readonly Item[], second: boolean): Promise<readonly Item[]> {
    const { journal, directory, verdicts, ids, signal } = this.ports;
    journal.intend(items.map(({ record }) => record));
    const orders = items.map(({ record }) => accountOrder(ids.resolved(record), ids.of(record)));
    let results: readonly UserResult[];
    try {
      results = await directory.write(orders, { signal });
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      this.#failedWhole(items, error);
      return [];
    }
    const judged = items.map((item, index): [Item, Verdict] => [item, this.#verdictOf(item, results[index], second)]);
    verdicts.judge(judged);
    const problem = this.#breaker.problem();
    if (problem !== undefined) this.ports.stop(problem);
    const fresh = judged.filter(
      ([{ record }, { state }], at) => state === 'failed' && this.#isFresh(record, results[at]),
    );
    const open = judged.flatMap(([item, { state }]) => (state === 'unknown' ? [item] : []));
    if (fresh.length > 0) await this.ports.pause(3_000, signal);
    return [...fresh.map(([item]) => item), ...(await this.#settle(open))];
  }

  /** A reference to an account that was made a moment ago may not be known everywhere yet. */
  #isFresh(record: PlannedRecord, result: UserResult | undefined): boolean {
    if (record.entity !== 'Manager' || result?.state !== 'refused' || result.problem.status !== 404) return false;
    const manager = this.ports.ids.resolved(record).after?.['manager'];
    return record.key['objectId'] === undefined || (typeof manager === 'string' && this.ports.ids.isMade(manager));
  }

  #verdictOf({ record }: Item, result: UserResult | undefined, second: boolean): Verdict {
    if (result?.state === 'done') {
      this.#breaker.success();
      return { state: 'written', ...(record.action === 'create' && { made: result.id }) };
    }
    const problem = result?.problem ?? noResult();
    const reason = problem.sentence;
    if (result?.state === 'refused' && problem.refused === 'request') {
      // What is deleted already cannot be deleted once more.
      if (record.action === 'delete' && problem.status === 404) return { state: second ? 'written' : 'already' };
      this.#breaker.failure(reason);
      return { state: 'failed', cause: 'refused by Entra ID', reason };
    }
    if (result?.state === 'refused') {
      this.ports.stop(problem);
      return { state: 'not reached', cause: 'the run ended', reason };
    }
    this.#breaker.failure(reason);
    return { state: 'unknown', cause: 'no usable answer', reason: `no usable answer came: ${problem.message}` };
  }

  /** The call as a whole failed: nothing of it was done, or nobody can tell. */
  #failedWhole(items: readonly Item[], error: SfmapError): void {
    const { verdicts, stop } = this.ports;
    if (error.refused === undefined) {
      const reason = `no usable answer came: ${error.message}`;
      verdicts.judgeAll(items, { state: 'unknown', cause: 'no usable answer', reason });
    } else if (error.refused === 'request') {
      verdicts.judgeAll(items, { state: 'failed', cause: 'refused by Entra ID', reason: error.sentence });
    } else verdicts.judgeAll(items, { state: 'not reached', cause: 'the run ended', reason: error.sentence });
    stop(error);
  }

  /** Looks what became of records that got no usable answer. @returns Those that were not done, and may be sent again. */
  async #settle(items: readonly Item[]): Promise<readonly Item[]> {
    const { signal, verdicts, ids } = this.ports;
    if (items.length === 0 || signal?.aborted) return [];
    const nowOf = await lookUntilSeen(this.ports, items, signal);
    const done = items.filter((item) => isAsPlanned(ids.resolved(item.record), nowOf(item)));
    verdicts.judge(done.map((item) => [item, writtenAs(item.record, nowOf(item))]));
    if (done.length > 0) this.#breaker.success();
    // The writer has sent a creation twice already.
    return items.filter((item) => {
      const { record } = item;
      return record.action !== 'create' && !done.includes(item) && isUntouched(ids.resolved(record), nowOf(item));
    });
  }

  /** Compares what was written with what Entra ID shows. Not cut short by a cancel. */
  async #readBack(items: readonly Item[]): Promise<void> {
    const written = items.filter((item) => {
      const verdict = this.ports.verdicts.of(item.record);
      return verdict?.state === 'written' && verdict.readBack !== true;
    });
    if (written.length === 0 || this.ports.isSilent()) return;
    const nowOf = await lookAt(this.ports, written);
    this.#confirm(written, nowOf);
    this.#late.push(...written.filter((item) => this.ports.verdicts.of(item.record)?.readBack !== true));
  }

  /** Notes of what is as planned that it was read back. */
  #confirm(items: readonly Item[], nowOf: NowOf): void {
    const { verdicts, ids } = this.ports;
    const seen = items.filter((item) => isAsPlanned(ids.resolved(item.record), nowOf(item)));
    verdicts.judge(seen.map((item) => [item, writtenAs(item.record, nowOf(item))]));
  }
}

function writtenAs({ action }: PlannedRecord, { users }: AccountNow): Verdict {
  return { state: 'written', readBack: true, ...(action === 'create' && { made: String(users[0]?.['id']) }) };
}

const noResult = () => new SfmapError('SFM-NET-ANSWER', 'Microsoft Graph gave no result.', 'Go on with the run.', 3);
