import { SfmapError } from '../../core/errors.ts';
import { inGroups } from '../../core/in-groups.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';
import type { Plan } from '../plan/plan.ts';
import type { DirectoryWriter, Journal, Progress } from '../ports.ts';
import { type EarlierRun, isSettled, noEarlierRun } from '../run/earlier-run.ts';
import { resultOf } from '../run/result-of.ts';
import { runPeople } from '../run/run-record.ts';
import type { RunResult } from '../run/run-result.ts';
import { Verdicts } from '../run/verdicts.ts';
import type { Item } from '../writeback/batches.ts';
import { AccountIds, type KnownAccount } from './account-ids.ts';
import type { AccountReader } from './read-accounts.ts';
import { AccountSender } from './send-accounts.ts';

export interface AccountPorts {
  readonly directory: AccountReader & DirectoryWriter;
  readonly journal: Journal;
  readonly progress: Progress;
  /** Lets time pass, in milliseconds: Entra ID may show later what was written. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Whose account earlier runs have written. */
  readonly knownAccount?: KnownAccount;
  /** Ends the run between two calls. */
  readonly signal?: AbortSignal;
  /** About so many records are read, written and read back at once. */
  readonly batchSize?: number;
  /** Asked before each group of accounts; an SfmapError ends the run. */
  readonly mayGoOn?: () => void;
}

const standardBatch = 100;

/** One way through the plan: the records that it writes, and how it is called. */
interface Pass {
  readonly phase: string;
  readonly takes: (record: PlannedRecord) => boolean;
}

/** A manager may be made by the same plan; and one whose account is deleted is nobody's manager any more. */
const passes: readonly Pass[] = [
  { phase: 'Writing accounts', takes: ({ entity, action }) => entity === 'Account' && action !== 'delete' },
  { phase: 'Writing managers', takes: ({ entity }) => entity === 'Manager' },
  { phase: 'Deleting accounts', takes: ({ action }) => action === 'delete' },
];

/**
 * Performs exactly an inbound plan, or one that takes it back: first the accounts, in a second pass the managers, and
 * deletions last. Accounts are read again right before each group; what has changed since is
 * skipped with a word. Everything is in the journal before it is sent and after.
 *
 * A record that fails never stops the others; a directory that cannot be reached or takes nothing more ends the run, and
 * the result says what was written. Applying the same plan again continues: what is as planned already is left alone.
 *
 * @param earlier What is known of a run that goes on. What was being sent when it broke off is looked for before it is
 *   judged: a creation by the values by which nobody may be found.
 */
export async function applyAccounts(
  plan: Plan,
  ports: AccountPorts,
  earlier: EarlierRun = noEarlierRun,
): Promise<RunResult> {
  const run = new AccountRun(plan, ports, earlier);
  try {
    for (const pass of passes) await run.pass(pass);
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    run.stop(error);
  }
  await run.readLate();
  return run.result();
}

class AccountRun {
  readonly #verdicts: Verdicts;
  readonly #ids: AccountIds;
  readonly #sender: AccountSender;
  /** How many records each pass writes. */
  readonly #totals = new Map<Pass, number>();
  #stopped: string | undefined;
  /** Entra ID answers no more, so that nothing can be read back. */
  #silent = false;

  constructor(
    private readonly plan: Plan,
    private readonly ports: AccountPorts,
    private readonly earlier: EarlierRun,
  ) {
    const settled = [...earlier.verdicts].filter(([, verdict]) => isSettled(verdict));
    this.#verdicts = new Verdicts(ports.journal, new Map(settled));
    this.#ids = new AccountIds(this.#verdicts, ports.directory, ports.knownAccount);
    this.#sender = new AccountSender({
      ...ports,
      verdicts: this.#verdicts,
      ids: this.#ids,
      doubtful: earlier.doubtful,
      stop: (error) => this.stop(error),
      isEnded: () => this.#ended,
      isSilent: () => this.#silent,
    });
    for (const { record } of this.#items()) {
      this.#ids.expect(record);
      for (const pass of passes) if (pass.takes(record)) this.#totals.set(pass, (this.#totals.get(pass) ?? 0) + 1);
    }
  }

  get #ended(): boolean {
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

  /** Writes the records of a pass, group by group. */
  async pass(pass: Pass): Promise<void> {
    const total = this.#totals.get(pass) ?? 0;
    if (total === 0) return;
    const { phase } = pass;
    let open = 0;
    for (const _ of this.#open(pass)) open += 1;
    let done = total - open;
    for (const group of inGroups(this.#open(pass), this.ports.batchSize ?? standardBatch)) {
      if (this.#ended) return;
      this.ports.mayGoOn?.();
      this.ports.progress({ phase, done, total });
      await this.#sender.send(await this.#withManagers(group));
      done += group.length;
      this.ports.progress({ phase, done, total });
    }
  }

  /** Every record of the plan, made anew as it is read: a plan may have a hundred thousand people. */
  *#items(): Generator<Item> {
    for (const person of runPeople(this.plan.people)) {
      for (const call of person.calls) for (const record of call.records) yield { person, call, record };
    }
  }

  /**
   * What is still to be written. What was being sent comes first; who failed in an earlier try last, so that a run goes on
   * with the others although some fail again.
   */
  *#open({ takes }: Pass): Generator<Item> {
    const { doubtful, verdicts } = this.earlier;
    const rank = ({ record }: Item) => (doubtful.has(record.place) ? 0 : verdicts.has(record.place) ? 2 : 1);
    const ranks = doubtful.size + verdicts.size === 0 ? [1] : [0, 1, 2];
    for (const one of ranks) {
      for (const item of this.#items()) {
        if (takes(item.record) && rank(item) === one && this.#isOpen(item)) yield item;
      }
    }
  }

  /** Without managers that cannot be set now: they are judged. */
  async #withManagers(group: readonly Item[]): Promise<readonly Item[]> {
    const { ready, judged } = await this.#ids.managersOf(group, this.ports.signal);
    this.#verdicts.judge(judged);
    return ready;
  }

  /** What was not seen yet when it was read back is looked for again: Entra ID shows some writes later. */
  async readLate(): Promise<void> {
    if (this.#silent) return;
    try {
      await this.#sender.readLate();
    } catch (error) {
      // It stays written, as Entra ID said, and is told as not read back.
      if (!(error instanceof SfmapError)) throw error;
    }
  }

  #isOpen({ record }: Item): boolean {
    return this.#verdicts.of(record) === undefined;
  }
}
