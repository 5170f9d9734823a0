import * as z from 'zod';

/** Somebody who failed, and when they are tried again. */
export const failingSchema = z.strictObject({
  /** personIdExternal. */
  person: z.string().min(1),
  /** The sync since which they have failed. */
  failedSince: z.iso.datetime(),
  /** They are left alone before that. */
  due: z.iso.datetime(),
});
export type Failing = z.infer<typeof failingSchema>;

/** Somebody who waits for a manager's account, and is read by each sync until it is there. */
interface Waiting {
  readonly person: string;
  readonly failedSince?: undefined;
  readonly due?: undefined;
}

/** Somebody whom a later incremental sync reads, changed or not. */
export type Retry = Failing | Waiting;

/** A sync a day finds everybody due. */
const longestMs = 23 * 3_600_000;

/** Syncs do not begin to the second: who has failed for two cycles is due when two more are nearly over. */
const nearly = 0.9;

/**
 * When somebody who fails is tried again: by the next sync, then after as long again as it has failed already, at most after
 * about a day. Microsoft's service tries with decreasing frequency, too, and does not say how often ("How Application
 * Provisioning works in Microsoft Entra ID", errors and retries).
 *
 * @param at When they failed.
 * @param earlier What was noted of them before.
 */
export function retryOf(person: string, at: Date, earlier?: Retry): Failing {
  const failedSince = earlier?.failedSince ?? at.toISOString();
  // A clock may have been set back.
  const failing = Math.max(0, at.getTime() - Date.parse(failedSince));
  const due = new Date(at.getTime() + Math.min(longestMs, failing * nearly));
  return { person, failedSince, due: due.toISOString() };
}

/** Whether somebody is tried again by a sync that begins at a time. */
export function isDue({ due }: Retry, at: Date): boolean {
  return due === undefined || Date.parse(due) <= at.getTime();
}

/** People as a plan names them: ids, and beside them when those who failed are tried again. */
export function namedRetries(retries: readonly Retry[]): { again: string[]; failing?: Failing[] } {
  const failing = retries.filter((one): one is Failing => one.failedSince !== undefined);
  return { again: retries.map(({ person }) => person), ...(failing.length > 0 && { failing }) };
}

/** The way back. */
export function retriesOf({
  again,
  failing = [],
}: {
  again: readonly string[];
  failing?: readonly Failing[];
}): Retry[] {
  const times = new Map(failing.map((one) => [one.person, one]));
  return again.map((person) => times.get(person) ?? { person });
}
