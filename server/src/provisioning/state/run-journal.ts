import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PlannedRecord } from '../plan/person-preview.ts';
import type { Journal } from '../ports.ts';
import type { Verdict } from '../run/run-result.ts';
import { transact } from './transact.ts';
import type { ValueSeal } from './value-seal.ts';

/** The journal of one run: what is about to be sent, and what became of it, each on disk before the next thing is done. */
export class RunJournal implements Journal {
  readonly #intend: StatementSync;
  readonly #judge: StatementSync;

  /**
   * @param places The number of each record in the run.
   * @param seal Absent: reasons, which may hold values, are not kept.
   */
  constructor(
    private readonly database: DatabaseSync,
    private readonly file: string,
    private readonly run: number,
    private readonly places: ReadonlyMap<PlannedRecord, number>,
    private readonly seal: ValueSeal | undefined,
    private readonly now: () => Date,
  ) {
    this.#intend = database.prepare(
      `UPDATE records SET intended = ?, judged = NULL, state = NULL, cause = NULL, read_back = 0, made = NULL, sealed = NULL
       WHERE run = ? AND seq = ?`,
    );
    this.#judge = database.prepare(
      'UPDATE records SET judged = ?, state = ?, cause = ?, read_back = ?, made = ?, sealed = ? WHERE run = ? AND seq = ?',
    );
  }

  intend(records: readonly PlannedRecord[]): void {
    const at = this.now().toISOString();
    this.#write(() => {
      for (const record of records) this.#intend.run(at, this.run, this.#place(record));
    });
  }

  judge(judged: readonly (readonly [PlannedRecord, Verdict])[]): void {
    const at = this.now().toISOString();
    this.#write(() => {
      for (const [record, { state, cause, reason, readBack, made }] of judged) {
        const place = this.#place(record);
        const sealed = reason === undefined ? null : (this.seal?.seal(reason, `records ${place}`) ?? null);
        this.#judge.run(at, state, cause ?? null, readBack ? 1 : 0, made ?? null, sealed, this.run, place);
      }
    });
  }

  #place(record: PlannedRecord): number {
    const place = this.places.get(record);
    if (place === undefined) throw new Error('A record that the run does not hold.');
    return place;
  }

  #write(work: () => void): void {
    transact(this.database, this.file, 'The journal cannot be written, so nothing more is sent', work);
  }
}
