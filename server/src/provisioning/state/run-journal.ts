import type { DatabaseSync, StatementResultingChanges, StatementSync } from 'node:sqlite';
import type { Journal } from '../ports.ts';
import type { RunRecord } from '../run/run-record.ts';
import type { Verdict } from '../run/run-result.ts';
import { transact } from './transact.ts';
import type { ValueSeal } from './value-seal.ts';

/** The journal of one run: what is about to be sent, and what became of it, each on disk before the next thing is done. */
export class RunJournal implements Journal {
  readonly #intend: StatementSync;
  readonly #judge: StatementSync;

  /**
   * @param seal Absent: reasons, which may hold values, are not kept.
   */
  constructor(
    private readonly database: DatabaseSync,
    private readonly file: string,
    private readonly run: number,
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

  intend(records: readonly RunRecord[]): void {
    const at = this.now().toISOString();
    this.#write(() => {
      for (const { place } of records) check(this.#intend.run(at, this.run, place));
    });
  }

  judge(judged: readonly (readonly [RunRecord, Verdict])[]): void {
    const at = this.now().toISOString();
    this.#write(() => {
      for (const [{ place }, { state, cause, reason, readBack, made }] of judged) {
        const sealed = reason === undefined ? null : (this.seal?.seal(reason, `records ${place}`) ?? null);
        const values = [at, state, cause ?? null, readBack ? 1 : 0, made ?? null, sealed] as const;
        check(this.#judge.run(...values, this.run, place));
      }
    });
  }

  #write(work: () => void): void {
    transact(this.database, this.file, 'The journal cannot be written, so nothing more is sent', work);
  }
}

function check({ changes }: StatementResultingChanges): void {
  if (Number(changes) !== 1) throw new Error('A record that the run does not hold.');
}
