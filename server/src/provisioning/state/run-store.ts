import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { SfmapError } from '../../core/errors.ts';
import { type Plan, writtenTenant } from '../plan/plan.ts';
import { countRun } from './count-run.ts';
import { deleteRuns, giveRoomBack } from './delete-runs.ts';
import { type DeltaLink, type DeltaLinkOf, moveDeltaLink, readDeltaLink } from './delta-links.ts';
import { keepRun } from './keep-run.ts';
import type { KeptRun, ValueMode } from './kept-run.ts';
import { loadRun, type OpenRun } from './load-run.ts';
import { accountLookup, type PersonAccount, rememberAccounts } from './object-connections.ts';
import { openState, stateFile } from './open-state.ts';
import { type PersonHistory, peopleOf, personAt, placesOf } from './run-history.ts';
import { runName } from './run-name.ts';
import { readRun } from './run-rows.ts';
import { runSeal } from './run-seal.ts';
import { stateProblem } from './state-problem.ts';
import { TenantLock } from './tenant-lock.ts';
import { reading, readingEach, transact } from './transact.ts';
import { keyIdOf } from './value-seal.ts';
import { forgetSync, moveWatermark, readWatermark, type SyncOf, type Watermark } from './watermarks.ts';

/** What a run is begun with. */
export interface NewRun {
  readonly name: string;
  readonly plan: Plan;
  readonly checksum: string;
  readonly mappingPath?: string;
  readonly process: number;
  readonly machine: string;
}

const purpose = 'No journal can be kept, so nothing is written';

/** The runs that a state folder keeps. */
export class RunStore {
  readonly file: string;

  private constructor(
    private readonly database: DatabaseSync,
    private readonly folder: string,
    private readonly key: string | undefined,
    private readonly now: () => Date,
  ) {
    this.file = stateFile(folder);
  }

  /**
   * @param key Gives what values are encrypted with; without it they cannot be read, and only runs without values can
   *   begin. Asked when the file is open.
   * @throws SfmapError exit 2: the folder cannot be written, the file is damaged or of a newer version.
   */
  static async open(folder: string, key: () => Promise<string | undefined>, now: () => Date): Promise<RunStore> {
    const database = openState(folder, purpose);
    try {
      return new RunStore(database, folder, await key(), now);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  close(): void {
    this.database.close();
  }

  /** A name that no run has yet. */
  freeName(): string {
    for (;;) {
      const name = runName();
      if (this.#rowOf(name) === undefined) return name;
    }
  }

  /**
   * Writes down a whole run before anything of it is sent.
   *
   * @throws SfmapError exit 2: it cannot be written.
   */
  begin(run: NewRun, values: ValueMode): OpenRun {
    const salt = randomBytes(16);
    const keyId = values === 'encrypted' && this.key !== undefined ? keyIdOf(this.key) : undefined;
    const kept = { name: run.name, valueMode: values, salt, ...(keyId !== undefined && { keyId }) };
    const seal = runSeal(kept, this.key);
    const started = this.now().toISOString();
    transact(this.database, this.file, purpose, () =>
      keepRun(this.database, run, { ...kept, started, key: this.key, seal }),
    );
    return this.load(this.find(run.name), run.plan);
  }

  /**
   * A run with its plan and what is known of its records, to go on with it.
   *
   * @param plan The plan, where the run does not keep its values.
   * @throws SfmapError exit 2: its values cannot be read, and there is no plan.
   */
  load(run: KeptRun, plan?: Plan): OpenRun {
    return reading(this.file, () =>
      loadRun(
        this.database,
        this.file,
        run,
        plan === undefined ? runSeal(run, this.key) : this.#sealOf(run),
        plan,
        this.now,
      ),
    );
  }

  /** Notes that a run goes on, in this process. */
  goOn({ number }: KeptRun, process: number, machine: string): void {
    transact(this.database, this.file, purpose, () =>
      this.database
        .prepare(
          "UPDATE runs SET state = 'running', ended = NULL, totals = NULL, process = ?, machine = ? WHERE number = ?",
        )
        .run(process, machine, number),
    );
  }

  /**
   * Notes how a run ended, and gives it as it stands now.
   *
   * @param accounts Who has which account after an inbound run; remembered when it came to its end.
   */
  end(run: KeptRun, state: 'cancelled' | 'stopped' | 'finished', accounts: Iterable<PersonAccount> = []): KeptRun {
    const { number, name, plan } = run;
    const totals = reading(this.file, () => countRun(this.database, number));
    transact(this.database, this.file, 'How the run ended cannot be noted', () => {
      this.database
        .prepare('UPDATE runs SET state = ?, ended = ?, totals = ? WHERE number = ?')
        .run(state, this.now().toISOString(), JSON.stringify(totals), number);
      if (state !== 'finished') return;
      moveDeltaLink(this.database, run, totals);
      moveWatermark(this.database, this.file, run);
      const { mapping, connection, target } = plan;
      if (target !== undefined) {
        rememberAccounts(this.database, number, { mapping: mapping.file, connection, target }, accounts);
      }
    });
    return this.find(name);
  }

  /** Where the next look at what has changed in Entra ID begins; undefined where no run has left a place. */
  deltaLink(of: DeltaLinkOf): DeltaLink | undefined {
    return reading(this.file, () => readDeltaLink(this.database, this.file, of));
  }

  /** Object id of the account that earlier runs have written for a person. */
  knownAccount(of: SyncOf): (personIdExternal: string) => string | undefined {
    const lookup = reading(this.file, () => accountLookup(this.database, of));
    return (person) => reading(this.file, () => lookup(person));
  }

  /** Where the next incremental sync goes on; undefined where everybody is to be read. */
  watermark(of: SyncOf): Watermark | undefined {
    return reading(this.file, () => readWatermark(this.database, this.file, of));
  }

  /** Forgets where syncs go on and who has which account. @throws SfmapError exit 2: it cannot be written. */
  forgetSync(of: SyncOf): void {
    transact(this.database, this.file, 'The sync cannot begin anew', () => forgetSync(this.database, of));
  }

  /**
   * Forgets runs for good, with all that they keep of people.
   *
   * @throws SfmapError exit 2: the file cannot be written.
   */
  forget(runs: readonly KeptRun[]): void {
    if (runs.length === 0) return;
    const cannot = 'Runs cannot be forgotten';
    const numbers = runs.map(({ number }) => number);
    transact(this.database, this.file, cannot, () => deleteRuns(this.database, numbers));
    try {
      giveRoomBack(this.database);
    } catch (error) {
      throw stateProblem(error, this.file, cannot);
    }
  }

  /** All runs, the newest first. */
  list(): readonly KeptRun[] {
    return reading(this.file, () => {
      const rows = this.database.prepare('SELECT * FROM runs ORDER BY number DESC').all();
      return rows.map((row) => this.#read(row));
    });
  }

  /** @throws SfmapError exit 2: there is no such run. */
  find(name: string): KeptRun {
    const row = this.#rowOf(name);
    if (row !== undefined) return reading(this.file, () => this.#read(row));
    throw new SfmapError('SFM-RUN', `There is no run ${name}.`, 'sfmap runs lists those that there are.', 2);
  }

  has(name: string): boolean {
    return this.#rowOf(name) !== undefined;
  }

  /** How a run stands: one that is noted as running is interrupted when its process no longer holds the tenant. */
  stateOf(run: KeptRun): KeptRun['state'] | 'interrupted' {
    if (run.state !== 'running') return run.state;
    return TenantLock.holder(this.folder, writtenTenant(run.plan))?.run === run.name ? 'running' : 'interrupted';
  }

  /** What became of each person of a run; without their key no values. */
  people(run: KeptRun): Iterable<PersonHistory> {
    return readingEach(this.file, () => peopleOf(this.database, this.file, run, this.#sealOf(run)));
  }

  /** What became of somebody in every run, the newest first: by employee id or user principal name. */
  person(who: string): Iterable<{ readonly run: KeptRun; readonly history: PersonHistory }> {
    return readingEach(this.file, () => this.#person(who));
  }

  *#person(who: string): Generator<{ readonly run: KeptRun; readonly history: PersonHistory }> {
    for (const { run: number, seq } of placesOf(this.database, who, this.key)) {
      const run = this.#read(this.database.prepare('SELECT * FROM runs WHERE number = ?').get(number));
      yield { run, history: personAt(this.database, this.file, run, this.#sealOf(run), seq) };
    }
  }

  /** Why the values of a run cannot be read, in one sentence; undefined where they can, or where there are none. */
  valuesProblem(run: KeptRun): string | undefined {
    try {
      runSeal(run, this.key);
      return undefined;
    } catch (error) {
      if (error instanceof SfmapError) return error.sentence;
      throw error;
    }
  }

  #rowOf(name: string): unknown {
    return reading(this.file, () => this.database.prepare('SELECT * FROM runs WHERE name = ?').get(name.toLowerCase()));
  }

  #read(row: unknown): KeptRun {
    return readRun(row, this.file, (number) => countRun(this.database, number));
  }

  #sealOf(run: KeptRun) {
    return this.key !== undefined && run.keyId === keyIdOf(this.key) ? runSeal(run, this.key) : undefined;
  }
}
