import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time such as `40m`, in milliseconds: a whole number of seconds, minutes, hours or days, a week at most. */
export function interval(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text.trim()) ?? [];
  const time = Number(number) * (units[unit] ?? 0);
  if (time > 0 && time <= 7 * 86_400_000) return time;
  throw new InvalidArgumentError('It must be a time such as 30s, 40m, 2h or 1d, up to a week.');
}
