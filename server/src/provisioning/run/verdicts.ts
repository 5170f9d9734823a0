import type { Journal } from '../ports.ts';
import type { Item } from '../writeback/batches.ts';
import type { RunRecord } from './run-record.ts';
import type { Verdict } from './run-result.ts';

/** What became of each record of a run; every judgement is in the journal before the next thing is done. */
export class Verdicts {
  readonly #verdicts: (Verdict | undefined)[] = [];
  #count = 0;

  /** @param earlier What is known already of a run that goes on. */
  constructor(
    private readonly journal: Journal,
    earlier: ReadonlyMap<number, Verdict> = new Map(),
  ) {
    for (const [place, verdict] of earlier) this.#keep(place, verdict);
  }

  /** So many records are judged. */
  get count(): number {
    return this.#count;
  }

  of({ place }: Pick<RunRecord, 'place'>): Verdict | undefined {
    return this.#verdicts[place];
  }

  /** Judges records; a later judgement takes the place of an earlier one. */
  judge(judged: readonly (readonly [Item, Verdict])[]): void {
    if (judged.length === 0) return;
    for (const [{ record }, verdict] of judged) this.#keep(record.place, verdict);
    this.journal.judge(judged.map(([{ record }, verdict]) => [record, verdict]));
  }

  #keep(place: number, verdict: Verdict): void {
    if (this.#verdicts[place] === undefined) this.#count += 1;
    this.#verdicts[place] = shared(verdict);
  }

  /** Judges several records alike. */
  judgeAll(items: readonly Item[], verdict: Verdict): void {
    this.judge(items.map((item) => [item, verdict]));
  }
}

const plain = new Map<string, Verdict>();

/** One object for all that went well alike: a large run has hundreds of thousands of them. */
function shared(verdict: Verdict): Verdict {
  const { state, readBack, reason, cause, made } = verdict;
  if (reason !== undefined || cause !== undefined || made !== undefined) return verdict;
  const key = `${state} ${readBack === true}`;
  const known = plain.get(key);
  if (known === undefined) plain.set(key, verdict);
  return known ?? verdict;
}
