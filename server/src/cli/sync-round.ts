import { SfmapError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import { applyPlanned } from '../engine/apply-planned.ts';
import type { PerformedRun } from '../engine/perform-run.ts';
import { planSync, type SyncMode } from '../engine/plan-sync.ts';
import { planConnection, planTarget } from '../engine/plan-writeback.ts';
import { stateFolder } from '../engine/state-folder.ts';
import { orTellStopped, tellEnd, tellOverLimits } from '../engine/tell-by-mail.ts';
import { budgetRefusal } from '../provisioning/plan/budget.ts';
import { type Plan, writtenTenant } from '../provisioning/plan/plan.ts';
import { type EndedRun, mayRun, type Quarantine, quarantineOf } from '../provisioning/quarantine.ts';
import { runSummary } from '../provisioning/run/run-text.ts';
import { endedRuns } from '../provisioning/state/earlier-runs.ts';
import { TenantLock } from '../provisioning/state/tenant-lock.ts';
import { type CliIo, sayOn } from './io.ts';
import { withRuns } from './open-history.ts';
import type { OpenedMapping } from './run-options.ts';
import { openSync, type SyncOptions } from './sync-options.ts';

/** How a round ended. */
export interface RoundEnd {
  /** The people that it was about were read and, as far as that goes, written. */
  readonly read: boolean;
  /** When the next one begins, where that is not the usual time. */
  readonly waitUntil?: Date;
}

/** How long a run of somebody else is waited for before the next look, in milliseconds. */
const LOCKED_MS = 15_000;

/** The rounds of a sync that repeats, one after the other. */
export class SyncRound {
  /** Rounds since the last good one in which a system was not there: no run of the state knows of them. */
  #failures: EndedRun[] = [];
  #waits = false;
  /** What was told by mail since the last round that went well: nobody is told the same each round. */
  #told: 'stopped' | 'over limits' | undefined;

  constructor(
    private readonly io: CliIo,
    private readonly file: string,
    private readonly options: SyncOptions,
  ) {}

  /**
   * Performs a round, or says what it waits for.
   *
   * @throws SfmapError exit 1 and 2: the mapping or its project has a mistake, no journal can be kept; exit 3: quarantine
   *   has lasted for four weeks.
   */
  async perform(mode: SyncMode): Promise<RoundEnd> {
    const opened = await openSync(this.io, this.file, this.options);
    const quarantine = await this.#quarantine(opened);
    const verdict = mayRun(quarantine, this.io.now());
    if (quarantine !== undefined && verdict === 'never') throw ended(quarantine);
    if (quarantine !== undefined && verdict === 'later') return this.#later(quarantine);
    try {
      return await this.#sync(opened, mode);
    } catch (error) {
      opened.endProgress();
      return this.#failed(error);
    }
  }

  async #sync({ mapping, context, generation, endProgress, file }: OpenedMapping, mode: SyncMode): Promise<RoundEnd> {
    const say = sayOn(this.io);
    const folder = stateFolder(this.io.env, this.options.state);
    const { connection } = context;
    // Before anything is read: what somebody else is writing just now is to be read when they have written it.
    TenantLock.check(folder, writtenTenant({ connection: planConnection(connection), target: planTarget(connection) }));
    const reading = planSync(mapping, mode, context, generation).finally(endProgress);
    const plan = await (this.#told === 'stopped' ? reading : orTellStopped(this.file, context, say, reading));
    const refusal = budgetRefusal(plan);
    if (refusal !== undefined) {
      this.#line({ sync: kindOf(plan), problem: `${refusal} Nothing of it was written.` });
      if (this.#told !== 'over limits') await tellOverLimits(plan, context, say);
      this.#told = 'over limits';
      return { read: false };
    }
    const performed = await applyPlanned(plan, context, folder, file).finally(endProgress);
    this.#waits = false;
    if (performed.result.stopped === undefined) {
      this.#failures = [];
      this.#told = undefined;
    }
    this.#line(roundOf(plan, performed));
    await tellEnd(plan, performed, context, say, folder);
    return { read: performed.run.state === 'finished' };
  }

  /** A system that fails is tried again at the rhythm of the quarantine; a mistake of ours is not tried again. */
  #failed(error: unknown): RoundEnd {
    if (!(error instanceof SfmapError)) throw error;
    if (error.code === 'SFM-CANCELLED') return { read: false };
    if (error.code === 'SFM-LOCKED') {
      if (!this.#waits) this.#line({ problem: `${error.sentence} The round begins when it has ended.` });
      this.#waits = true;
      return { read: false, waitUntil: new Date(this.io.now().getTime() + LOCKED_MS) };
    }
    if (error.exit !== 3) throw error;
    const at = this.io.now();
    this.#failures.push({ ended: at, events: 0, failed: 0, failedReferences: 0, refused: true });
    this.#line({ problem: error.sentence });
    this.#told = 'stopped';
    return { read: false };
  }

  #later({ reason, nextTry }: Quarantine): RoundEnd {
    this.#line({ problem: `In quarantine (${reason}). The next try is at ${nextTry.toISOString()}.` });
    return { read: false, waitUntil: nextTry };
  }

  async #quarantine({ mapping, context }: OpenedMapping): Promise<Quarantine | undefined> {
    const { connection } = context;
    const of = {
      mapping: mapping.identity.file,
      connection: planConnection(connection),
      target: planTarget(connection),
    };
    const kept = await withRuns(this.io, this.options.state, (store) => endedRuns(store.list(), of));
    return quarantineOf([...kept, ...this.#failures].sort((a, b) => a.ended.getTime() - b.ended.getTime()));
  }

  #line(round: RoundLine): void {
    const at = this.io.now().toISOString();
    if (this.options.format === 'json') {
      this.io.out(`${JSON.stringify({ at, ...round })}\n`);
      return;
    }
    const { sync, summary, run, problem } = round;
    const words = [sync, problem ?? summary, run && `Run ${run}.`].filter((part) => part !== undefined);
    this.io.out(`${oneLine(`${at.slice(0, 19)}Z  ${words.join('  ')}`)}\n`);
  }
}

/** What a round came to. */
interface RoundLine {
  readonly sync?: string;
  readonly summary?: string;
  readonly run?: string;
  readonly people?: number;
  readonly failed?: number;
  readonly problem?: string;
}

const kindOf = ({ watermark }: Plan): string => (watermark?.since === undefined ? 'full' : 'incremental');

function roundOf(plan: Plan, { result, run }: PerformedRun): RoundLine {
  const { people, failed } = plan.totals;
  const words = plan.totals.rows === 0 ? 'Nothing to write.' : runSummary(plan, result);
  const errors = failed === 0 ? '' : ` ${failed} with an error.`;
  const summary = `${people} read. ${words}${errors}`;
  return { sync: kindOf(plan), summary, run: run.name, people, failed };
}

function ended({ reason, since, endsAt }: Quarantine): SfmapError {
  return new SfmapError(
    'SFM-QUARANTINE',
    `Every sync has failed since ${since.toISOString()} (${reason}), and the quarantine ended at ${endsAt.toISOString()}: nothing more is tried.`,
    'Find out why with sfmap runs and sfmap log, then run sfmap sync --full once.',
    3,
  );
}
