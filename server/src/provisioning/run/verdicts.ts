import type { PlannedRecord } from '../plan/person-preview.ts';
import type { Journal } from '../ports.ts';
import type { Item } from '../writeback/batches.ts';
import type { Verdict } from './run-result.ts';

/** What became of each record of a run; every judgement is in the journal before the next thing is done. */
export class Verdicts {
  readonly #verdicts: Map<PlannedRecord, Verdict>;

  /** @param earlier What is known already of a run that goes on. */
  constructor(
    private readonly journal: Journal,
    earlier: ReadonlyMap<PlannedRecord, Verdict> = new Map(),
  ) {
    this.#verdicts = new Map(earlier);
  }

  of(record: PlannedRecord): Verdict | undefined {
    return this.#verdicts.get(record);
  }

  /** Judges records; a later judgement takes the place of an earlier one. */
  judge(judged: readonly (readonly [Item, Verdict])[]): void {
    if (judged.length === 0) return;
    for (const [{ record }, verdict] of judged) this.#verdicts.set(record, verdict);
    this.journal.judge(judged.map(([{ record }, verdict]) => [record, verdict]));
  }

  /** Judges several records alike. */
  judgeAll(items: readonly Item[], verdict: Verdict): void {
    this.judge(items.map((item) => [item, verdict]));
  }
}
