/** What the guard needs to know of a run that has ended. */
export interface EndedRun {
  readonly ended: Date;
  /** Everything that was to be done: rows, or objects. */
  readonly events: number;
  /** What failed, links between people left out. */
  readonly failed: number;
  /** Links to another person, such as the manager, that failed. */
  readonly failedReferences: number;
  /** A system took nothing at all: it refused the sign-in, or was not there. */
  readonly refused: boolean;
}

/** Why runs are in quarantine, by the names that Microsoft Graph has for it (`quarantineReason`). */
export type QuarantineReason =
  | 'EncounteredQuarantineException'
  | 'EncounteredBaseEscrowThreshold'
  | 'EncounteredEscrowProportionThreshold'
  | 'EncounteredTotalEscrowThreshold';

/** A quarantine that lasts. */
export interface Quarantine {
  readonly reason: QuarantineReason;
  /** When the first of the failing runs ended. */
  readonly since: Date;
  /** No run begins before. */
  readonly nextTry: Date;
  /** From then on nothing more is tried until somebody restarts. */
  readonly endsAt: Date;
}

/** Below so many failures a run is never judged by them. */
const judgedFrom = 5_000;
const mostFailed = 40_000;
const mostWithReferences = 60_000;
const highestShare = 0.4;

const hour = 3_600_000;
const day = 24 * hour;
const firstTries = [6 * hour, 12 * hour, day];
const longest = 28 * day;

/**
 * Whether a run must be the last for a while: a system took nothing, more than 40 % of what was to be done failed, or more
 * than 40,000, judged from 5,000 failures on; or 60,000 with failed links. Source: "Application provisioning in quarantine
 * status".
 */
export function quarantineReason({
  events,
  failed,
  failedReferences,
  refused,
}: EndedRun): QuarantineReason | undefined {
  if (refused) return 'EncounteredQuarantineException';
  if (failed + failedReferences > mostWithReferences) return 'EncounteredTotalEscrowThreshold';
  if (failed < judgedFrom) return undefined;
  if (failed > mostFailed) return 'EncounteredBaseEscrowThreshold';
  return failed > events * highestShare ? 'EncounteredEscrowProportionThreshold' : undefined;
}

/**
 * The quarantine that a history of runs leaves behind. It begins with the first of the runs that failed without one that
 * went well in between; then it is tried 6, 12 and 24 hours after that one, each day from then on, and not at all after
 * 28 days.
 *
 * @param runs In the order in which they ended, of one mapping on one connection.
 */
export function quarantineOf(runs: readonly EndedRun[]): Quarantine | undefined {
  const well = runs.findLastIndex((run) => quarantineReason(run) === undefined);
  const failing = runs.slice(well + 1);
  const [first] = failing;
  const last = failing.at(-1);
  const reason = last && quarantineReason(last);
  if (first === undefined || last === undefined || reason === undefined) return undefined;
  const since = first.ended.getTime();
  return {
    reason,
    since: first.ended,
    nextTry: new Date(since + tryAfter(last.ended.getTime() - since)),
    endsAt: new Date(since + longest),
  };
}

/** The first of the tries that lies behind a moment, both as milliseconds since the first failure. */
function tryAfter(elapsed: number): number {
  const early = firstTries.find((time) => time > elapsed);
  return early ?? (Math.floor(elapsed / day) + 1) * day;
}

/** What a quarantine says about a run that would begin now. */
export function mayRun(quarantine: Quarantine | undefined, now: Date): 'yes' | 'later' | 'never' {
  if (quarantine === undefined) return 'yes';
  if (now >= quarantine.endsAt) return 'never';
  return now >= quarantine.nextTry ? 'yes' : 'later';
}
