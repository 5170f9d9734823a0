import type { Journal } from '../ports.ts';
import type { Item } from './batches.ts';
import type { PlannedRecord } from './person-preview.ts';
import type { Verdict } from './run-result.ts';

/** What became of each record of a run; every judgement is in the journal before the next thing is done. */
export class Verdicts {
  readonly #verdicts = new Map<PlannedRecord, Verdict>();

  constructor(private readonly journal: Journal) {}

  of(record: PlannedRecord): Verdict | undefined {
    return this.#verdicts.get(record);
  }

  /** Judges records; a later judgement takes the place of an earlier one. */
  async judge(judged: readonly (readonly [Item, Verdict])[]): Promise<void> {
    for (const [{ record }, verdict] of judged) this.#verdicts.set(record, verdict);
    await this.journal.write(
      ...judged.map(([{ person, record }, verdict]) => ({
        event: 'after',
        person: person.personIdExternal,
        entity: record.entity,
        key: record.key,
        ...verdict,
      })),
    );
  }

  /** Judges several records alike. */
  judgeAll(items: readonly Item[], verdict: Verdict): Promise<void> {
    return this.judge(items.map((item) => [item, verdict]));
  }
}
