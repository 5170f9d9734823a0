import { SfmapError } from '../core/errors.ts';

/** How old a plan, or the beginning of a run that goes on, may be, in milliseconds: a day. */
export const longestPlanAge = 24 * 60 * 60 * 1000;

/** A clock of another machine may go ahead by so much, in milliseconds. */
const ahead = 5 * 60_000;

/** @throws SfmapError exit 1: the plan was made more than a day ago, or in the future. */
export function checkPlanAge(created: string, now: Date): void {
  if (isFresh(created, now)) return;
  throw stale(`The plan was made ${when(created, now)}; a plan is good for 24 hours.`, 'Make a new plan.');
}

/** Why a run is too old to go on: it was begun more than a day ago, or in the future. */
export function staleRun(name: string, started: string, now: Date): SfmapError | undefined {
  if (isFresh(started, now)) return undefined;
  return stale(
    `Run ${name} was begun ${when(started, now)}; a run can go on for 24 hours.`,
    `Make a new plan: what is written already stays out of it. Or take it back with sfmap undo ${name}.`,
  );
}

/** Whether something of this time is neither too old nor in the future. */
export function isFresh(time: string, now: Date): boolean {
  const age = now.getTime() - Date.parse(time);
  return age >= -ahead && age <= longestPlanAge;
}

function when(time: string, now: Date): string {
  const age = now.getTime() - Date.parse(time);
  return age < 0 ? 'in the future' : `${Math.floor(age / 3_600_000)} hours ago`;
}

const stale = (message: string, cure: string) => new SfmapError('SFM-PLAN-STALE', message, cure, 1);
