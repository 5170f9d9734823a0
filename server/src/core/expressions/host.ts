import { fail } from './problem.ts';

/**
 * What the functions of the language need from outside: the core has no clock, no randomness and no tenant of its own.
 * A function whose part is missing is an error that says what it needs.
 */
export interface Host {
  /** The present time, the same one for every call of `Now` in an evaluation. */
  readonly now?: Date;
  /** A random number from 0 to below 1 at each call, as `Math.random` gives; for `Guid` and `RandomString`. */
  readonly random?: () => number;
  /** The default verified domain of the tenant, for `DefaultDomain`. */
  readonly defaultDomain?: string;
  /**
   * Whether another account already has this value, for `SelectUniqueValue`; undefined where nobody can know it here:
   * then the value is shown as one that flows if it is free.
   */
  readonly isTaken?: (value: string) => boolean | undefined;
}

/** A host that has nothing. */
export const NO_HOST: Host = {};

/** The present time; an error for `asker` where none was given. */
export function presentTime(host: Host, asker: string): Date {
  return host.now ?? fail(`${asker} needs the present time, and none was given.`);
}

/** A random whole number from 0 to below `count`; an error for `asker` where no randomness was given. */
export function randomBelow(host: Host, count: number, asker: string): number {
  const { random } = host;
  if (random === undefined) return fail(`${asker} needs random numbers, and none were given.`);
  const number = Math.floor(random() * count);
  return number >= 0 && number < count ? number : 0;
}
