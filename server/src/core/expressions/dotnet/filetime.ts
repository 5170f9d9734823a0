import { inRange } from './date-time.ts';

/** 1601-01-01 in ticks, where Active Directory's clock begins. */
const FILETIME_EPOCH = 504_911_232_000_000_000n;

/** Ticks as a file time, in steps of 100 ns since 1601; undefined for an earlier date. */
export function fileTimeOf(ticks: bigint): bigint | undefined {
  return ticks < FILETIME_EPOCH ? undefined : ticks - FILETIME_EPOCH;
}

/** A file time as ticks; undefined when it is negative or lies after the year 9999 (`9223372036854775807`: never). */
export function ticksOfFileTime(fileTime: bigint): bigint | undefined {
  const ticks = fileTime + FILETIME_EPOCH;
  return fileTime >= 0n && inRange(ticks) ? ticks : undefined;
}
